"""Tables to edit."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from reactfrag.data import Frame, apply_edits, inexact, settled, to_frame
from reactfrag.elements import check
from reactfrag.elements.attributes import AttributeDict
from reactfrag.elements.base import Drawable
from reactfrag.elements.cell_buttons import buttons
from reactfrag.elements.cell_values import CellRule
from reactfrag.elements.data import send
from reactfrag.elements.editing import Editing, NumRows
from reactfrag.elements.grid_columns import EDITABLE, ShownColumn, options_of, shown, wire
from reactfrag.elements.inputs import Args, Kwargs, OnChange, in_form
from reactfrag.elements.tables import is_lazy, pixels
from reactfrag.errors import ApiError
from reactfrag.protocol.props import DataEditor
from reactfrag.runtime.context import current


class EditorMixin(Drawable):
    """Tables that the user changes."""

    __slots__ = ()

    def data_editor(
        self,
        data: Any,
        *,
        width: int | str = "stretch",
        height: int | str = "auto",
        use_container_width: bool | None = None,
        hide_index: bool | None = None,
        column_order: Iterable[str] | None = None,
        column_config: Mapping[Any, Any] | None = None,
        num_rows: NumRows = "fixed",
        disabled: bool | Iterable[str | int] = False,
        key: str | int | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        row_height: int | None = None,
        placeholder: str | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show a table whose cells can be edited; return the data with the edits.

        Under ``key`` in session state stands what the user has done: a dict with
        ``edited_rows`` (by place of the row in ``data``, from 0: the new values by column),
        ``added_rows`` (a list of values by column) and ``deleted_rows`` (a list of places).
        Dates and times stand there as ISO text.  Without a key, other data begins without
        edits; with one, edits stay as long as they fit the data.

        Parameters
        ----------
        data
            A table, as for :meth:`dataframe`.
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"auto"`` (up to ten rows), ``"content"`` (all rows), ``"stretch"`` or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        hide_index
            Leave out the columns that label the rows.
        column_order
            The columns to show, in order; ``None``: all.
        column_config
            By column name or number, as for :meth:`dataframe`.
        num_rows
            ``"fixed"``; ``"dynamic"``: rows can be added and deleted; ``"add"``; ``"delete"``.
        disabled
            ``True``: nothing can be edited; or the columns that cannot be.
        key
            Its name in session state and on the page.
        on_change, args, kwargs
            A function to call first on a change, with what to call it.
        row_height
            Pixels.
        placeholder
            Shown for missing values; ``None``: ``None``.
        alt
            A description for screen readers.

        Returns
        -------
        A copy of ``data`` with the edits, in the same type; an iterator or a cursor comes back
        as a list.

        Raises
        ------
        ApiError
            The data is no table, an argument is none of those, or what the script put into
            session state under ``key`` does not fit the data.

        >>> people = data_editor([{"name": "Ada", "age": 36}], num_rows="dynamic")
        """
        if num_rows not in ("fixed", "dynamic", "add", "delete"):
            raise ApiError(
                f"data_editor(num_rows={num_rows!r}): it takes 'fixed', 'dynamic', 'add' or "
                "'delete'."
            )
        callback = check.callback(on_change)
        name = check.key(key)
        data = settled(data)
        frame = to_frame(data)
        counted = hasattr(getattr(data, "index", None), "step")
        columns = shown(frame, hide_index, column_order, column_config)
        body = frame.select(column.field.name for column in columns)
        off = _disabled(columns, disabled, counted)
        if num_rows in ("dynamic", "add"):
            columns = [_labelled(column, off) for column in columns]
        rules = _rules(frame, data, columns, off)
        triggers = buttons(self._place, columns, frame.rows)
        described = [
            wire(
                frame,
                column,
                disabled=column.field.name not in rules,
                required=bool(column.config.required),
                **triggers.get(at, {}),
            )
            for at, column in enumerate(columns)
        ]
        ref = send(body, lazy=is_lazy(body, None))
        # Without a key, edits belong to the data that they were made in.
        editing = Editing(rules, body.names, frame.rows, num_rows, None if name else ref.sha)

        def props(value: Any, form: int) -> DataEditor:
            return DataEditor(
                key=name,
                data=ref,
                columns=described,
                width=check.width(check.stretched(use_container_width, width)),
                height=check.height(height, "auto", names=("auto", "stretch", "content")),
                row_height=pixels("row_height", row_height),
                placeholder=placeholder,
                alt=alt,
                num_rows=num_rows,
                disabled=disabled is True,
                form=in_form("data_editor", form, callback),
                value=value,
            )

        value: AttributeDict = current().widget(
            self._place,
            kind="data_editor",
            key=name,
            label=alt or "data_editor",
            default=editing.nothing,
            decode=editing.decode,
            encode=editing.encode,
            props=props,
            on_change=callback,
            args=args,
            kwargs=kwargs,
        )
        return apply_edits(data, frame.names, editing.changes(value))


def _disabled(
    columns: list[ShownColumn], disabled: bool | Iterable[str | int], counted: bool
) -> set[str]:
    """Return the names of the columns that cannot be edited."""
    if disabled is True:
        return {column.field.name for column in columns}
    asked: set[str] = set()
    if isinstance(disabled, (str, int)) and disabled is not False:
        asked = {str(disabled)}
    elif disabled is not False:
        asked = {str(name) for name in disabled}
    off: set[str] = set()
    body = [column.field.name for column in columns if not column.field.index]
    for column in columns:
        field, config = column.field, column.config
        names = {field.name, field.label}
        names.add("_index" if field.index else str(body.index(field.name)))
        if (
            config.disabled
            or column.kind not in EDITABLE
            or names & asked
            or (field.index and counted and config.disabled is None)
        ):
            off.add(field.name)
    return off


def _labelled(column: ShownColumn, off: set[str]) -> ShownColumn:
    """Return a column that labels rows as one that rows which are added have to fill."""
    config = column.config
    if not column.field.index or column.field.name in off or config.required is not None:
        return column
    return dataclasses.replace(column, config=dataclasses.replace(config, required=True))


def _rules(
    frame: Frame, data: Any, columns: list[ShownColumn], off: set[str]
) -> dict[str, CellRule]:
    """Return what the cells of each column take that can be edited."""
    shown_as_text = inexact(data, frame)
    rules: dict[str, CellRule] = {}
    for column in columns:
        name = column.field.name
        if name in off or name in shown_as_text:
            continue
        options = options_of(frame, column) if column.kind in ("selectbox", "multiselect") else ()
        rules[name] = CellRule(column, options, frame.zone(name))
    return rules
