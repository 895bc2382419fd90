"""``write``: show anything, each in the form that suits it."""

from __future__ import annotations

import dataclasses
import inspect
import numbers
import types
from collections import UserList
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from reactfrag.data.libraries import library_of
from reactfrag.elements.base import Drawable
from reactfrag.elements.describe import about
from reactfrag.elements.drawings import figure_of
from reactfrag.elements.maps import is_deck
from reactfrag.elements.plotly import is_figure
from reactfrag.elements.raster import is_picture
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Markdown
from reactfrag.runtime.context import current
from reactfrag.runtime.run import Place

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

Step = Callable[["Container"], object]

_SCALARS = (numbers.Number, date, time, timedelta)
_LIBRARY_TABLES = ("pandas", "polars", "pyarrow")
_EXPLAINED = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.ModuleType,
    type,
)


class WriteMixin(Drawable):
    """Showing anything."""

    __slots__ = ()

    def write(self, *args: Any, unsafe_allow_html: bool = False) -> None:
        """Show anything, each argument in the form that suits it.

        Parameters
        ----------
        args
            Text is markdown, and several texts and numbers in a row are one; tables are shown
            as by :meth:`dataframe`, dicts, lists and dataclasses as by :meth:`json`, exceptions
            as by :meth:`exception`; pictures of Pillow, formulas of SymPy and charts of Altair,
            Plotly, Matplotlib, Graphviz, pydeck and pyecharts by the element for them;
            functions, classes and modules with their signatures and docstrings; generators are
            drawn item by item; objects with ``_repr_markdown_()`` or ``_repr_html_()`` as these
            say; anything else as its ``repr``.
        unsafe_allow_html
            Keep HTML in text (sanitised) rather than showing its source.

        Raises
        ------
        ApiError
            A table or a JSON-like object cannot be shown.

        >>> write("The answer is", 42)
        """
        here = self._same()
        if len(args) == 1 and type(args[0]) is str:
            here.markdown(args[0], unsafe_allow_html)
            return
        steps = _steps(args, unsafe_allow_html)
        if self._single and len(steps) > 1:
            # One element stands here: several go into a container that does.
            here = here.container()
        for step in steps:
            step(here)

    def write_stream(self, stream: Any, *, cursor: str | None = None) -> str | list[Any]:
        """Show what a generator yields as it comes; return all of it.

        Parameters
        ----------
        stream
            A generator, an iterable, a function that returns one, or the stream of a language
            model's client.  Text is drawn as one growing markdown element, anything else by
            :meth:`write`.
        cursor
            Shown at the end of text that is still growing.

        Raises
        ------
        ApiError
            It is none of those.

        >>> write_stream(word + " " for word in ["one", "two", "three"])
        """
        if callable(stream) and not isinstance(stream, Iterator):
            stream = stream()
        if (
            inspect.isasyncgen(stream)
            or isinstance(stream, str)
            or not isinstance(stream, Iterable)
        ):
            raise ApiError(
                f"write_stream() takes a generator, an iterable or a function that returns one, "
                f"not {type(stream).__name__}."
            )
        here = self._same().container() if self._single else self._same()
        written: list[Any] = []
        growing: _Growing | None = None
        for chunk in stream:
            piece = _piece(chunk)
            if not isinstance(piece, str):
                if growing is not None:
                    growing.end()
                    growing = None
                written.append(piece)
                here.write(piece)
            elif piece:
                if growing is None:
                    growing = _Growing(here._place, cursor)
                    written.append("")
                growing.add(piece)
                written[-1] += piece
        if growing is not None:
            growing.end()
        if len(written) > 1 or (written and not isinstance(written[0], str)):
            return written
        return written[0] if written else ""

    def show(self, *values: Any) -> None:
        """Write the values of a bare expression in the script; what says nothing is left out."""
        shown = [value for value in values if value is not None and not isinstance(value, Drawable)]
        if shown:
            self.write(*shown)


class _Growing:
    """Markdown that is drawn while it grows."""

    def __init__(self, at: Place | None, cursor: str | None) -> None:
        self._at = at
        self._cursor = cursor or ""
        self._text = ""

    def add(self, piece: str) -> None:
        self._text += piece
        self._draw(self._text + self._cursor)

    def end(self) -> None:
        if self._cursor:
            self._draw(self._text)

    def _draw(self, body: str) -> None:
        # From the second time on, the place is that of the element itself.
        self._at = current().emit(self._at, Markdown(body=body))


def _steps(values: Iterable[Any], html: bool) -> list[Step]:
    """Return what to draw: texts that follow each other are one."""
    steps: list[Step] = []
    words: list[str] = []

    def flush() -> None:
        if words:
            text = " ".join(words)
            words.clear()
            steps.append(lambda here: here.markdown(text, html))

    for value in values:
        step = _form(value)
        if isinstance(step, str):
            words.append(step)
        else:
            flush()
            steps.append(step)
    flush()
    return steps


def _form(value: Any) -> str | Step:
    """Return the text of ``value``, or how to draw it."""
    if isinstance(value, str):
        return value
    if isinstance(value, _SCALARS):
        return str(value)
    if isinstance(value, BaseException):
        return lambda here: here.exception(value)
    picture = _picture(value)
    if picture is not None:
        return picture
    if _is_table(value):
        return lambda here: here.dataframe(value)
    if isinstance(value, Drawable):
        # A handle is on the page already.
        return lambda here: None
    if isinstance(value, _EXPLAINED):
        return lambda here: here.code(about(value))
    if dataclasses.is_dataclass(value) and not hasattr(value, "_repr_html_"):
        return lambda here: here.json(value)
    if isinstance(value, (Mapping, list, UserList)) or hasattr(value, "_asdict"):
        return lambda here: here.json(value._asdict() if hasattr(value, "_asdict") else value)
    if inspect.isgenerator(value) or type(value).__name__ == "Stream":
        return lambda here: here.write_stream(value)
    if hasattr(value, "_repr_markdown_"):
        markdown = value._repr_markdown_()
        if isinstance(markdown, str):
            return lambda here: here.markdown(markdown)
    if hasattr(value, "_repr_html_"):
        return lambda here: here.html(value)
    return _code(repr(value))


def _picture(value: Any) -> Step | None:
    """Return how to draw a picture, a chart or a formula; ``None`` if ``value`` is none."""
    library = library_of(value)
    if library == "altair" and hasattr(value, "interactive"):
        return lambda here: here.altair_chart(value)
    if is_figure(value):
        return lambda here: here.plotly_chart(value)
    if library == "matplotlib" and hasattr(value, "savefig"):
        return lambda here: here.pyplot(value)
    if library == "seaborn" and figure_of(value) is not None:
        return lambda here: here.pyplot(value)
    if library == "graphviz" and hasattr(value, "source"):
        return lambda here: here.graphviz_chart(value)
    if library == "pyecharts" and hasattr(value, "dump_options"):
        return lambda here: here.echarts_chart(value)
    if is_deck(value):
        return lambda here: here.pydeck_chart(value)
    if is_picture(value):
        return lambda here: here.image(value)
    if library == "sympy" and hasattr(value, "_repr_latex_"):
        return lambda here: here.latex(value)
    return None


def _is_table(value: Any) -> bool:
    library = library_of(value)
    if library == "numpy":
        return getattr(value, "ndim", 0) > 0
    if library in _LIBRARY_TABLES:
        # Frames and columns, not the single values that these libraries have as well.
        return any(hasattr(value, name) for name in ("columns", "to_frame", "collect", "chunks"))
    return hasattr(value, "description") and hasattr(value, "fetchall")


def _code(text: str) -> str | Step:
    if "\n" in text:
        return lambda here: here.code(text, None)
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _piece(chunk: Any) -> Any:
    """Return the text in a chunk of a language model's stream; other values as they are."""
    if isinstance(chunk, str):
        return chunk
    choices = getattr(chunk, "choices", None)
    if isinstance(choices, list):
        delta = getattr(choices[0], "delta", None) if choices else None
        return getattr(delta, "content", None) or ""
    content = getattr(chunk, "content", None)
    return content if isinstance(content, str) else chunk
