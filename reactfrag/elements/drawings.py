"""Charts that become pictures or come as text: Matplotlib, Graphviz, Mermaid."""

from __future__ import annotations

import importlib
import io
import threading
from typing import TYPE_CHECKING, Any

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.errors import ApiError
from reactfrag.protocol.figures import Graphviz, Image, Mermaid, Picture
from reactfrag.runtime.context import current

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_ENGINES = ("dot", "neato", "fdp", "sfdp", "circo", "twopi", "osage", "patchwork")
_MIMES = {"png": "image/png", "svg": "image/svg+xml", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
_DOTS_PER_INCH = 200
_rendering = threading.Lock()
"""Matplotlib draws one figure at a time."""


class DrawingMixin(Drawable):
    """Pictures of other libraries' charts, and charts written as text."""

    __slots__ = ()

    def pyplot(
        self,
        fig: Any,
        clear_figure: bool = False,
        *,
        width: int | str = "stretch",
        use_container_width: bool | None = None,
        alt: str | None = None,
        **kwargs: Any,
    ) -> Container:
        """Show a figure made with Matplotlib, as a picture.

        Parameters
        ----------
        fig
            The figure, or what holds one (axes, a grid of seaborn); ``None``: the current one of
            ``matplotlib.pyplot``, which all sessions share.
        clear_figure
            Empty the figure afterwards.
        width
            ``"stretch"``, ``"content"`` (the figure's size at 100 pixels an inch) or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        alt
            What a screen reader says of it.
        kwargs
            For Matplotlib's ``savefig``: ``dpi=200``, ``bbox_inches="tight"`` unless told
            otherwise; ``format`` may be ``"png"``, ``"svg"`` or ``"jpg"``.

        Raises
        ------
        ApiError
            It is no figure, or an argument is none of those.

        >>> figure, axes = matplotlib.pyplot.subplots()
        >>> axes.plot([1, 3, 2])
        >>> pyplot(figure)
        """
        if fig is None:
            fig = importlib.import_module("matplotlib.pyplot").gcf()
        figure = figure_of(fig)
        if figure is None:
            raise ApiError(f"pyplot() takes a figure of Matplotlib, not {type(fig).__name__}.")
        options = {"dpi": _DOTS_PER_INCH, "bbox_inches": "tight", "format": "png", **kwargs}
        mime = _MIMES.get(str(options["format"]))
        if mime is None:
            raise ApiError(f"pyplot(format={options['format']!r}): it takes 'png', 'svg' or 'jpg'.")
        buffer = io.BytesIO()
        with _rendering:
            inches = figure.get_size_inches()[0]
            figure.savefig(buffer, **options)
            if clear_figure:
                figure.clf()
        wide = check.width(check.stretched(use_container_width, width), "content")
        each = wide if isinstance(wide, int) else None
        if wide is None:
            each = round(float(inches) * 100)
        address = current().media(buffer.getvalue(), mime, f"figure.{options['format']}")
        return self._draw(
            Image(
                images=[Picture(url=address, alt="Chart" if alt is None else alt)],
                each=each,
                width=None if isinstance(wide, int) else wide,
            )
        )

    def graphviz_chart(
        self,
        figure_or_dot: Any,
        use_container_width: bool | None = None,
        *,
        width: int | str = "content",
        height: int | str = "content",
        alt: str | None = None,
    ) -> Container:
        """Show a graph that Graphviz lays out.

        Parameters
        ----------
        figure_or_dot
            A graph of the package ``graphviz``, or text in the DOT language.
        use_container_width
            The older way to say ``width="stretch"``.
        width
            ``"content"`` (the graph's own, and no more than there is), ``"stretch"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.
        alt
            A description for screen readers.

        Raises
        ------
        ApiError
            It is no graph, or an argument is none of those.

        >>> graphviz_chart("digraph { read -> think -> write }")
        """
        dot = figure_or_dot if isinstance(figure_or_dot, str) else None
        engine = "dot"
        if dot is None and isinstance(getattr(figure_or_dot, "source", None), str):
            dot = figure_or_dot.source
            engine = str(getattr(figure_or_dot, "engine", None) or "dot")
        if dot is None or not dot.strip():
            raise ApiError(
                "graphviz_chart() takes a graph of the package graphviz or text in the DOT "
                f"language, not {figure_or_dot!r}."
            )
        if engine not in _ENGINES:
            raise ApiError(
                f"graphviz_chart(): there is no engine {engine!r}. It takes {', '.join(_ENGINES)}."
            )
        return self._draw(
            Graphviz(
                dot=dot,
                engine=engine,
                width=check.width(check.stretched(use_container_width, width), "content"),
                height=check.height(height),
                alt=alt,
            )
        )

    def mermaid_chart(
        self, body: str, *, width: int | str = "stretch", alt: str | None = None
    ) -> Container:
        """Show a diagram written in Mermaid's language.

        Parameters
        ----------
        body
            The diagram: a flowchart, a sequence, a state machine and so on.
        width
            ``"stretch"``, ``"content"`` or pixels.
        alt
            A description for screen readers; ``None``: the diagram's own ``accTitle``.

        Raises
        ------
        ApiError
            There is no text, or the width is none of those.

        >>> mermaid_chart("flowchart LR; A[Read] --> B[Write]")
        """
        if not isinstance(body, str) or not body.strip():
            raise ApiError(f"mermaid_chart({body!r}): it takes a diagram as text.")
        return self._draw(Mermaid(body=check.text(body), alt=alt, width=check.width(width)))


def figure_of(value: Any) -> Any | None:
    """Return the Matplotlib figure that ``value`` is or holds; ``None`` if it is none of that."""
    if hasattr(value, "savefig") and hasattr(value, "get_size_inches"):
        return value
    held = getattr(value, "figure", None) or getattr(value, "fig", None)
    return held if hasattr(held, "get_size_inches") else None
