"""Which columns of a table are shown, in which order, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reactfrag.data import Field, Frame
from reactfrag.elements.column_spec import ColumnConfig, configured
from reactfrag.errors import ApiError
from reactfrag.protocol.props import ColumnKind, DataColumn

_KINDS: dict[str, ColumnKind] = {
    "text": "text",
    "integer": "number",
    "number": "number",
    "boolean": "checkbox",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "list": "list",
    "object": "json",
}

EDITABLE = frozenset(
    {
        "text",
        "number",
        "checkbox",
        "selectbox",
        "multiselect",
        "date",
        "time",
        "datetime",
        "list",
        "link",
        "markdown",
    }
)
"""The kinds of columns whose cells a ``data_editor`` edits."""


_UNSAID = ColumnConfig()


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column with what its author said of it."""

    field: Field
    config: ColumnConfig

    @property
    def kind(self) -> ColumnKind:
        """How its cells look and are edited."""
        return self.config.kind or _KINDS[self.field.type]


@lru_cache(maxsize=512)
def as_they_are(
    fields: tuple[Field, ...], hide_index: bool
) -> tuple[list[ShownColumn], list[DataColumn]]:
    """Return all columns as nobody has said anything of them. Not to be changed."""
    columns = [ShownColumn(field, _UNSAID) for field in fields if not (field.index and hide_index)]
    columns.sort(key=lambda column: not column.field.index)
    return columns, [
        DataColumn(name=c.field.name, label=c.field.label, type=c.field.type, index=c.field.index)
        for c in columns
    ]


def shown(
    frame: Frame,
    hide_index: bool | None,
    order: Iterable[Any] | None,
    config: Mapping[Any, Any] | None,
) -> list[ShownColumn]:
    """Return the columns to show, those that label the rows first.

    Raises :class:`ApiError` if ``config`` says what there is not.
    """
    labels = [field for field in frame.fields if field.index and not hide_index]
    body = [field for field in frame.fields if not field.index]
    place = {field.name: at for at, field in enumerate(body)}
    if order is not None:
        named: dict[str, Field] = {field.label: field for field in reversed(body)}
        named |= {field.name: field for field in body}
        body = [named[str(name)] for name in dict.fromkeys(order) if str(name) in named]
    if config is not None and not isinstance(config, Mapping):
        raise ApiError(f"column_config takes a dict by column, not {type(config).__name__}.")
    said = {key: configured(key, value) for key, value in (config or {}).items()}
    columns = []
    for field in [*labels, *body]:
        found = said.get(field.name) or said.get(field.label)
        if found is None:
            found = said.get("_index") if field.index else said.get(place[field.name])
        found = found or _UNSAID
        if not found.hidden:
            columns.append(ShownColumn(field, found))
    return columns


def wire(frame: Frame, column: ShownColumn, **more: Any) -> DataColumn:
    """Return what the page is told of a column."""
    config, field = column.config, column.field
    said = dict(config.more) | more
    if config.kind in ("selectbox", "multiselect") and "options" not in said:
        said["options"] = list(options_of(frame, column))
    return DataColumn(
        name=field.name,
        label=field.label if config.label is None else config.label,
        type=field.type,
        index=field.index,
        kind=config.kind,
        width=config.width,
        help=config.help,
        pinned=bool(config.pinned),
        align=config.alignment,
        default=config.default,
        **said,
    )


def options_of(frame: Frame, column: ShownColumn) -> tuple[Any, ...]:
    """Return what a cell of the column may hold: the options given, or the values in the data."""
    if column.config.options is not None:
        return column.config.options
    values = frame.columns[frame.names.index(column.field.name)]
    found: dict[Any, None] = {}
    for item in values.to_pylist() if hasattr(values, "to_pylist") else values:
        for value in item if isinstance(item, list) else (item,):
            if isinstance(value, (str, int, float, bool)):
                found[value] = None
    return tuple(found)
