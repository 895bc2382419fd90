"""What an author says of a column of a table, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from reactfrag.elements import check
from reactfrag.errors import ApiError
from reactfrag.protocol.props import ColumnKind

ColumnWidth = int | Literal["small", "medium", "large"] | None
Alignment = Literal["left", "center", "right"] | None


@dataclass(frozen=True, slots=True)
class ColumnConfig:
    """How a column looks and what can be entered in it, as ``column_config`` functions say."""

    kind: ColumnKind | None = None
    label: str | None = None
    width: ColumnWidth = None
    help: str | None = None
    disabled: bool | None = None
    required: bool | None = None
    pinned: bool | None = None
    alignment: Alignment = None
    default: Any = None
    hidden: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)
    """What only columns of this kind have, as fields of the column that is sent."""
    options: tuple[Any, ...] | None = None
    """What a cell may hold."""
    on_click: Callable[..., object] | None = None
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None


def column(
    kind: ColumnKind | None,
    label: str | None,
    width: ColumnWidth,
    help: str | None,
    pinned: bool | None,
    alignment: Alignment = None,
    *,
    disabled: bool | None = None,
    required: bool | None = None,
    default: Any = None,
    options: tuple[Any, ...] | None = None,
    **more: Any,
) -> ColumnConfig:
    """Return the configuration of a column; :class:`ApiError` if it is none."""
    name = "Column" if kind is None else _name(kind)
    _width(name, width)
    if alignment not in (None, "left", "center", "right"):
        raise ApiError(f"{name}(alignment={alignment!r}): it takes 'left', 'center' or 'right'.")
    return ColumnConfig(
        kind=kind,
        label=None if label is None else check.label(label),
        width=width,
        help=check.tip(help),
        disabled=disabled,
        required=required,
        pinned=pinned,
        alignment=alignment,
        default=default,
        options=options,
        more={name: value for name, value in more.items() if value is not None},
    )


def configured(key: Any, value: Any) -> ColumnConfig:
    """Return what ``column_config={key: value}`` says of a column.

    Raises :class:`ApiError` if it says nothing that there is.
    """
    if isinstance(value, ColumnConfig):
        return value
    if value is None:
        return ColumnConfig(hidden=True)
    if isinstance(value, str):
        return ColumnConfig(label=value)
    if isinstance(value, Mapping):
        return _from_mapping(key, value)
    raise ApiError(
        f"column_config[{key!r}] takes None, a label, a dict or one of the columns of "
        f"`column_config`, not {type(value).__name__}."
    )


_PLAIN = ("label", "width", "help", "disabled", "required", "pinned", "alignment", "default")
_OPTIONS = (*_PLAIN, "hidden", "format")


def _from_mapping(key: Any, value: Mapping[str, Any]) -> ColumnConfig:
    unknown = [name for name in value if name not in (*_OPTIONS, "type_config")]
    if unknown:
        raise ApiError(f"column_config[{key!r}]: {unknown[0]!r} is none of {', '.join(_OPTIONS)}.")
    _width(f"column_config[{key!r}]: ", value.get("width"))
    kind = (value.get("type_config") or {}).get("type")
    return ColumnConfig(
        kind=kind if kind in get_args(ColumnKind) else None,
        hidden=bool(value.get("hidden")),
        more={"format": value["format"]} if value.get("format") is not None else {},
        **{name: value[name] for name in _PLAIN if name in value},
    )


def _width(name: str, width: Any) -> None:
    if width is None or width in ("small", "medium", "large"):
        return
    if isinstance(width, int) and not isinstance(width, bool) and width > 0:
        return
    raise ApiError(
        f"{name}(width={width!r}): it takes 'small', 'medium', 'large' or a number of pixels."
    )


def _name(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("_")) + "Column"
