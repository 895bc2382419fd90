"""A button with a menu, and the pages of something long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.buttons import outside_form
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.elements.options import Options
from reactfrag.errors import ApiError
from reactfrag.protocol.props import MenuButton, Pagination
from reactfrag.runtime.context import current


class MenuMixin(Drawable):
    """Widgets that lead through actions and pages."""

    __slots__ = ()

    def menu_button(
        self,
        label: str,
        options: Any,
        *,
        key: str | int | None = None,
        help: str | None = None,
        on_click: Callable[..., object] | None = None,
        args: Args = None,
        kwargs: Kwargs = None,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        icon: str | None = None,
        disabled: bool = False,
        width: int | str = "content",
        format_func: Callable[[Any], Any] = str,
        wrap: bool | None = None,
    ) -> Any:
        """Show a button that opens a menu; return the option chosen, in the run that answers it.

        Every other run gets ``None``.

        Parameters
        ----------
        label
            Inline markdown.
        options
            What the menu offers: anything that a selectbox takes.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_click, args, kwargs
            A function to call first, with what to call it.
        type
            ``"primary"``, ``"secondary"`` or ``"tertiary"``.
        icon
            An emoji or ``:material/name:``.
        disabled
            Show it greyed out.
        width
            ``"content"``, ``"stretch"`` or pixels.
        format_func
            From an option to its label, inline markdown.
        wrap
            Accepted; long labels wrap.

        Raises
        ------
        ApiError
            It stands in a form, or an argument is none of those.

        >>> kind = menu_button("Export", ["CSV", "JSON"])
        """
        text = check.label(label)
        choice: Options[Any] = Options("menu_button", options, format_func)
        name = check.key(key)
        wide = check.width(width, "content")

        def props(value: object, form: int) -> MenuButton:
            outside_form("menu_button", form)
            return MenuButton(
                key=name,
                label=text,
                help=check.tip(help),
                disabled=bool(disabled),
                options=choice.labels,
                type=check.button_type(type),
                icon=check.icon(icon),
                width=wide,
            )

        return current().widget(
            self._place,
            kind="menu_button",
            key=name,
            label=text,
            default=None,
            decode=choice.at,
            encode=_unset,
            props=props,
            on_change=check.callback(on_click, "on_click"),
            args=args or (),
            kwargs=kwargs,
            trigger=True,
        )

    def pagination(
        self,
        num_pages: int,
        *,
        default: int = 1,
        max_visible_pages: int = 7,
        width: int | str = "content",
        key: str | int | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        bind: None = None,
        persist_state: bool | None = None,
    ) -> int:
        """Show the numbers of pages; return the chosen one, from 1.

        Parameters
        ----------
        num_pages
            How many there are, 1 at least.
        default
            The page at first.
        max_visible_pages
            How many numbers show at most, 5 at least; the others are left out between.
        width
            ``"content"``, ``"stretch"`` or pixels.
        key
            Its name in session state and on the page.
        on_change, args, kwargs
            A function to call first on a change, with what to call it.
        disabled
            Show it greyed out.
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            A number is out of range, or an argument is none of those.

        >>> page = pagination(12)
        """
        callback = begin("pagination", "", on_change, bind, persist_state)
        _least("num_pages", num_pages, 1)
        _least("max_visible_pages", max_visible_pages, 5)
        name = check.key(key)
        wide = check.width(width, "content")

        def valid(value: Any) -> int:
            if type(value) is int and 1 <= value <= num_pages:
                return value
            raise ValueError(f"there is no page {value!r}: there are {num_pages}")

        try:
            valid(default)
        except ValueError as error:
            raise ApiError(f"pagination(default={default!r}): {error}.") from None

        def props(wire: int, form: int) -> Pagination:
            return Pagination(
                key=name,
                label="",
                disabled=bool(disabled),
                form=in_form("pagination", form, callback),
                width=wide,
                pages=num_pages,
                visible=max_visible_pages,
                value=wire,
            )

        return current().widget(
            self._place,
            kind="pagination",
            key=name,
            label="",
            default=default,
            decode=valid,
            encode=valid,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )


def _least(name: str, value: object, least: int) -> None:
    if type(value) is not int or value < least:
        raise ApiError(f"pagination({name}={value!r}): it takes a whole number from {least}.")


def _unset(value: object) -> None:
    """A choice is the user's: session state never holds one to be shown."""
    if value is not None:
        raise ValueError("what was chosen cannot be set: it is there when the user chooses")
