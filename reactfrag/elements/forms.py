"""Forms: inputs whose changes are sent together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.buttons import press
from reactfrag.elements.inputs import Args, Kwargs
from reactfrag.errors import ApiError
from reactfrag.protocol.props import ButtonProps, Form
from reactfrag.runtime.context import current

if TYPE_CHECKING:
    from reactfrag.elements.container import Container


class FormMixin(Drawable):
    """Forms and their submit buttons."""

    __slots__ = ()

    def form(
        self,
        key: str,
        clear_on_submit: bool = False,
        *,
        enter_to_submit: bool = True,
        border: bool = True,
        width: int | str = "stretch",
        height: int | str = "content",
    ) -> Container:
        """Make a container whose widgets send nothing until the form is submitted.

        Parameters
        ----------
        key
            Its name, unlike that of any other element.
        clear_on_submit
            Put its widgets back to their defaults once it is submitted.
        enter_to_submit
            Let Enter in a text field submit it.
        border
            Draw a border.
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            It stands in another form, the key is taken, or an argument is none of those.

        >>> with form("address"):
        ...     street = text_input("Street")
        ...     sent = form_submit_button("Save")
        """
        name = check.key(key)
        if name is None:
            raise ApiError("form(key): a form needs a key, a string that no other element has.")
        if current().enclosing(self._place, "form"):
            raise ApiError(f"The form {name!r} stands in another form. Forms cannot be nested.")
        return self._open(
            Form(
                key=name,
                clear_on_submit=clear_on_submit,
                enter_to_submit=enter_to_submit,
                border=border,
                width=check.width(width),
                height=check.height(height),
            ),
            name,
        )

    def form_submit_button(
        self,
        label: str = "Submit",
        help: str | None = None,
        on_click: Any = None,
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        key: str | int | None = None,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        icon: str | None = None,
        icon_position: Literal["left", "right"] = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: int | str = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> bool:
        """Show the button that submits the form; ``True`` in the run that answers it.

        Parameters
        ----------
        label
            Inline markdown.
        help
            Markdown, shown on demand.
        on_click, args, kwargs
            A function to call first, with what to call it.
        key
            Its name in session state and on the page.
        type
            ``"primary"``, ``"secondary"`` or ``"tertiary"``.
        icon, icon_position
            An emoji or ``:material/name:``, on the ``"left"`` or ``"right"``.
        disabled
            Show it greyed out.
        use_container_width
            The older way to say ``width="stretch"``.
        width
            ``"content"``, ``"stretch"`` or pixels.
        shortcut
            A key to press instead, such as ``"ctrl+enter"``.
        wrap
            Accepted; long labels wrap.

        Raises
        ------
        ApiError
            It stands in no form, or an argument is none of those.

        >>> with form("search"):
        ...     words = text_input("Words")
        ...     if form_submit_button("Search"):
        ...         write("Looking for", words)
        """
        name = check.key(key)
        wide = check.width(check.stretched(use_container_width, width), "content")

        def props(value: object, form: int) -> ButtonProps:
            if not form:
                raise ApiError(
                    "form_submit_button() stands in no form. Call it within `with form(...):`, "
                    "or use button()."
                )
            return ButtonProps(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                form=form,
                type=check.button_type(type),
                icon=check.icon(icon),
                icon_position=check.side(icon_position),
                shortcut=shortcut,
                width=wide,
                submit=True,
            )

        check.label(label)
        return press(self, name, label, props, check.callback(on_click, "on_click"), args, kwargs)
