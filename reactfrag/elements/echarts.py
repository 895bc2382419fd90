"""Charts of Apache ECharts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from reactfrag.data import to_frame
from reactfrag.elements import check
from reactfrag.elements.chart_selections import (
    OnSelect,
    SelectMixin,
    follows,
    some,
    themed,
    whole_numbers,
)
from reactfrag.elements.specs import columns, encoded, is_table
from reactfrag.errors import ApiError
from reactfrag.protocol.figures import ECharts

_NEEDS_MORE = {
    "custom": "is drawn by a JavaScript function",
    "map": "needs the outlines of a map",
}


class EChartsMixin(SelectMixin):
    """Charts of Apache ECharts."""

    __slots__ = ()

    def echarts_chart(
        self,
        spec: Any,
        *,
        width: int | str = "stretch",
        height: int | str = "content",
        theme: Literal["streamlit"] | None = "streamlit",
        key: str | int | None = None,
        on_select: OnSelect = "ignore",
        renderer: Literal["canvas", "svg"] = "canvas",
        alt: str | None = None,
    ) -> Any:
        """Show a chart of Apache ECharts.

        Parameters
        ----------
        spec
            ECharts' option object as a dict or JSON text, or a chart of pyecharts.  A table may
            stand as ``dataset.source``.
        width
            ``"stretch"``, ``"content"`` (600 pixels) or pixels.
        height
            ``"content"`` (400 pixels), ``"stretch"`` or pixels.
        theme
            ``"streamlit"``: the page's colours and type; ``None``: ECharts' own.
        key
            Its name on the page, and in session state if ``on_select`` follows it.
        on_select
            ``"ignore"``; ``"rerun"``, or a function to call first: what is selected is returned,
            and selecting reruns what drew the chart.
        renderer
            ``"canvas"``, or ``"svg"``, which is sharper when printed and slower with many points.
        alt
            A description for screen readers; ``None``: one that ECharts writes.

        Returns
        -------
        What is selected, if ``on_select`` follows it: ``event.selection`` has ``points`` (dicts
        with ``series_index``, ``series_name``, ``data_index``, ``name``, ``value``) and
        ``point_indices``.

        Raises
        ------
        ApiError
            It is no option object, has a kind of series that needs code, or an argument is none
            of those.

        >>> echarts_chart({"xAxis": {"data": ["a", "b"]}, "yAxis": {},
        ...                "series": [{"type": "bar", "data": [3, 5]}]})
        """
        if renderer not in ("canvas", "svg"):
            raise ApiError(f"echarts_chart(renderer={renderer!r}): it takes 'canvas' or 'svg'.")
        looks = themed("echarts_chart", theme)
        name = check.key(key)
        text = encoded(_options(spec))
        selects = ["points"] if follows("echarts_chart", on_select) else []
        wide = check.width(width)
        high = check.height(height)

        def draw(value: dict[str, Any] | None, form: int) -> ECharts:
            return ECharts(
                key=name,
                spec=text,
                renderer=renderer,
                width=wide,
                height=high,
                themed=looks,
                alt=alt,
                selects=selects,
                value=value,
                form=form,
            )

        empty: dict[str, Any] = {"points": [], "point_indices": []}
        return self._chart_or_input("echarts_chart", name, on_select, empty, _clean, draw)


def _clean(wire: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "points": some(wire.get("points", []), "points"),
        "point_indices": whole_numbers(wire.get("point_indices", []), "point_indices"),
    }


def _options(spec: Any) -> dict[str, Any]:
    if hasattr(spec, "dump_options"):
        spec = spec.dump_options_with_quotes()
    if isinstance(spec, str):
        try:
            spec = json.loads(spec)
        except ValueError as error:
            raise ApiError(f"echarts_chart(): the text is no JSON: {error}.") from error
    if not isinstance(spec, Mapping) or not spec:
        raise ApiError(
            "echarts_chart() takes an option object: a dict with 'series' and so on, or the same "
            "as JSON text."
        )
    options = dict(spec)
    for series in _listed(options.get("series")):
        kind = str(series.get("type", "")) if isinstance(series, Mapping) else ""
        reason = _NEEDS_MORE.get(kind)
        if kind.endswith(("3D", "GL")) or kind == "globe":
            reason = "needs an extension that is not there"
        if reason is not None:
            raise ApiError(f"echarts_chart(): a series of type {kind!r} {reason}.")
    if "geo" in options:
        raise ApiError("echarts_chart(): 'geo' needs the outlines of a map. Use map() for places.")
    if "dataset" in options:
        sets = [_dataset(item) for item in _listed(options["dataset"])]
        options["dataset"] = sets if isinstance(options["dataset"], (list, tuple)) else sets[0]
    return options


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _dataset(dataset: Any) -> Any:
    """Return a dataset with its table as columns of plain values."""
    if isinstance(dataset, Mapping) and is_table(dataset.get("source")):
        return {**dataset, "source": columns(to_frame(dataset["source"]))}
    return dataset
