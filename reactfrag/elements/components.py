"""Custom components, and frames for HTML and other pages."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from reactfrag.elements import check
from reactfrag.elements.container import Container, main
from reactfrag.elements.inputs import in_form
from reactfrag.elements.jsontext import to_json
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Component, IFrame
from reactfrag.runtime.components import ComponentSource, registry
from reactfrag.runtime.context import current

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*")
_FRAME_HEIGHT = 150


class CustomComponent:
    """A declared component: calling it draws it and returns its value.

    Parameters
    ----------
    name
        What it is registered as.
    source
        Where its files are.
    """

    def __init__(self, name: str, source: ComponentSource) -> None:
        self.name = name
        self.path = None if source.path is None else str(source.path)
        self.url = source.url
        registry.register(name, source)

    def __call__(
        self,
        *args: Any,
        default: Any = None,
        key: str | int | None = None,
        on_change: Any = None,
        tab_index: int | None = None,
        **kwargs: Any,
    ) -> Any:
        """Draw the component; return what it sent last.

        Parameters
        ----------
        default
            Returned until it sends something.
        key
            Its name in session state and on the page.
        on_change
            A function to call first when it sends something.
        tab_index
            Its place in the order of the Tab key, as in HTML.
        kwargs
            What the component is given: anything JSON can hold.

        Raises
        ------
        ApiError
            An argument has no name, or JSON cannot hold it.
        """
        if args:
            raise ApiError(f"The component {self.name!r} takes its arguments by name only.")
        callback = check.callback(on_change)
        name = check.key(key)
        text = _arguments(self.name, kwargs)
        run = current()
        url = self.url or run.settings.component_url.format(name=quote(self.name, safe=""))

        def props(value: Any, form: int) -> Component:
            return Component(
                key=name,
                label=self.name,
                form=in_form("component", form, callback),
                name=self.name,
                url=url,
                args=text,
                tab_index=tab_index,
                value=value,
            )

        value: Any = run.widget(
            None,
            kind="component",
            key=name,
            label=self.name,
            default=default,
            decode=_same,
            encode=_encode,
            props=props,
            on_change=callback,
        )
        return value

    def __repr__(self) -> str:
        return f"CustomComponent({self.name!r}, path={self.path!r}, url={self.url!r})"


def declare_component(
    name: str, path: str | os.PathLike[str] | None = None, url: str | None = None
) -> CustomComponent:
    """Declare a custom component; return the function that draws it.

    Parameters
    ----------
    name
        Letters, digits, ``_``, ``-`` and ``.``.  Two modules may use the same name.
    path
        The folder of its files, with ``index.html`` in it.
    url
        The address of the server it comes from, while it is being developed.

    Raises
    ------
    ApiError
        Not exactly one of ``path`` and ``url`` is given, there is no such folder, or the name
        has other characters.

    >>> rate = declare_component("rate", path="rate/build")
    >>> stars = rate(most=5, default=0)
    """
    if not _NAME.fullmatch(name):
        raise ApiError(
            f"declare_component(name={name!r}): a name has letters, digits, '_', '-' and '.' only."
        )
    if (path is None) == (url is None):
        raise ApiError(f"declare_component({name!r}): give either `path` or `url`.")
    full = _qualified(name, sys._getframe(1).f_globals.get("__name__"))
    if url is not None:
        return CustomComponent(full, ComponentSource(url=_address("declare_component", url)))
    assert path is not None
    folder = Path(path).expanduser().absolute()
    if not folder.is_dir():
        raise ApiError(f"declare_component({name!r}): there is no folder {str(folder)!r}.")
    if not (folder / "index.html").is_file():
        raise ApiError(
            f"declare_component({name!r}): {str(folder)!r} has no index.html. If the component "
            "has to be built, build it first."
        )
    return CustomComponent(full, ComponentSource(path=folder))


def html(
    html: str,
    width: int | None = None,
    height: int | None = None,
    scrolling: bool = False,
    *,
    tab_index: int | None = None,
) -> Container:
    """Show HTML in a frame of its own, where scripts may run.

    Parameters
    ----------
    html
        The page's source.
    width, height
        Pixels; ``None``: all there is, and 150.
    scrolling
        Let it scroll.
    tab_index
        Its place in the order of the Tab key, as in HTML.

    Raises
    ------
    ApiError
        A size is not a positive number.

    >>> html("<canvas></canvas><script>draw()</script>", height=300)
    """
    # At an address of its own, not in an attribute: there it would inherit the page's policy,
    # which lets no script of it run, and could reach the page.
    src = current().media(str(html).encode(), "text/html", "index.html")
    return _frame(src, width, height, scrolling, tab_index)


def iframe(
    src: str,
    width: int | None = None,
    height: int | None = None,
    scrolling: bool = False,
    *,
    tab_index: int | None = None,
) -> Container:
    """Show another page in a frame.

    Parameters
    ----------
    src
        Its address.
    width, height, scrolling, tab_index
        As for :func:`html`.

    Raises
    ------
    ApiError
        The address is none, or a size is not a positive number.

    >>> iframe("https://example.com", height=400)
    """
    return _frame(_address("iframe", src), width, height, scrolling, tab_index)


def _frame(
    src: str,
    width: int | None,
    height: int | None,
    scrolling: bool,
    tab_index: int | None,
) -> Container:
    check.whole("iframe", "width", width)
    check.whole("iframe", "height", height)
    return main._draw(
        IFrame(
            src=src,
            width=width,
            height=_FRAME_HEIGHT if height is None else height,
            scrolling=scrolling,
            tab_index=tab_index,
        )
    )


def _qualified(name: str, module: object) -> str:
    """Return the name with that of the module that declares it, so that two do not collide."""
    if not isinstance(module, str) or module == "__main__" or not _NAME.fullmatch(module):
        return name
    return name if module == name else f"{module}.{name}"


def _address(element: str, url: object) -> str:
    # A scheme such as `javascript:` would run with the rights of the page.
    if isinstance(url, str) and urlsplit(url).scheme in ("http", "https", "data", ""):
        return url
    raise ApiError(f"{element}({url!r}): it takes the address of a page, beginning with https://.")


def _arguments(name: str, arguments: dict[str, Any]) -> str:
    for argument, value in arguments.items():
        if isinstance(value, (bytes, bytearray)) or hasattr(value, "columns"):
            raise ApiError(
                f"{name}({argument}=...): a {type(value).__name__} is not supported yet as the "
                "argument of a component. Pass what JSON can hold, such as a list."
            )
    return to_json(arguments)


def _same(value: Any) -> Any:
    return value


def _encode(value: Any) -> Any:
    try:
        return msgspec.json.decode(msgspec.json.encode(value))
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"JSON cannot hold it: {error}") from None
