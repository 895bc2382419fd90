"""The page as a whole: its title, its icon, its layout."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from reactfrag.elements import check
from reactfrag.errors import ApiError
from reactfrag.runtime.context import current

_MENU = {"get help": "Get help", "report a bug": "Report a bug", "about": "About"}


def set_page_config(
    page_title: str | None = None,
    page_icon: Any = None,
    layout: Literal["centered", "wide"] | None = None,
    initial_sidebar_state: Literal["auto", "expanded", "collapsed"] | int | None = None,
    menu_items: Mapping[str, str | None] | None = None,
) -> None:
    """Set the page's title, icon and layout. What is ``None`` stays as it is.

    Parameters
    ----------
    page_title
        Shown in the browser's tab.
    page_icon
        An emoji, ``:material/name:``, an address, or the path of an image.
    layout
        ``"centered"``: a column of readable width; ``"wide"``: all of the window.
    initial_sidebar_state
        ``"auto"``, ``"expanded"``, ``"collapsed"``, or a width in pixels.
    menu_items
        What the page's menu leads to: ``"Get help"`` and ``"Report a bug"`` to an address
        (``None``: not shown), ``"About"`` to markdown.

    Raises
    ------
    ApiError
        An argument is none of those.

    >>> set_page_config(page_title="Sales", page_icon="📈", layout="wide")
    """
    fields: dict[str, Any] = {}
    if page_title is not None:
        fields["title"] = str(page_title)
    if page_icon is not None:
        fields["icon"] = _icon(page_icon)
    if layout is not None:
        if layout not in ("centered", "wide"):
            raise ApiError(f"layout={layout!r}: it takes 'centered' or 'wide'.")
        fields["layout"] = layout
    if initial_sidebar_state is not None:
        state = initial_sidebar_state
        is_width = isinstance(state, int) and not isinstance(state, bool) and state > 0
        if state not in ("auto", "expanded", "collapsed") and not is_width:
            raise ApiError(
                f"initial_sidebar_state={state!r}: it takes 'auto', 'expanded', 'collapsed' or a "
                "width in pixels."
            )
        fields["sidebar"] = state
    if menu_items is not None:
        fields["menu"] = _menu(menu_items)
    current().page_config(**fields)


def _icon(icon: Any) -> str:
    if isinstance(icon, os.PathLike):
        icon = os.fspath(icon)
    if isinstance(icon, str):
        if icon.startswith(("http://", "https://", "data:image/")):
            return icon
        kind = mimetypes.guess_type(icon)[0] or ""
        if kind.startswith("image/"):
            path = Path(icon)
            try:
                return current().media(path.read_bytes(), kind, path.name)
            except OSError as error:
                raise ApiError(f"page_icon={icon!r}: {error.strerror}.") from error
        found = check.icon(icon)
        assert found is not None
        return found
    raise ApiError(
        f"page_icon={icon!r}: it takes an emoji, ':material/name:', an address or the path of an "
        "image."
    )


def _menu(items: Mapping[str, str | None]) -> dict[str, str | None]:
    menu: dict[str, str | None] = {}
    for name, target in items.items():
        known = _MENU.get(str(name).lower())
        if known is None:
            raise ApiError(f"menu_items: {name!r} is none of {', '.join(_MENU.values())}.")
        address = known == "About" or str(target).startswith(("http://", "https://", "mailto:"))
        if target is not None and not address:
            raise ApiError(f"menu_items: {known!r} takes an address, not {target!r}.")
        menu[known] = None if target is None else str(target)
    return menu
