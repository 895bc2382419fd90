"""Edits of pandas objects, which keep the types of their columns where the values fit."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reactfrag.data.libraries import pandas

if TYPE_CHECKING:
    from reactfrag.data.edits import TableEdits


@functools.cache
def numpy() -> Any:
    """Return the module ``numpy``, which comes with pandas."""
    return importlib.import_module("numpy")


def apply(data: Any, names: Sequence[str], edits: TableEdits) -> Any:
    """Return a copy of a frame, a series or an index with the edits; see ``apply_edits``."""
    pd = pandas()
    assert pd is not None
    if type(data).__name__ == "Styler":
        data = data.data
    if isinstance(data, pd.MultiIndex):
        return _index(pd, data, names, edits)
    if isinstance(data, pd.Index):
        return pd.Index(edited(data.to_series(), names[0], edits), name=data.name)
    if isinstance(data, pd.Series):
        levels = data.index.nlevels
        column = edited(data, names[levels], edits)
        column.index = _index(pd, data.index, names[:levels], edits)
        return column.rename(data.name)
    if not isinstance(data, pd.DataFrame):  # an extension array
        return edited(pd.Series(data), names[0], edits).array
    levels = data.index.nlevels
    columns = {at: edited(data.iloc[:, at], name, edits) for at, name in enumerate(names[levels:])}
    frame = pd.DataFrame(columns)
    index = _index(pd, data.index, names[:levels], edits)
    frame = frame.set_axis(index, axis=0) if columns else pd.DataFrame(index=index)
    frame.columns = data.columns
    frame.attrs = dict(data.attrs)
    return frame


def edited(series: Any, name: str, edits: TableEdits) -> Any:
    """Return a column with the edits, its rows numbered from 0."""
    pd = pandas()
    assert pd is not None
    cells = edits.cells.get(name, {})
    added = [row.get(name) for row in edits.added]
    series = series.reset_index(drop=True)
    if cells or added:
        series = _widened(pd, series, [*cells.values(), *added])
        values = [_fitting(pd, value, series.dtype) for value in (*cells.values(), *added)]
        series = _with(pd, series, dict(zip(cells, values, strict=False)), values[len(cells) :])
    if edits.deleted:
        keep = [at for at in range(len(series)) if at not in edits.deleted]
        series = series.iloc[keep].reset_index(drop=True)
    return series


def _index(pd: Any, index: Any, names: Sequence[str], edits: TableEdits) -> Any:
    touched = any(name in edits.cells or any(name in row for row in edits.added) for name in names)
    if isinstance(index, pd.RangeIndex) and not touched:
        longer = pd.RangeIndex(
            index.start, index.start + index.step * (len(index) + len(edits.added)), index.step
        )
        if edits.deleted:
            longer = longer[[at for at in range(len(longer)) if at not in edits.deleted]]
        return longer.rename(index.name)
    levels = [
        edited(index.get_level_values(level).to_series(), name, edits)
        for level, name in enumerate(names)
    ]
    if len(levels) > 1:
        return pd.MultiIndex.from_arrays(levels, names=index.names)
    return pd.Index(levels[0], name=index.name)


def _widened(pd: Any, series: Any, values: Sequence[Any]) -> Any:
    """Return the column in a type that takes the values as well."""
    dtype = series.dtype
    present = [value for value in values if value is not None]
    if isinstance(dtype, pd.CategoricalDtype):
        new = [value for value in dict.fromkeys(present) if value not in dtype.categories]
        return series.cat.add_categories(new) if new else series
    if isinstance(dtype, pd.api.extensions.ExtensionDtype):
        return series
    if dtype.kind == "b":
        fits = len(present) == len(values) and all(isinstance(v, bool) for v in present)
        return series if fits else series.astype(object)
    if dtype.kind in "iu":
        return _widened_integers(series, values, present)
    return series


def _widened_integers(series: Any, values: Sequence[Any], present: Sequence[Any]) -> Any:
    info = numpy().iinfo(series.dtype)
    if not all(isinstance(value, (int, float)) for value in present):
        return series.astype(object)
    whole = all(float(value).is_integer() for value in present)
    if len(present) < len(values) or not whole:
        return series.astype("float64")
    if all(info.min <= value <= info.max for value in present):
        return series
    fits = all(-(2**63) <= value < 2**63 for value in present)
    return series.astype("int64" if fits else object)


def _fitting(pd: Any, value: Any, dtype: Any) -> Any:
    """Return a value as a column of this type holds it."""
    kind = getattr(dtype, "kind", "O")
    if kind == "M":
        if value is None:
            return pd.NaT
        moment, zone = pd.Timestamp(value), getattr(dtype, "tz", None)
        if zone is not None:
            return moment.tz_localize(zone) if moment.tzinfo is None else moment.tz_convert(zone)
        return moment if moment.tzinfo is None else moment.tz_convert("UTC").tz_localize(None)
    if value is None:
        if isinstance(dtype, pd.api.extensions.ExtensionDtype):
            return dtype.na_value
        return float("nan") if kind == "f" else None
    return int(value) if kind in "iu" and isinstance(value, float) else value


def _with(pd: Any, series: Any, cells: dict[int, Any], added: list[Any]) -> Any:
    """Return the column with some values set and others added, all of which its type takes."""
    dtype = series.dtype
    try:
        if added:
            more = pd.Series(added, dtype=dtype)
            series = pd.concat([series, more], ignore_index=True) if len(series) else more
        if not cells:
            return series
        if dtype == numpy().dtype(object):
            values = series.to_numpy(dtype=object, copy=True)
        else:
            values = series.array.copy()
        for at, value in cells.items():
            values[at] = value
        return pd.Series(values, dtype=dtype, name=series.name)
    except (TypeError, ValueError, OverflowError):
        if dtype == numpy().dtype(object):
            raise
        return _with(pd, series.astype(object), cells, added)
