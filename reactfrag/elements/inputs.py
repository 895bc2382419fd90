"""What all widgets share: their form, their callback, what is not supported yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from reactfrag.elements import check
from reactfrag.errors import ApiError

OnChange = Callable[..., object] | Literal["rerun", "ignore"] | None
Args = Sequence[Any] | None
Kwargs = Mapping[str, Any] | None


def begin(
    kind: str, label: object, on_change: object, bind: object, persist_state: object
) -> Callable[..., object] | None:
    """Check what every widget takes; return its callback.

    Raises :class:`ApiError` for what is not supported yet.
    """
    if type(label) is not str:
        check.label(label)
    if bind is not None:
        check.unsupported(kind, bind=bind)
    if persist_state is not None and not isinstance(persist_state, bool):
        raise ApiError(f"{kind}(persist_state={persist_state!r}): it takes True, False or None.")
    if on_change is None or on_change == "rerun":
        return None
    return check.callback(on_change)


def required(kind: str, value: bool) -> None:
    """Raise for ``required=True``, which needs support by the browser."""
    if value:
        raise ApiError(
            f"{kind}(required=True) is not supported yet. Look at the value in the script instead."
        )


def in_form(kind: str, form: int, callback: object) -> int:
    """Return ``form``, the id of the form around a widget.

    Raises :class:`ApiError` if there is one and the widget has a callback of its own.
    """
    if form and callback is not None:
        raise ApiError(
            f"This {kind} is in a form and has an `on_change` callback. Within a form only "
            "form_submit_button() may have a callback (`on_click`): it runs with all values in."
        )
    return form
