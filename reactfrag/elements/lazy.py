"""What the user opens and closes: expanders, popovers, tabs.

With ``on_change=`` the session follows what is open, as the value of a widget.
``.open`` then tells a script whether anybody sees the content, so that it need
not be made for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Expander, Popover, Props, Tab, Tabs
from reactfrag.runtime.context import current
from reactfrag.runtime.run import Place

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

T = TypeVar("T")

Follow = Callable[..., object] | Literal["ignore", "rerun"]


class LazyMixin(Drawable):
    """Containers of which the user decides what shows."""

    __slots__ = ()

    def expander(
        self,
        label: str,
        expanded: bool = False,
        *,
        key: str | int | None = None,
        icon: str | None = None,
        type: Literal["default", "compact"] = "default",
        width: int | str = "stretch",
        on_change: Follow = "ignore",
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
        bind: None = None,
    ) -> Container:
        """Make a container that the user opens and closes.

        Parameters
        ----------
        label
            Inline markdown.
        expanded
            Whether it is open at first.
        key
            Its name on the page, and in session state if ``on_change`` follows it.
        icon
            An emoji or ``:material/name:``.
        type
            ``"default"`` or ``"compact"``: without a frame.
        width
            ``"stretch"`` or pixels.
        on_change, args, kwargs
            ``"ignore"``: opening reruns nothing, and ``.open`` is ``None``.  ``"rerun"``, or a
            function to call first: it reruns what drew the expander, and ``.open`` is true or
            false.
        bind
            Not supported yet.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> more = expander("Details", on_change="rerun")
        >>> if more.open:
        ...     more.write("All of them")
        """
        check.unsupported("expander", bind=bind)
        if type not in ("default", "compact"):
            raise ApiError(f"expander(type={type!r}): it takes 'default' or 'compact'.")
        name = check.key(key)
        text = check.label(label)
        sign = check.icon(icon)
        wide = check.width(width, content=False)

        def props(value: bool | None, form: int) -> Expander:
            return Expander(
                key=name,
                label=text,
                expanded=bool(expanded),
                icon=sign,
                compact=type == "compact",
                width=wide,
                value=value,
            )

        if not _follows("expander", on_change, args, kwargs):
            return self._open(props(None, 0), name)
        place, shown = self._follow(
            "expander", name, text, bool(expanded), (_flag, _flag), props, on_change, args, kwargs
        )
        return self._lazy(place, shown)

    def popover(
        self,
        label: str,
        *,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        help: str | None = None,
        icon: str | None = None,
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: int | str = "content",
        wrap: bool | None = None,
        key: str | int | None = None,
        on_change: Follow = "ignore",
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> Container:
        """Make a container that a button opens over the page.

        Parameters
        ----------
        label
            What the button says, inline markdown.
        type
            ``"primary"``, ``"secondary"`` or ``"tertiary"``.
        help
            Markdown, shown on demand.
        icon
            An emoji or ``:material/name:``.
        disabled
            Show the button greyed out: it opens nothing.
        use_container_width
            The older way to say ``width="stretch"``.
        width
            Of the button: ``"content"``, ``"stretch"`` or pixels.
        wrap
            Accepted; long labels wrap.
        key
            Its name on the page, and in session state if ``on_change`` follows it.
        on_change, args, kwargs
            As for :meth:`expander`.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> with popover("Filter"):
        ...     only_new = checkbox("New ones only")
        """
        name = check.key(key)
        text = check.label(label)
        sign = check.icon(icon)
        look = check.button_type(type)
        wide = check.width(check.stretched(use_container_width, width), "content")

        def props(value: bool | None, form: int) -> Popover:
            return Popover(
                key=name,
                label=text,
                type=look,
                icon=sign,
                help=check.tip(help),
                disabled=bool(disabled),
                width=wide,
                value=value,
            )

        if not _follows("popover", on_change, args, kwargs):
            return self._open(props(None, 0), name)
        place, shown = self._follow(
            "popover", name, text, False, (_flag, _flag), props, on_change, args, kwargs
        )
        return self._lazy(place, shown)

    def tabs(
        self,
        tabs: Sequence[str],
        *,
        width: int | str = "stretch",
        height: int | str = "content",
        default: str | None = None,
        key: str | int | None = None,
        on_change: Follow = "ignore",
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
        bind: None = None,
    ) -> list[Container]:
        """Make containers of which one shows at a time.

        Parameters
        ----------
        tabs
            The label of each, inline markdown.
        width
            ``"stretch"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.
        default
            The label of the tab that is open at first; ``None``: the first.
        key
            Their name on the page; in session state, if ``on_change`` follows them, it holds
            the label of the tab that is open.
        on_change, args, kwargs
            ``"ignore"``: switching reruns nothing, and each tab's ``.open`` is ``None``.
            ``"rerun"``, or a function to call first: it reruns what drew the tabs, and
            ``.open`` is true of one of them.
        bind
            Not supported yet.

        Raises
        ------
        ApiError
            There is no tab, two that are followed have one label, or an argument is none of
            those.

        >>> chart, table = tabs(["Chart", "Table"])
        >>> chart.line_chart(data)
        """
        check.unsupported("tabs", bind=bind)
        if isinstance(tabs, str) or not tabs:
            raise ApiError(f"tabs({tabs!r}): it takes a list of one label or more.")
        labels = [check.label(label) for label in tabs]
        if default is not None and default not in labels:
            raise ApiError(f"tabs(default={default!r}): it takes one of the labels {labels}.")
        name = check.key(key)
        first = 0 if default is None else labels.index(default)
        wide = check.width(width, content=False)
        high = check.height(height)

        def props(value: int | None, form: int) -> Tabs:
            return Tabs(key=name, width=wide, height=high, default=first, value=value)

        if _follows("tabs", on_change, args, kwargs):
            if len(set(labels)) < len(labels):
                raise ApiError(
                    f"tabs({labels}, on_change=...): two tabs have the same label, and the label "
                    "is what tells which one is open. Give each its own."
                )
            known = _Labels(labels)
            wire = (known.decode, known.encode)
            row, chosen = self._follow(
                "tabs", name, "", labels[first], wire, props, on_change, args, kwargs
            )
            shown: list[bool | None] = [label == chosen for label in labels]
        else:
            row = current().open(self._place, props(None, 0), key=name)
            shown = [None] * len(labels)
        run = current()
        return [
            self._lazy(run.open(row, Tab(label=label)), is_open)
            for label, is_open in zip(labels, shown, strict=True)
        ]

    def _follow(
        self,
        kind: str,
        key: str | None,
        label: str,
        default: T,
        wire: tuple[Callable[[Any], T], Callable[[T], Any]],
        props: Callable[[Any, int], Props],
        on_change: Follow,
        args: Sequence[Any] | None,
        kwargs: Mapping[str, Any] | None,
    ) -> tuple[Place, T]:
        """Draw a container that the session follows; return its place and what shows."""
        places: list[Place] = []
        value = current().widget(
            self._place,
            kind=kind,
            key=key,
            label=label,
            default=default,
            decode=wire[0],
            encode=wire[1],
            props=props,
            on_change=None if on_change == "rerun" else check.callback(on_change),
            args=args or (),
            kwargs=kwargs,
            drawn_at=places.append,
        )
        return places[0], value


def _follows(element: str, on_change: object, args: object, kwargs: object) -> bool:
    """Whether the session follows what is open."""
    if on_change == "ignore":
        if args or kwargs:
            raise ApiError(f"{element}(args=..., kwargs=...) goes with a function as on_change=.")
        return False
    if on_change == "rerun" or callable(on_change):
        return True
    raise ApiError(
        f"{element}(on_change={on_change!r}): it takes 'ignore', 'rerun', or a function to call "
        "when the user opens or closes it."
    )


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"what is open is true or false, not {value!r}")


class _Labels:
    """The label of the open tab, and its place on the wire."""

    __slots__ = ("labels",)

    def __init__(self, labels: list[str]) -> None:
        self.labels = labels

    def decode(self, value: Any) -> str:
        if type(value) is int and 0 <= value < len(self.labels):
            return self.labels[value]
        raise ValueError(f"there is no tab {value!r}: there are {len(self.labels)}")

    def encode(self, value: Any) -> int:
        if value in self.labels:
            return self.labels.index(value)
        raise ValueError(f"there is no tab {value!r}: the labels are {self.labels}")
