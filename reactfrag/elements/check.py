"""What arguments of elements may be. Each check raises an error that says what is allowed.

The checks run at every element call: the common case comes first and costs a
comparison or two.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, get_args

from reactfrag.errors import ApiError
from reactfrag.protocol.props import Align, ButtonType, Gap, LabelVisibility, VerticalAlign
from reactfrag_compiler import APP_PREFIX

_MATERIAL = re.compile(r":material/[a-z0-9_]+:")
_SHORTCODE = re.compile(r":[a-z0-9_+\-]+:")

_GAPS: frozenset[str] = frozenset(get_args(Gap))
_TEXT_ALIGN: dict[str, Align] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "justify": "justify",
}
_ACROSS: dict[str, Align] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "distribute": "distribute",
}
_UPRIGHT: dict[str, VerticalAlign] = {"top": "top", "center": "center", "bottom": "bottom"}
_BUTTONS: dict[str, ButtonType] = {
    "primary": "primary",
    "secondary": "secondary",
    "tertiary": "tertiary",
}
_VISIBILITY: dict[str, LabelVisibility] = {
    "visible": "visible",
    "hidden": "hidden",
    "collapsed": "collapsed",
}


def width(value: object, default: str = "stretch", *, content: bool = True) -> int | str | None:
    """Return ``value`` as a width prop; ``None`` if it is the element's default."""
    if value == default:
        return None
    if value == "stretch" or (content and value == "content"):
        return str(value)
    if type(value) is int and value > 0:
        return value
    allowed = '"stretch", "content"' if content else '"stretch"'
    raise ApiError(f"width={value!r}: a width is {allowed} or a positive number of pixels.")


def height(
    value: object,
    default: str | None = "content",
    *,
    names: tuple[str, ...] = ("stretch", "content"),
    least: int = 1,
) -> int | str | None:
    """Return ``value`` as a height prop; ``None`` if it is the element's default."""
    if value == default:
        return None
    if isinstance(value, str) and value in names:
        return value
    if type(value) is int and value >= least:
        return value
    named = ", ".join(f'"{name}"' for name in names)
    raise ApiError(
        f"height={value!r}: a height is {named} or a number of pixels, at least {least}."
    )


def stretched(use_container_width: object, width: Any) -> Any:
    """Return the width that the older ``use_container_width=`` asks for."""
    if use_container_width is None:
        return width
    return "stretch" if use_container_width else "content"


def align(value: str) -> Align:
    """Return ``value`` if text can be aligned so."""
    if value in _TEXT_ALIGN:
        return _TEXT_ALIGN[value]
    raise ApiError(f"text_alignment={value!r}: it takes 'left', 'center', 'right' or 'justify'.")


def across(value: str, name: str) -> Align:
    """Return ``value`` if elements can be aligned so along a row."""
    if value in _ACROSS:
        return _ACROSS[value]
    raise ApiError(f"{name}={value!r}: it takes 'left', 'center', 'right' or 'distribute'.")


def upright(value: str, *, distribute: bool = True) -> VerticalAlign:
    """Return ``value`` if elements can be aligned so from top to bottom."""
    if value in _UPRIGHT:
        return _UPRIGHT[value]
    if distribute and value == "distribute":
        return "distribute"
    more = ", 'distribute'" if distribute else ""
    raise ApiError(f"vertical_alignment={value!r}: it takes 'top', 'center', 'bottom'{more}.")


def gap(value: Gap | None) -> Gap:
    """Return ``value`` if it is the size of a gap."""
    if value is None:
        return "none"
    if value in _GAPS:
        return value
    raise ApiError(
        f"gap={value!r}: it takes 'xxsmall', 'xsmall', 'small', 'medium', 'large', 'xlarge', "
        "'xxlarge' or None."
    )


def button_type(value: str) -> ButtonType:
    """Return ``value`` if a button can look so."""
    if value in _BUTTONS:
        return _BUTTONS[value]
    raise ApiError(f"type={value!r}: a button is 'primary', 'secondary' or 'tertiary'.")


def visibility(value: str) -> LabelVisibility:
    """Return ``value`` if a label can be shown or hidden so."""
    if value in _VISIBILITY:
        return _VISIBILITY[value]
    raise ApiError(f"label_visibility={value!r}: it takes 'visible', 'hidden' or 'collapsed'.")


def icon(value: str | None) -> str | None:
    """Return ``value`` if it is an emoji or ``:material/name:``."""
    if value is None:
        return None
    if isinstance(value, str):
        text = value.strip()
        if _MATERIAL.fullmatch(text) or is_emoji(text) or _SHORTCODE.fullmatch(text):
            return text
    raise ApiError(
        f"icon={value!r}: an icon is one emoji, such as '🚨', or the name of a Material symbol, "
        "such as ':material/thumb_up:'."
    )


def is_emoji(text: str) -> bool:
    """Whether ``text`` may be one emoji: a short run of symbols without letters or spaces."""
    if not 0 < len(text) <= 16:
        return False
    if any(char.isalpha() or char.isspace() for char in text):
        return False
    return any(ord(char) >= 0xA9 for char in text)


def side(value: str) -> Any:
    """Return ``value`` if an icon can stand there."""
    if value == "left" or value == "right":
        return value
    raise ApiError(f"icon_position={value!r}: it takes 'left' or 'right'.")


def label(value: object) -> str:
    """Return a widget's label."""
    if isinstance(value, str):
        return value
    raise ApiError(f"A label is a string, not {type(value).__name__} ({value!r}).")


def key(value: object) -> str | None:
    """Return ``key=`` as text; whole numbers are taken too."""
    if type(value) is str and value.startswith(APP_PREFIX):
        raise ApiError(f"key={value!r}: a widget's value is its session's own. Name it otherwise.")
    if value is None or type(value) is str:
        return value or None
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    raise ApiError(f"key={value!r}: a key is a string or a whole number.")


def whole(element: str, name: str, value: object) -> None:
    """Raise unless ``value`` is ``None`` or a whole number above 0."""
    if value is None or (type(value) is int and value > 0):
        return
    raise ApiError(f"{element}({name}={value!r}): it takes a whole number above 0, or None.")


def text(body: object) -> str:
    """Return ``body`` as text, a multi-line one without its common indentation."""
    value = body if isinstance(body, str) else str(body)
    return inspect.cleandoc(value) if "\n" in value else value.strip()


def tip(help: str | None) -> str | None:
    """Return a help text without its common indentation."""
    if help is None:
        return None
    return text(help)


def callback(value: object, name: str = "on_change") -> Callable[..., object] | None:
    """Return the callback; ``None`` for none, which ``"rerun"`` says too."""
    if value is None or value == "rerun":
        return None
    if callable(value):
        return value
    if value == "ignore":
        raise ApiError(
            f'{name}="ignore" is not supported yet: a change always reruns. '
            "Put the widget into a form to hold changes back until it is submitted."
        )
    raise ApiError(f"{name}={value!r}: it takes a function to call on a change, or 'rerun'.")


def unsupported(element: str, **given: object) -> None:
    """Raise for arguments that would do nothing: each is falsy, or not supported yet."""
    for name, value in given.items():
        if value is not None and value is not False:
            raise ApiError(f"{element}({name}={value!r}) is not supported yet. Leave it out.")
