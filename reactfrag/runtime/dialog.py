"""``dialog``: a fragment shown over the page, until it is dismissed or closed.

A dialog is a block at the end of what its opener draws, with a fragment's body
in it.  It is there while its opener's last run called it: any rerun of the
opener that does not call it again closes it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

from reactfrag.errors import ApiError, DialogError
from reactfrag.protocol.props import Dialog
from reactfrag.runtime import context
from reactfrag.runtime.fragment import call, is_asynchronous
from reactfrag.runtime.instance import Definition
from reactfrag.runtime.run import Place, Run
from reactfrag.runtime.widgets import NOBODY, Widget

F = TypeVar("F", bound=Callable[..., Any])

KIND = Dialog.kind


def open_dialog(
    run: Run,
    definition: Definition,
    props: Dialog,
    dismissed: Callable[..., object] | None,
    reruns: bool,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """Open a dialog in ``run`` and run its function; return what that returns.

    Parameters
    ----------
    dismissed
        What to call when the user dismisses it.
    reruns
        Whether dismissing it reruns what opened it.

    Raises
    ------
    DialogError
        It is called in a dialog, or is the second one of this run.
    """
    if run.enclosing(None, KIND):
        raise DialogError(
            f"`{definition.name}` is called in a dialog, and a dialog cannot open another one. "
            "Close this one with `rerun()`, and open the other from the page."
        )
    if run.dialog:
        raise DialogError(
            f"`{definition.name}` is the second dialog of this run, and only one can be open at a "
            "time. Call one of them, for instance by which button was pressed."
        )
    run.dialog = definition.name
    opener = run.frame
    place = run.open(Place(opener.body), props)
    widget = Widget(
        id=place.block,
        kind=KIND,
        key=None,
        label=props.title,
        instance=opener.instance.id if reruns else NOBODY,
        node=opener.instance.name,
        form=0,
        value=None,
        default=None,
        decode=_decode if props.dismissible else _refuse,
        encode=_encode,
        on_change=dismissed,
        args=(),
        kwargs={},
        trigger=True,
    )
    run.widgets[widget.id] = widget
    run.enter(place)
    try:
        return run.call_fragment(definition, args, kwargs, call)
    finally:
        run.leave()


def make_dialog(
    props: Dialog, dismissed: Callable[..., object] | None, reruns: bool
) -> Callable[[F], F]:
    """Return the decorator that makes a function open a dialog."""

    def declare(function: F) -> F:
        if not callable(function):
            raise ApiError(f"dialog() decorates a function, not {type(function).__name__}.")
        definition = Definition(
            function=function,
            name=getattr(function, "__qualname__", type(function).__name__),
            dialog=True,
            asynchronous=is_asynchronous(function),
        )

        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            run = context.active()
            if run is None:
                return function(*args, **kwargs)
            return open_dialog(run, definition, props, dismissed, reruns, args, kwargs)

        return cast(F, wrapper)

    return declare


def _decode(value: Any) -> bool:
    if value is not True:
        raise ValueError("A dialog that is dismissed sends true.")
    return True


def _refuse(value: Any) -> bool:
    raise ValueError("It cannot be dismissed: its code closes it.")


def _encode(value: Any) -> Literal[False]:
    return False
