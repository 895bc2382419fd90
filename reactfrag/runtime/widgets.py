"""What the runtime knows of a widget on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

NOBODY = -1
"""In place of an instance: an event of this widget reruns nothing."""


class Widget:
    """One input on one session's page. Made anew each time it is drawn."""

    __slots__ = (
        "args",
        "decode",
        "default",
        "encode",
        "form",
        "id",
        "instance",
        "key",
        "kind",
        "kwargs",
        "label",
        "node",
        "on_change",
        "persist",
        "trigger",
        "value",
    )

    def __init__(
        self,
        *,
        id: int,
        kind: str,
        key: str | None,
        label: str,
        instance: int,
        node: str,
        form: int,
        value: Any,
        default: Any,
        decode: Callable[[Any], Any],
        encode: Callable[[Any], Any],
        on_change: Callable[..., object] | None,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        trigger: bool,
        persist: bool = False,
    ) -> None:
        self.id = id
        self.kind = kind
        self.key = key
        self.label = label
        self.instance = instance
        """The instance whose run drew it, and which its events rerun."""
        self.node = node
        """The name of that instance's node."""
        self.form = form
        self.value = value
        """The Python value, when there is no key; with one it stands in session state."""
        self.default = default
        """The default in wire form: another default makes the widget start over."""
        self.decode = decode
        self.encode = encode
        self.on_change = on_change
        self.args = args
        self.kwargs = kwargs
        self.trigger = trigger
        self.persist = persist
        """Whether its key stays in session state when it leaves the page."""


class Callback:
    """A callback that an event has made due."""

    __slots__ = ("args", "function", "instance", "kwargs", "widget")

    def __init__(self, widget: Widget) -> None:
        assert widget.on_change is not None
        self.function = widget.on_change
        self.args = tuple(widget.args)
        self.kwargs = dict(widget.kwargs)
        self.instance = widget.instance
        self.widget = widget.id
