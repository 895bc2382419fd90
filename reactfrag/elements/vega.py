"""Charts that their author specifies: Vega-Lite, and Altair, which writes it."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, Literal

from reactfrag.elements import check
from reactfrag.elements.chart_selections import OnSelect, SelectMixin, follows, some, themed
from reactfrag.elements.data import send
from reactfrag.elements.specs import SOURCE, Tables, encoded, extracted, is_table
from reactfrag.errors import ApiError
from reactfrag.protocol.props import VegaLite

_COMPOSED = ("hconcat", "vconcat", "concat", "facet", "repeat")
_FACETS = ("row", "column", "facet")


class VegaMixin(SelectMixin):
    """Charts in the grammar of Vega-Lite."""

    __slots__ = ()

    def altair_chart(
        self,
        altair_chart: Any,
        *,
        width: int | str | None = None,
        height: int | str = "content",
        use_container_width: bool | None = None,
        theme: Literal["streamlit"] | None = "streamlit",
        key: str | int | None = None,
        on_select: OnSelect = "ignore",
        selection_mode: str | Iterable[str] | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show a chart made with Altair.

        Parameters
        ----------
        altair_chart
            The chart.
        width
            ``"stretch"``, ``"content"`` or pixels; ``None``: its own if it has one or is made of
            several charts, ``"stretch"`` otherwise.
        height
            ``"content"`` (its own, or 350 pixels), ``"stretch"`` or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        theme
            ``"streamlit"``: the page's colours and type; ``None``: Altair's.
        key
            Its name on the page, and in session state if ``on_select`` follows it.
        on_select
            ``"ignore"``; ``"rerun"``, or a function to call first: what is selected is returned,
            and selecting reruns what drew the chart.
        selection_mode
            The names of the selections to follow; ``None``: all.
        alt
            A description for screen readers.

        Returns
        -------
        What is selected, if ``on_select`` follows it: ``event.selection.<name>`` is a list of
        dicts for points, and a dict of ``[from, to]`` by field for an interval.

        Raises
        ------
        ApiError
            It is no chart, has no such selection, or an argument is none of those.

        >>> pick = altair.selection_point(name="pick", fields=["city"])
        >>> event = altair_chart(chart.add_params(pick), on_select="rerun")
        >>> write(event.selection.pick)
        """
        if not hasattr(altair_chart, "to_dict"):
            raise ApiError(
                f"altair_chart() takes a chart made with Altair, not {type(altair_chart).__name__}."
            )
        tables = Tables()
        spec = _altair_spec(altair_chart, tables)
        return self._vega(
            "altair_chart",
            extracted(spec, tables),
            tables,
            check.stretched(use_container_width, width),
            height,
            theme,
            key,
            on_select,
            selection_mode,
            alt,
        )

    def vega_lite_chart(
        self,
        data: Any = None,
        spec: Mapping[str, Any] | None = None,
        *,
        width: int | str | None = None,
        height: int | str = "content",
        use_container_width: bool | None = None,
        theme: Literal["streamlit"] | None = "streamlit",
        key: str | int | None = None,
        on_select: OnSelect = "ignore",
        selection_mode: str | Iterable[str] | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show a chart from its Vega-Lite specification.

        Parameters
        ----------
        data
            A table, as for :meth:`dataframe`; ``None``: the specification says.  A specification
            that is given alone may stand here.
        spec
            The specification, a dict.  Tables may stand in it as ``data``.
        width, height, use_container_width, theme, key, on_select, selection_mode, alt
            As for :meth:`altair_chart`.

        Returns
        -------
        What is selected, if ``on_select`` follows it, as for :meth:`altair_chart`.

        Raises
        ------
        ApiError
            The data is no table, there is no such selection, or an argument is none of those.

        >>> vega_lite_chart(
        ...     {"a": [1, 2], "b": [3, 4]},
        ...     {"mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"field": "b"}}},
        ... )
        """
        if spec is None and isinstance(data, Mapping) and not is_table(data):
            data, spec = None, data
        if not isinstance(spec, Mapping) or not spec:
            raise ApiError(
                "vega_lite_chart() takes a specification: a dict with 'mark', 'encoding' and so on."
            )
        tables = Tables()
        written = dict(spec)
        if data is not None:
            # The table of the call comes before any other.
            written = {**written, "data": tables.put(data)}
        return self._vega(
            "vega_lite_chart",
            extracted(written, tables),
            tables,
            check.stretched(use_container_width, width),
            height,
            theme,
            key,
            on_select,
            selection_mode,
            alt,
        )

    def _vega(
        self,
        element: str,
        spec: dict[str, Any],
        tables: Tables,
        width: Any,
        height: Any,
        theme: Any,
        key: Any,
        on_select: OnSelect,
        selection_mode: Any,
        alt: str | None,
    ) -> Any:
        rest = tables.rest()
        if rest:
            spec["datasets"] = {**spec.get("datasets", {}), **rest}
        name = check.key(key)
        wide = check.width(_own_width(spec) if width is None else width)
        if wide is None or wide == "stretch":
            # Asked to stretch, a chart gives up its own width.
            spec = (
                {k: v for k, v in spec.items() if k != "width"} if not is_composed(spec) else spec
            )
        high = check.height(height)
        looks = themed(element, theme)
        followed = _followed(element, spec, selection_mode) if follows(element, on_select) else []
        frame = tables.main
        data = None if frame is None else send(frame)
        text = encoded(spec)

        def draw(value: dict[str, Any] | None, form: int) -> VegaLite:
            return VegaLite(
                key=name,
                spec=text,
                data=data,
                width=wide,
                height=high,
                alt=alt,
                themed=looks,
                selects=followed,
                value=value,
                form=form,
            )

        def clean(wire: Mapping[str, Any]) -> dict[str, Any]:
            unknown = [name for name in wire if name not in followed]
            if unknown:
                raise ValueError(f"there is no selection {unknown[0]!r} in this chart")
            return {name: _selection(wire.get(name) or {}) for name in followed}

        empty: dict[str, Any] = {name: {} for name in followed}
        return self._chart_or_input(element, name, on_select, empty, clean, draw)


def is_composed(spec: Mapping[str, Any]) -> bool:
    """Whether a chart is made of several, which have sizes of their own."""
    encoding = spec.get("encoding")
    faceted = isinstance(encoding, Mapping) and any(name in encoding for name in _FACETS)
    return faceted or any(name in spec for name in _COMPOSED)


def _own_width(spec: Mapping[str, Any]) -> str:
    sized = spec.get("width") not in (None, "container")
    return "content" if sized or is_composed(spec) else "stretch"


def _selection(value: Any) -> Any:
    """Return a selection as the page sends it: points, or an interval."""
    if isinstance(value, Mapping):
        if all(isinstance(ends, list) for ends in value.values()):
            return {str(name): list(ends) for name, ends in value.items()}
        raise ValueError("an interval is a list by the name of its field")
    return some(value, "a selection of points")


def _followed(element: str, spec: Mapping[str, Any], asked: Any) -> list[str]:
    """Return the names of the selections to follow."""
    known = list(dict.fromkeys(_selections(spec)))
    if not known:
        raise ApiError(
            f"{element}(on_select=...): this chart has no selection. Add one: a parameter with "
            "`select`, such as altair.selection_point(name='pick')."
        )
    if asked is None:
        return known
    names = [asked] if isinstance(asked, str) else list(asked)
    for name in names:
        if name not in known:
            raise ApiError(
                f"{element}(selection_mode={asked!r}): there is no selection {name!r} in this "
                f"chart. There are: {', '.join(map(repr, known))}."
            )
    return names


def _selections(spec: Any) -> Iterator[str]:
    if isinstance(spec, Mapping):
        for param in spec.get("params") or ():
            if isinstance(param, Mapping) and "select" in param:
                yield str(param["name"])
        for part in ("layer", *_COMPOSED, "spec"):
            yield from _selections(spec.get(part))
    elif isinstance(spec, list):
        for item in spec:
            yield from _selections(item)


# --- Altair ----------------------------------------------------------------

_TRANSFORMER = "reactfrag"
_converting = threading.Lock()
"""Held while Altair's own setting, which all threads share, is another."""
_taking: ContextVar[Tables] = ContextVar("tables")


def _take(data: Any) -> dict[str, Any]:
    return _taking.get().put(data)


def _altair_spec(chart: Any, tables: Tables) -> Any:
    """Return the chart's specification; its tables go to ``tables`` rather than into it."""
    if not type(chart).__module__.startswith("altair"):
        return chart.to_dict()
    altair = importlib.import_module("altair")
    transformers = altair.data_transformers
    if _TRANSFORMER not in transformers.names():
        transformers.register(_TRANSFORMER, _take)
    token = _taking.set(tables)
    try:
        with _converting, transformers.enable(_TRANSFORMER):
            return chart.to_dict()
    finally:
        _taking.reset(token)


__all__ = ["SOURCE", "VegaMixin", "is_composed"]
