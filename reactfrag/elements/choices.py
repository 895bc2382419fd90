"""Choosing among options: radio, selectbox, multiselect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeVar, overload

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.elements.options import Options, default_index, texts
from reactfrag.elements.several import Several
from reactfrag.errors import ApiError
from reactfrag.protocol.props import LabelVisibility, Multiselect, Radio, Selectbox
from reactfrag.runtime.context import current

V = TypeVar("V")
FilterMode = Literal["fuzzy", "contains", "prefix"] | None
WireFilterMode = Literal["fuzzy", "contains", "prefix", "none"]


class ChoiceMixin(Drawable):
    """Widgets with options."""

    __slots__ = ()

    @overload
    def radio(
        self,
        label: str,
        options: Iterable[V],
        index: int = 0,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        horizontal: bool = False,
        captions: Sequence[str] | None = None,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "content",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> V: ...

    @overload
    def radio(
        self,
        label: str,
        options: Iterable[V],
        index: None,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        horizontal: bool = False,
        captions: Sequence[str] | None = None,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "content",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> V | None: ...

    def radio(
        self,
        label: str,
        options: Iterable[V],
        index: int | None = 0,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        horizontal: bool = False,
        captions: Sequence[str] | None = None,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "content",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> V | None:
        """Show options of which one is chosen; return that one.

        Parameters
        ----------
        label
            Inline markdown.
        options
            Any sequence or iterable, an ``Enum``, a Series, the first column of a frame.
        index
            The option chosen at first; ``None``: none, and ``None`` is returned until one is.
        format_func
            From an option to the label shown for it.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_change, args, kwargs
            A function to call first on a change, with what to call it.
        disabled
            Show it greyed out.
        horizontal
            Side by side rather than below each other.
        captions
            A smaller text for each option.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        width
            ``"content"``, ``"stretch"`` or pixels.
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> size = radio("Size", ["S", "M", "L"], index=1)
        """
        callback = begin("radio", label, on_change, bind, persist_state)
        choice: Options[V] = Options("radio", options, format_func)
        first = default_index("radio", index, len(choice.values))
        below = None if captions is None else texts("radio", "captions", captions)
        if below is not None and len(below) > len(choice.values):
            raise ApiError(
                f"radio(captions=...): {len(below)} captions for {len(choice.values)} options."
            )
        name = check.key(key)
        wide = check.width(width, "content")

        def props(value: Any, form: int) -> Radio:
            return Radio(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("radio", form, callback),
                width=wide,
                options=choice.labels,
                captions=below,
                value=value,
                horizontal=horizontal,
            )

        return _choose(
            self,
            "radio",
            name,
            label,
            choice,
            first,
            format_func,
            props,
            callback,
            args,
            kwargs,
            persist_state=persist_state,
        )

    @overload
    def selectbox(
        self,
        label: str,
        options: Iterable[V],
        index: int = 0,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        icon: str | None = None,
        accept_new_options: bool = False,
        filter_mode: FilterMode = "fuzzy",
        width: int | str = "stretch",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> V: ...

    @overload
    def selectbox(
        self,
        label: str,
        options: Iterable[V],
        index: None,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        icon: str | None = None,
        accept_new_options: bool = False,
        filter_mode: FilterMode = "fuzzy",
        width: int | str = "stretch",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> V | None: ...

    def selectbox(
        self,
        label: str,
        options: Iterable[V],
        index: int | None = 0,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        icon: str | None = None,
        accept_new_options: bool = False,
        filter_mode: FilterMode = "fuzzy",
        width: int | str = "stretch",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> V | None:
        """Show a menu of which one option is chosen; return that one.

        Parameters
        ----------
        label, options, index, format_func, key, help, on_change, args, kwargs, disabled
            As for :meth:`radio`.  With ``index=None`` the user can clear the choice.
        placeholder
            Shown while nothing is chosen.
        required
            The choice cannot be cleared.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        icon
            An emoji or ``:material/name:``, shown inside.
        accept_new_options
            Let the user type an option of their own, which is returned as text.
        filter_mode
            How typing narrows the options: ``"fuzzy"``, ``"contains"``, ``"prefix"`` or
            ``None``: not at all.
        width
            ``"stretch"`` or pixels.
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> city = selectbox("City", ["Oslo", "Rome"], index=None)
        """
        callback = begin("selectbox", label, on_change, bind, persist_state)
        choice: Options[V] = Options("selectbox", options, format_func)
        first = default_index("selectbox", index, len(choice.values))
        name = check.key(key)
        wide = check.width(width, content=False)
        mode = _filter("selectbox", filter_mode)

        def props(value: Any, form: int) -> Selectbox:
            return Selectbox(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("selectbox", form, callback),
                width=wide,
                options=choice.labels,
                value=value,
                placeholder=placeholder,
                clearable=index is None and not required,
                accept_new=accept_new_options,
                filter_mode=mode,
                icon=check.icon(icon),
            )

        return _choose(
            self,
            "selectbox",
            name,
            label,
            choice,
            first,
            format_func,
            props,
            callback,
            args,
            kwargs,
            accept_new=accept_new_options,
            none=index is None and not required,
            persist_state=persist_state,
        )

    def multiselect(
        self,
        label: str,
        options: Iterable[V],
        default: Iterable[V] | V | None = None,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        max_selections: int | None = None,
        placeholder: str | None = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        accept_new_options: bool = False,
        filter_mode: FilterMode = "fuzzy",
        select_all: bool | int = 1000,
        width: int | str = "stretch",
        wrap: bool | None = None,
        bind: None = None,
        persist_state: bool | None = None,
    ) -> list[V]:
        """Show a menu of which any number of options is chosen; return them as a list.

        Parameters
        ----------
        label, options, format_func, key, help, on_change, args, kwargs, disabled
            As for :meth:`radio`.
        default
            The options chosen at first: one, or several; ``None``: none.
        max_selections
            How many can be chosen.
        placeholder
            Shown while nothing is chosen.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        accept_new_options
            Let the user type options of their own, which are returned as text.
        filter_mode
            As for :meth:`selectbox`.
        select_all, wrap
            Accepted; they change nothing.
        width
            ``"stretch"`` or pixels.
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            A default is not among the options, or an argument is none of those.

        >>> colours = multiselect("Colours", ["red", "green", "blue"], default="red")
        """
        callback = begin("multiselect", label, on_change, bind, persist_state)
        choice: Options[V] = Options("multiselect", options, format_func)
        check.whole("multiselect", "max_selections", max_selections)
        several = Several(choice, format_func, max_selections, accept_new_options)
        first = several.default(default)
        name = check.key(key)
        wide = check.width(width, content=False)
        mode = _filter("multiselect", filter_mode)

        def props(value: Any, form: int) -> Multiselect:
            return Multiselect(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("multiselect", form, callback),
                width=wide,
                options=choice.labels,
                value=value,
                placeholder=placeholder,
                max_selections=max_selections,
                accept_new=accept_new_options,
                filter_mode=mode,
            )

        chosen = current().widget(
            self._place,
            kind="multiselect",
            key=name,
            label=label,
            default=first,
            decode=several.decode,
            encode=several.encode,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )
        return several.decode(several.encode(chosen))


def _choose(
    at: Drawable,
    kind: str,
    key: str | None,
    label: str,
    choice: Options[V],
    first: int | None,
    format_func: Callable[[Any], Any],
    props: Callable[[Any, int], Radio | Selectbox],
    callback: Callable[..., object] | None,
    args: Args,
    kwargs: Kwargs,
    *,
    accept_new: bool = False,
    none: bool | None = None,
    persist_state: bool | None,
) -> V | None:
    """Draw a widget of which one option is chosen; return that option as it is now."""
    unchosen = first is None if none is None else none or first is None
    wire: Any = None

    def decode(value: Any) -> Any:
        if value is None:
            if unchosen:
                return None
            raise ValueError(f"This {kind} always has a choice: none cannot be sent.")
        if accept_new and isinstance(value, str):
            return value
        return choice.at(value)

    def encode(value: Any) -> Any:
        if value is None and unchosen:
            return None
        try:
            return choice.index(value, format_func)
        except ValueError:
            if accept_new and isinstance(value, str):
                return value
            raise

    def draw(value: Any, form: int) -> Radio | Selectbox:
        nonlocal wire
        wire = value
        return props(value, form)

    value: V | None = current().widget(
        at._place,
        kind=kind,
        key=key,
        label=label,
        default=None if first is None else choice.values[first],
        decode=decode,
        encode=encode,
        props=draw,
        on_change=callback,
        args=args or (),
        kwargs=kwargs,
        persist=bool(persist_state),
    )
    # The option object of this run, which an earlier run's may only be equal to.
    return choice.values[wire] if type(wire) is int else value


def _filter(kind: str, mode: FilterMode) -> WireFilterMode:
    if mode is None:
        return "none"
    if mode == "fuzzy" or mode == "contains" or mode == "prefix":
        return mode
    raise ApiError(f"{kind}(filter_mode={mode!r}): it takes 'fuzzy', 'contains', 'prefix' or None.")
