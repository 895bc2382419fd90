"""Columns of buttons: each is a trigger of its own, beside its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reactfrag.elements.attributes import AttributeDict
from reactfrag.elements.grid_columns import ShownColumn
from reactfrag.protocol.props import CellButton
from reactfrag.runtime.context import current
from reactfrag.runtime.run import Place


def buttons(
    place: Place | None, columns: Sequence[ShownColumn], rows: int
) -> dict[int, dict[str, Any]]:
    """Draw what the clicks in columns of buttons are events of.

    Returns for each such column, by its place among ``columns``, what its props say of that.
    """
    found: dict[int, dict[str, Any]] = {}
    for at, column in enumerate(columns):
        if column.config.kind != "button":
            continue
        drawn: list[Place] = []
        current().widget(
            place,
            kind="cell_button",
            key=column.config.key,
            label=column.field.label,
            default=None,
            decode=_clicked(column.field.label or column.field.name, rows),
            encode=_wire,
            props=_props,
            on_change=column.config.on_click,
            args=column.config.args,
            kwargs=column.config.kwargs,
            trigger=True,
            drawn_at=drawn.append,
        )
        found[at] = {"trigger": drawn[0].block}
    return found


def _clicked(column: str, rows: int) -> Callable[[Any], AttributeDict]:
    def decode(row: Any) -> AttributeDict:
        if type(row) is not int or not 0 <= row < rows:
            raise ValueError(f"there is no row {row!r}: the table has {rows}")
        return AttributeDict(row=row, column=column)

    return decode


def _wire(value: Any) -> Any:
    return None if value is None else value["row"]


def _props(value: Any, form: int) -> CellButton:
    return CellButton()
