"""Links that look like buttons, or like entries of a menu."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.buttons import outside_form, press
from reactfrag.elements.inputs import Args, Kwargs
from reactfrag.errors import ApiError
from reactfrag.protocol.props import LinkButton, PageLink

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_SCHEMES = ("http", "https", "mailto", "tel", "")


class LinkMixin(Drawable):
    """Elements that lead elsewhere."""

    __slots__ = ()

    def link_button(
        self,
        label: str,
        url: str,
        *,
        key: str | int | None = None,
        on_click: Callable[..., object] | Literal["rerun", "ignore"] = "ignore",
        args: Args = None,
        kwargs: Kwargs = None,
        help: str | None = None,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        icon: str | None = None,
        icon_position: Literal["left", "right"] = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: int | str = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> Any:
        """Show a link that looks like a button. It opens beside the app.

        Parameters
        ----------
        label
            Inline markdown.
        url
            Where it leads: ``http``, ``https``, ``mailto``, ``tel``, or a path of this server.
        key
            Its name on the page, and in session state unless clicks are ignored.
        on_click, args, kwargs
            ``"ignore"``: a click reruns nothing; ``"rerun"``: it does, and ``True`` is returned
            in that run; or a function to call first, with what to call it.
        help
            Markdown, shown on demand.
        type
            ``"primary"``, ``"secondary"`` or ``"tertiary"``.
        icon, icon_position
            An emoji or ``:material/name:``, on the ``"left"`` or ``"right"``.
        disabled
            Show it greyed out: it leads nowhere.
        use_container_width
            The older way to say ``width="stretch"``.
        width
            ``"content"``, ``"stretch"`` or pixels.
        shortcut
            A key to press instead, such as ``"ctrl+k"``.
        wrap
            Accepted; long labels wrap.

        Raises
        ------
        ApiError
            The address would run code, or an argument is none of those.

        >>> link_button("Documentation", "https://example.org/docs")
        """
        name = check.key(key)
        quiet = on_click == "ignore"
        text = check.label(label)
        link = LinkButton(
            key=name,
            label=text,
            url=address("link_button", url),
            help=check.tip(help),
            disabled=bool(disabled),
            type=check.button_type(type),
            icon=check.icon(icon),
            icon_position=check.side(icon_position),
            shortcut=shortcut,
            quiet=quiet,
            width=check.width(check.stretched(use_container_width, width), "content"),
        )
        if quiet:
            return self._draw(link, name)
        callback = check.callback(on_click, "on_click")

        def props(value: object, form: int) -> LinkButton:
            outside_form("link_button", form)
            return link

        return press(self, name, text, props, callback, args, kwargs, kind="link_button")

    def page_link(
        self,
        page: str,
        *,
        label: str | None = None,
        icon: str | None = None,
        icon_position: Literal["left", "right"] = "left",
        help: str | None = None,
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: int | str = "content",
        query_params: Mapping[str, str | Iterable[str]] | Iterable[tuple[str, str]] | None = None,
    ) -> Container:
        """Show a link to another address, as in a menu.

        Parameters
        ----------
        page
            An address that begins with ``http://`` or ``https://``.
        label
            Inline markdown; ``None``: the address.
        icon, icon_position
            An emoji or ``:material/name:``, on the ``"left"`` or ``"right"``.
        help
            Markdown, shown on demand.
        disabled
            Show it greyed out: it leads nowhere.
        use_container_width
            The older way to say ``width="stretch"``.
        width
            ``"content"``, ``"stretch"`` or pixels.
        query_params
            What to add to the address, by name.

        Raises
        ------
        ApiError
            It is a page of the app (an app has one for now), or an argument is none of those.

        >>> page_link("https://example.org", label="The project", icon=":material/home:")
        """
        if not isinstance(page, str) or not re.match(r"https?://", page):
            raise ApiError(
                f"page_link({page!r}): an app has one page for now, so it takes an address that "
                "begins with http:// or https://."
            )
        return self._draw(
            PageLink(
                url=_with_query(page, query_params),
                label=page if label is None else check.label(label),
                icon=check.icon(icon),
                icon_position=check.side(icon_position),
                help=check.tip(help),
                disabled=bool(disabled),
                width=check.width(check.stretched(use_container_width, width), "content"),
            )
        )


def address(element: str, url: object) -> str:
    """Return ``url`` if a browser can go there without running what it says."""
    if isinstance(url, str) and url.strip():
        # Browsers skip what is not printed: "java\\nscript:" is a scheme to them.
        plain = re.sub(r"[\x00-\x20]", "", url)
        scheme = plain.partition(":")[0].lower() if re.match(r"[^/?#]*:", plain) else ""
        if scheme in _SCHEMES:
            return url.strip()
    raise ApiError(
        f"{element}(url={url!r}): it takes an address with http, https, mailto or tel, or a path "
        "of this server."
    )


def _with_query(page: str, query: Any) -> str:
    if not query:
        return page
    pairs = query.items() if isinstance(query, Mapping) else query
    try:
        added = urlencode(list(pairs), doseq=True)
    except (TypeError, ValueError) as error:
        raise ApiError(f"page_link(query_params={query!r}): it takes texts by name.") from error
    parts = urlsplit(page)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, added)))))
