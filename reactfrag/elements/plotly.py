"""Charts made with Plotly."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from reactfrag.elements import check
from reactfrag.elements.chart_selections import (
    OnSelect,
    SelectMixin,
    follows,
    some,
    themed,
    whole_numbers,
)
from reactfrag.elements.specs import encoded
from reactfrag.errors import ApiError
from reactfrag.protocol.figures import Plotly

_MODES = ("points", "box", "lasso")


class PlotlyMixin(SelectMixin):
    """Charts of Plotly."""

    __slots__ = ()

    def plotly_chart(
        self,
        figure_or_data: Any,
        use_container_width: bool | None = None,
        *,
        width: int | str = "stretch",
        height: int | str = "content",
        theme: Literal["streamlit"] | None = "streamlit",
        key: str | int | None = None,
        on_select: OnSelect = "ignore",
        selection_mode: str | Iterable[str] = _MODES,
        config: Mapping[str, Any] | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show a chart made with Plotly.

        Parameters
        ----------
        figure_or_data
            A figure, a trace or a list of them, or the same as dicts.
        use_container_width
            The older way to say ``width="stretch"``.
        width
            ``"stretch"``, ``"content"`` (the figure's own) or pixels.
        height
            ``"content"`` (the figure's own, or 450 pixels), ``"stretch"`` or pixels.
        theme
            ``"streamlit"``: the page's colours and type; ``None``: the figure's template.
        key
            Its name on the page, and in session state if ``on_select`` follows it.
        on_select
            ``"ignore"``; ``"rerun"``, or a function to call first: what is selected is returned,
            and selecting reruns what drew the chart.
        selection_mode
            How the user selects: ``"points"``, ``"box"``, ``"lasso"``, or several of these.
        config
            Options of Plotly's drawing, such as ``{"scrollZoom": True}``.
        alt
            A description for screen readers.

        Returns
        -------
        What is selected, if ``on_select`` follows it: ``event.selection`` has ``points`` (dicts
        with ``x``, ``y``, ``curve_number``, ``point_index``, ``customdata``...),
        ``point_indices``, ``box`` and ``lasso``.

        Raises
        ------
        ApiError
            It is no figure, or an argument is none of those.

        >>> event = plotly_chart(plotly.express.scatter(x=[1, 2], y=[3, 4]), on_select="rerun")
        >>> write(event.selection.points)
        """
        looks = themed("plotly_chart", theme)
        name = check.key(key)
        spec = _spec(figure_or_data, looks)
        modes = _modes(selection_mode) if follows("plotly_chart", on_select) else []
        wide = check.width(check.stretched(use_container_width, width))
        high = check.height(height)
        if config is not None and not isinstance(config, Mapping):
            raise ApiError(f"plotly_chart(config={config!r}): it takes a dict of options.")
        options = encoded(dict(config or {}))

        def draw(value: dict[str, Any] | None, form: int) -> Plotly:
            return Plotly(
                key=name,
                spec=spec,
                config=options,
                width=wide,
                height=high,
                themed=looks,
                alt=alt,
                selects=modes,
                value=value,
                form=form,
            )

        empty: dict[str, Any] = {"points": [], "point_indices": [], "box": [], "lasso": []}
        return self._chart_or_input("plotly_chart", name, on_select, empty, _clean, draw)


def is_figure(value: Any) -> bool:
    """Whether ``value`` is a figure of Plotly."""
    return type(value).__module__.startswith("plotly.") and hasattr(value, "to_plotly_json")


def _clean(wire: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "points": some(wire.get("points", []), "points"),
        "point_indices": whole_numbers(wire.get("point_indices", []), "point_indices"),
        "box": some(wire.get("box", []), "box"),
        "lasso": some(wire.get("lasso", []), "lasso"),
    }


def _modes(asked: Any) -> list[str]:
    names = [asked] if isinstance(asked, str) else list(asked)
    unknown = [name for name in names if name not in _MODES]
    if unknown or not names:
        raise ApiError(
            f"plotly_chart(selection_mode={asked!r}): it takes 'points', 'box', 'lasso' or "
            "several of these."
        )
    return names


def _spec(figure: Any, looks: bool) -> str:
    """Return a figure as JSON text; without Plotly's own template where the page's takes over."""
    if hasattr(figure, "to_plotly_json") and hasattr(figure, "layout") and hasattr(figure, "data"):
        plotly = importlib.import_module("plotly.io")
        if looks and _has_usual_template(plotly, figure):
            spec = figure.to_dict()
            spec["layout"].pop("template", None)
            return str(plotly.to_json(spec, validate=False))
        return str(plotly.to_json(figure, validate=False))
    if hasattr(figure, "to_plotly_json"):
        figure = [figure]
    if isinstance(figure, Mapping):
        body = dict(figure) if "data" in figure or "layout" in figure else {"data": [figure]}
    elif isinstance(figure, (list, tuple)):
        body = {"data": list(figure)}
    else:
        raise ApiError(
            f"plotly_chart() takes a figure of Plotly, its traces, or the same as dicts; not "
            f"{type(figure).__name__}."
        )
    body["data"] = [_trace(trace) for trace in body.get("data") or ()]
    return encoded(body)


def _trace(trace: Any) -> Any:
    if hasattr(trace, "to_plotly_json"):
        return trace.to_plotly_json()
    if isinstance(trace, Mapping):
        return trace
    raise ApiError(f"plotly_chart(): a trace is an object of Plotly or a dict, not {trace!r}.")


def _has_usual_template(plotly: Any, figure: Any) -> bool:
    name = plotly.templates.default
    if name is None:
        return False
    usual = plotly.templates[name]
    mine = figure.layout.template
    return bool(mine.to_plotly_json() == usual.to_plotly_json())
