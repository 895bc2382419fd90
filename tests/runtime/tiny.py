"""The least of an element API, so that the runtime is tested by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reactfrag.protocol import SIDEBAR, props
from reactfrag.runtime import bare
from reactfrag.runtime.context import current
from reactfrag.runtime.control import rerun, stop
from reactfrag.runtime.executor import provide
from reactfrag.runtime.fragment import fragment
from reactfrag.runtime.proxy import session_state
from reactfrag.runtime.run import Place

__all__ = ["bare", "fragment", "rerun", "session_state", "stop"]

sidebar = Place(SIDEBAR)

provide("__reactfrag_show__", lambda *values: None)


def text(body: object, at: Place | None = None) -> Place:
    return current().emit(at, props.Text(body=str(body)))


def container(at: Place | None = None, key: str | None = None) -> Place:
    return current().open(at, props.ContainerProps(key=key), key=key)


def empty(at: Place | None = None) -> Place:
    return current().open(at, props.Empty())


def form(name: str, clear: bool = False) -> Place:
    return current().open(None, props.Form(key=name, clear_on_submit=clear), key=name)


@contextmanager
def within(place: Place) -> Iterator[Place]:
    run = current()
    run.enter(place)
    try:
        yield place
    finally:
        run.leave()


def toast(body: str) -> None:
    current().toast(props.Toast(body=body))


def button(
    label: str,
    key: str | None = None,
    on_click: Callable[..., object] | None = None,
    args: tuple[Any, ...] = (),
    at: Place | None = None,
) -> bool:
    return current().widget(
        at,
        kind="button",
        key=key,
        label=label,
        default=False,
        decode=bool,
        encode=bool,
        props=lambda wire, form: props.ButtonProps(
            label=label, key=key, form=form, submit=bool(form)
        ),
        on_change=on_click,
        args=args,
        trigger=True,
    )


def _text_value(raw: Any) -> str:
    if not isinstance(raw, str):
        raise ValueError("a text is expected")
    return raw


def text_input(
    label: str,
    value: str = "",
    key: str | None = None,
    on_change: Callable[..., object] | None = None,
    at: Place | None = None,
) -> str:
    return current().widget(
        at,
        kind="text_input",
        key=key,
        label=label,
        default=value,
        decode=_text_value,
        encode=_text_value,
        props=lambda wire, form: props.TextInput(label=label, key=key, form=form, value=wire),
        on_change=on_change,
    )
