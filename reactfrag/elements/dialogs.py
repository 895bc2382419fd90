"""``dialog``: what its decorator takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from reactfrag.elements import check
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Dialog
from reactfrag.runtime.dialog import make_dialog

F = TypeVar("F", bound=Callable[..., Any])


def dialog(
    title: str,
    *,
    width: Literal["small", "medium", "large"] = "small",
    position: Literal["center", "left", "right"] = "center",
    dismissible: bool = True,
    icon: str | None = None,
    on_dismiss: Callable[[], object] | Literal["ignore", "rerun"] = "ignore",
) -> Callable[[F], F]:
    """Make a function open a dialog over the page, and be a fragment of its own there.

    Widgets in it rerun it alone. ``rerun()`` in it closes it, and so does any rerun of what
    opened it that does not call it again. One dialog can be open at a time.

    Parameters
    ----------
    title
        Inline markdown.
    width
        ``"small"``, ``"medium"`` or ``"large"``: 500, 750 or 1280 pixels at most.
    position
        ``"center"``, or a side of the window that it takes: ``"left"`` or ``"right"``.
    dismissible
        Let the user close it by Escape, a click beside it, or its close button. Otherwise
        the code has to.
    icon
        An emoji or ``:material/name:``.
    on_dismiss
        What happens when the user closes it: ``"ignore"``: nothing runs; ``"rerun"``: what
        opened it does; or a function to call before that.

    Raises
    ------
    ApiError
        An argument is none of those.
    DialogError
        When it is opened: in a dialog, or as the second one of a run.

    >>> @dialog("Delete everything?")
    ... def confirm():
    ...     if button("Yes"):
    ...         session_state.deleted = True
    ...         rerun()
    >>> if button("Delete"):
    ...     confirm()
    """
    check.label(title)
    if not title.strip():
        raise ApiError("dialog(title=...) takes some text: it is how the dialog is announced.")
    if width not in ("small", "medium", "large"):
        raise ApiError(f"dialog(width={width!r}): it takes 'small', 'medium' or 'large'.")
    if position not in ("center", "left", "right"):
        raise ApiError(f"dialog(position={position!r}): it takes 'center', 'left' or 'right'.")
    if on_dismiss not in ("ignore", "rerun") and not callable(on_dismiss):
        raise ApiError(
            f"dialog(on_dismiss={on_dismiss!r}): it takes 'ignore', 'rerun' or a function."
        )
    props = Dialog(
        title=title,
        size=width,
        position=position,
        dismissible=bool(dismissible),
        icon=check.icon(icon),
    )
    callback = on_dismiss if callable(on_dismiss) else None
    return make_dialog(props, callback, on_dismiss != "ignore")


experimental_dialog = dialog
