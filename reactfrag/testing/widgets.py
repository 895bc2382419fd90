"""Inputs as a test uses them: what is entered waits for the next ``run()``."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, TypeVar

from reactfrag.protocol import props as p
from reactfrag.runtime.widgets import Widget as RuntimeWidget
from reactfrag.testing.elements import Element, Table
from reactfrag.testing.errors import ElementGoneError, NotAllowedError

Self = TypeVar("Self", bound="Widget")


class Widget(Element):
    """An input.

    What is entered in it, the page shows at once; the app gets to know with the
    next ``run()``, or when the form around the input is submitted.
    """

    __slots__ = ()

    @property
    def label(self) -> str:
        """What stands beside it."""
        label: str = self.props.label
        return label

    @property
    def help(self) -> str | None:
        """The explanation shown on demand."""
        text: str | None = self.props.help
        return text

    @property
    def disabled(self) -> bool:
        """Whether it is greyed out."""
        return bool(self.props.disabled)

    @property
    def value(self) -> Any:
        """The value it shows, as the app's code sees it."""
        return self._widget.decode(self._wire)

    def set_value(self: Self, value: Any) -> Self:
        """Enter ``value``, given as the app's code sees it.

        Raises ``ValueError`` for what the input does not take.
        """
        return self.enter(self._encode(value))

    def enter(self: Self, wire: Any) -> Self:
        """Enter a value in the form that travels to the server.

        Raises :class:`NotAllowedError` for an input that is disabled.
        """
        if self.disabled:
            raise NotAllowedError(f"{self!r} is disabled: nobody can use it.")
        self._app.entered.pop(self.id, None)
        self._app.entered[self.id] = wire
        return self

    @property
    def _widget(self) -> RuntimeWidget:
        widget = self._app.session.page.widgets.get(self.id)
        if widget is None:
            raise ElementGoneError(type(self).__name__)
        return widget

    @property
    def _wire(self) -> Any:
        """What it shows, in wire form."""
        return self._app.entered.get(self.id, self.props.value)

    def _encode(self, value: Any) -> Any:
        return self._widget.encode(value)


class Button(Widget):
    """A button. ``value`` is whether it was clicked for the last run, or is going to be."""

    __slots__ = ()

    @property
    def value(self) -> bool:
        """Whether it is clicked."""
        return self.id in self._app.entered or self.id in self._app.clicked

    def click(self) -> Button:
        """Click it; a submit button takes along what was entered in its form."""
        return self.enter(True)

    def set_value(self: Self, value: Any) -> Self:
        """Click it, or take back a click that has not been sent."""
        if value:
            return self.enter(True)
        self._app.entered.pop(self.id, None)
        return self


class Checkbox(Widget):
    """A checkbox or a toggle."""

    __slots__ = ()

    def check(self) -> Checkbox:
        """Switch it on."""
        return self.set_value(True)

    def uncheck(self) -> Checkbox:
        """Switch it off."""
        return self.set_value(False)


class Choice(Widget):
    """An input of which one option is chosen: a radio or a selectbox."""

    __slots__ = ()

    @property
    def options(self) -> list[str]:
        """The labels of the options."""
        return list(self.props.options)

    @property
    def index(self) -> int | None:
        """Which option is chosen, from 0; ``None``: none of them."""
        return self._wire if isinstance(self._wire, int) else None

    def select(self: Self, option: Any) -> Self:
        """Choose an option, by its value or its label."""
        return self.set_value(option)

    def select_index(self: Self, index: int | None) -> Self:
        """Choose the option at ``index``, from 0; ``None``: none."""
        if index is not None and not 0 <= index < len(self.props.options):
            raise IndexError(f"{self!r} has {len(self.props.options)} options, none at {index}.")
        return self.enter(index)

    def _encode(self, value: Any) -> Any:
        return _option(self, value)


class Multiselect(Widget):
    """An input of which several options are chosen; ``value`` lists them."""

    __slots__ = ()

    @property
    def options(self) -> list[str]:
        """The labels of the options."""
        return list(self.props.options)

    @property
    def indices(self) -> list[int]:
        """Which options are chosen, from 0, in order of choice."""
        return [index for index in self._wire if isinstance(index, int)]

    @property
    def values(self) -> list[Any]:
        """The options chosen; the same as ``value``."""
        return list(self.value)

    def select(self, option: Any) -> Multiselect:
        """Choose one more option, by its value or its label."""
        chosen = _option(self, option)
        return self if chosen in self._wire else self.enter([*self._wire, chosen])

    def unselect(self, option: Any) -> Multiselect:
        """Take an option back."""
        dropped = _option(self, option)
        return self.enter([chosen for chosen in self._wire if chosen != dropped])

    def _encode(self, value: Any) -> Any:
        return [_option(self, option) for option in value]


class Slider(Widget):
    """A slider; of two ends if its value is a pair."""

    __slots__ = ()

    def set_range(self, lower: Any, upper: Any) -> Slider:
        """Set both ends."""
        return self.set_value((lower, upper))


class NumberInput(Widget):
    """A field for a number."""

    __slots__ = ()

    def increment(self) -> NumberInput:
        """Press the plus: one step up, not beyond ``max``."""
        return self._step(1)

    def decrement(self) -> NumberInput:
        """Press the minus: one step down, not below ``min``."""
        return self._step(-1)

    def _step(self, by: int) -> NumberInput:
        shown: p.NumberInput = self.props
        value = self._wire
        number = (0 if value is None else value) + by * shown.step
        if shown.max is not None:
            number = min(number, shown.max)
        if shown.min is not None:
            number = max(number, shown.min)
        return self.enter(int(number) if shown.type == "int" else number)


class TextInput(Widget):
    """A field for text, of one line or several."""

    __slots__ = ()

    def input(self: Self, text: str) -> Self:
        """Type ``text``, in place of what is there."""
        return self.set_value(text)


class DateInput(Widget):
    """A field for a date, or for two if it is for a range."""

    __slots__ = ()

    def set_value(self: Self, value: datetime.date | Sequence[datetime.date] | str | None) -> Self:
        """Choose a date, or a pair of them."""
        return super().set_value(value)


class TimeInput(Widget):
    """A field for a time of day, or for a date with a time."""

    __slots__ = ()

    def increment(self) -> TimeInput:
        """Go one step on."""
        return self._step(1)

    def decrement(self) -> TimeInput:
        """Go one step back."""
        return self._step(-1)

    def _step(self, by: int) -> TimeInput:
        value = self.value
        if value is None:
            return self
        step = datetime.timedelta(seconds=by * self.props.step)
        if isinstance(value, datetime.datetime):
            return self.set_value(value + step)
        return self.set_value((datetime.datetime.combine(datetime.date.min, value) + step).time())


class ColorPicker(Widget):
    """A field for a colour, ``"#rrggbb"``."""

    __slots__ = ()

    def pick(self, colour: str) -> ColorPicker:
        """Choose a colour."""
        return self.set_value(colour)


class SelectSlider(Slider):
    """A slider over options."""

    __slots__ = ()

    @property
    def options(self) -> list[str]:
        """The labels of the options."""
        return list(self.props.options)


class ButtonGroup(Widget):
    """Options side by side: pills, segments. ``value`` is one of them, or a list."""

    __slots__ = ()

    @property
    def options(self) -> list[str]:
        """The labels of the options."""
        return list(self.props.options)

    @property
    def indices(self) -> list[int]:
        """Which options are chosen, from 0."""
        return list(self._wire)

    def select(self, option: Any) -> ButtonGroup:
        """Press an option that is not chosen."""
        chosen = self._of(option)
        rest = [index for index in self._wire if index != chosen] if self.props.multiple else []
        return self.enter([*rest, chosen])

    def unselect(self, option: Any) -> ButtonGroup:
        """Press an option that is chosen."""
        dropped = self._of(option)
        return self.enter([index for index in self._wire if index != dropped])

    def _of(self, option: Any) -> int:
        if option in self.props.options:
            return int(self.props.options.index(option))
        (index,) = self._encode([option] if self.props.multiple else option)
        return int(index)


class ChatInput(Widget):
    """A field for a message. ``value`` is the one sent for the last run, or going to be."""

    __slots__ = ()

    @property
    def value(self) -> Any:
        """The message; with what came along, where files or recordings are taken."""
        message = self._app.entered.get(self.id, self._app.clicked.get(self.id))
        return None if message is None else self._widget.decode(message)

    def set_value(self: Self, value: str) -> Self:
        """Write a message and send it."""
        if not self._takes_more:
            return self.enter(value)
        return self.enter({**self._draft, "text": value})

    def attach(self: Self, name: str, data: bytes, *, type: str = "") -> Self:
        """Send a file along."""
        id = self._app.put_file(name, data, type)
        return self.enter({**self._draft, "files": [*self._draft["files"], id]})

    def record(self: Self, data: bytes) -> Self:
        """Send a recording along, as a WAV file."""
        id = self._app.put_file("recording.wav", data, "audio/wav")
        return self.enter({**self._draft, "audio": id})

    @property
    def _takes_more(self) -> bool:
        return self.props.files != "none" or bool(self.props.audio)

    @property
    def _draft(self) -> dict[str, Any]:
        if not self._takes_more:
            raise NotAllowedError(f"{self!r} takes text only.")
        draft: dict[str, Any] = {"text": "", "files": [], "audio": None}
        entered: dict[str, Any] = self._app.entered.get(self.id, {})
        return draft | entered


class FileUploader(Widget):
    """A field to upload files; ``value`` is what the app's code gets."""

    __slots__ = ()

    @property
    def value(self) -> Any:
        """The file, or a list of them where several may be uploaded."""
        return self._widget.decode(self._ids)

    def upload(self, name: str, data: bytes, *, type: str = "") -> FileUploader:
        """Upload a file; beside those that are there, if there may be several.

        Parameters
        ----------
        name
            What the file is called on the user's machine.
        data
            What is in it.
        type
            Its MIME type; guessed from the name by default.
        """
        id = self._app.put_file(name, data, type)
        several = getattr(self.props, "multiple", False)
        return self.enter([*self._ids, id] if several else [id])

    def set_value(self: Self, value: Any) -> Self:
        """Take all files away with ``None``; to give some, use :meth:`upload`."""
        if value is not None:
            raise NotAllowedError("Give files with `.upload(name, data)`; `None` takes them away.")
        return self.enter([])

    @property
    def _ids(self) -> list[str]:
        known = self._app.entered.get(self.id)
        return list(known) if known is not None else [file.id for file in self.props.value]


class DataFrame(Widget, Table):
    """A table to read; ``value`` is its data."""

    __slots__ = ()

    @property
    def label(self) -> str:
        """What it is called for screen readers; ``""``: nothing."""
        return self.props.alt or ""

    @property
    def help(self) -> str | None:
        """It has none."""
        return None

    @property
    def disabled(self) -> bool:
        """Whether nothing can be selected in it."""
        return not self.props.select

    @property
    def value(self) -> Any:
        """The data: a pandas frame where pandas is installed, a dict of lists otherwise."""
        return self._data

    @property
    def selection(self) -> Any:
        """What is selected: ``rows``, ``columns`` and ``cells``."""
        return self._widget.decode(self._wire).selection

    def select(
        self,
        *,
        rows: Sequence[int] = (),
        columns: Sequence[str] = (),
        cells: Sequence[tuple[int, str]] = (),
    ) -> DataFrame:
        """Select these, and nothing else; raises ``ValueError`` for what cannot be."""
        parts = {"rows": list(rows), "columns": list(columns), "cells": list(cells)}
        return self.set_value({"selection": parts})


class DataEditor(Widget, Table):
    """A table to edit; ``value`` is its data before the edits that are seen here."""

    __slots__ = ()

    @property
    def label(self) -> str:
        """What it is called for screen readers; ``""``: nothing."""
        return self.props.alt or ""

    @property
    def help(self) -> str | None:
        """It has none."""
        return None

    @property
    def value(self) -> Any:
        """The data: a pandas frame where pandas is installed, a dict of lists otherwise."""
        return self._data

    @property
    def edits(self) -> Any:
        """What has been done: ``edited_rows``, ``added_rows`` and ``deleted_rows``."""
        return self._widget.decode(self._wire)

    def edit(self, row: int, column: str, value: Any) -> DataEditor:
        """Enter ``value``, as JSON has it, in the cell of a row of the data."""
        edits = self._widget.encode(self.edits)
        edits["edited_rows"].setdefault(str(row), {})[column] = value
        return self.enter(edits)

    def add_row(self, **values: Any) -> DataEditor:
        """Add a row at the end, its values by column as JSON has them."""
        edits = self._widget.encode(self.edits)
        edits["added_rows"].append(values)
        return self.enter(edits)

    def edit_added(self, at: int, column: str, value: Any) -> DataEditor:
        """Enter ``value`` in a row that has been added, by its place among those."""
        edits = self._widget.encode(self.edits)
        edits["added_rows"][at][column] = value
        return self.enter(edits)

    def delete_row(self, row: int) -> DataEditor:
        """Delete a row of the data."""
        edits = self._widget.encode(self.edits)
        edits["edited_rows"].pop(str(row), None)
        edits["deleted_rows"].append(row)
        return self.enter(edits)

    def delete_added(self, at: int) -> DataEditor:
        """Delete a row that has been added, by its place among those."""
        edits = self._widget.encode(self.edits)
        del edits["added_rows"][at]
        return self.enter(edits)


class Chart(Widget):
    """A chart in which something can be selected; ``value`` is what is."""

    __slots__ = ()

    @property
    def label(self) -> str:
        """What a screen reader calls it."""
        return self.props.alt or ""

    @property
    def help(self) -> None:
        """There is none."""
        return None

    @property
    def disabled(self) -> bool:
        """Nobody is kept from selecting."""
        return False

    def select(self, **selection: Any) -> Chart:
        """Select, as the app's code sees it: ``chart.select(points=[{"x": 1}])``.

        Raises ``ValueError`` for what cannot be selected.
        """
        return self.set_value({"selection": selection})


class Component(Widget):
    """A component of the app's own; ``set_value`` is what its frame sends."""

    __slots__ = ()

    def _encode(self, value: Any) -> Any:
        return value


def _option(widget: Choice | Multiselect, value: Any) -> Any:
    several = isinstance(widget, Multiselect)
    encode = widget._widget.encode
    try:
        return encode([value])[0] if several else encode(value)
    except ValueError:
        if value in widget.props.options:
            return widget.props.options.index(value)
        raise
