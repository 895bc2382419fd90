"""Widgets, as the user's code draws them: who they are and what they return."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from reactfrag.errors import ApiError, OutsideContainerError
from reactfrag.protocol.props import Props
from reactfrag.runtime.control import Interrupted
from reactfrag.runtime.frames import Place, here
from reactfrag.runtime.identity import call_path
from reactfrag.runtime.instance import Instance
from reactfrag.runtime.monitor import WIDGET
from reactfrag.runtime.page import APP, Page
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.state import State
from reactfrag.runtime.tracking import Tracking
from reactfrag.runtime.widgets import Widget

T = TypeVar("T")


class Inputs(Tracking):
    """The part of a run that has to do with widgets."""

    def __init__(
        self,
        page: Page,
        instance: Instance,
        settings: Settings,
        fired: frozenset[int] | set[int],
        state: State | None = None,
    ) -> None:
        super().__init__(page, instance, settings, state)
        self.fired = fired
        self.consumed: set[int] = set()
        """The triggers whose value has been handed to the user's code."""

    def widget(
        self,
        at: Place | None,
        *,
        kind: str,
        key: str | None,
        label: str,
        default: T,
        decode: Callable[[Any], T],
        encode: Callable[[T], Any],
        props: Callable[[Any, int], Props],
        on_change: Callable[..., object] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
        trigger: bool = False,
        drawn_at: Callable[[Place], object] | None = None,
        persist: bool = False,
    ) -> T:
        """Draw an input and return its value.

        Parameters
        ----------
        decode
            From the browser's value to Python's; ``ValueError`` if it is not valid.
        encode
            The way back; ``ValueError`` if the author set something not valid.
        props
            From the value in wire form and the id of the form around it (0: none).
        trigger
            The value sent is that of the one run that answers a click, the default of others.
        drawn_at
            Told where it stands, for one that is a block: elements are added to it there.
        persist
            Whether its value stays in session state when it is not drawn any more.
        """
        if self.interrupted:
            raise Interrupted
        if persist and key is None:
            raise ApiError(
                f"{kind}(persist_state=True) needs a key=: its value is kept in session state "
                "under that."
            )
        position = here.get() or self._start
        frame = position.frame
        owner = frame.instance.id
        # What a user opens in a form is no part of what the form submits.
        form = 0 if drawn_at is not None else self.enclosing(at, "form")
        with self.lock:
            block = self._block(at, position)
            path = 0 if key is not None else call_path(2)
            part = None
            if block.owner != owner and owner != APP:
                if not frame.instance.replaces:
                    raise OutsideContainerError(kind, frame.instance.name)
                part = self._part(block, frame)
                path = hash((path, owner))
            ident = self.draft.ident(block, path, kind, key)
            id = self.draft.claim(block, ident)
            if key is not None:
                self._take_key(key, id)
        default_wire = encode(default)
        value, wire = self._value(
            id, kind, key, label, default, default_wire, encode, trigger, persist
        )
        drawn = props(wire, form)
        widget = Widget(
            id=id,
            kind=kind,
            key=key,
            label=label,
            instance=owner,
            node=frame.instance.name,
            form=form,
            value=value,
            default=default_wire,
            decode=decode,
            encode=encode,
            on_change=on_change,
            args=args or (),
            kwargs=kwargs or {},
            trigger=trigger,
            persist=persist,
        )
        self.compare(id, drawn)
        with self.lock:
            self.widgets[id] = widget
            slot = at.slot if at is not None else 0
            order = self._order(frame.strand)
            self.draft.put(block, id, ident, drawn, owner, slot, order, part)
        if drawn_at is not None:
            drawn_at(Place(id))
        return value

    def _value(
        self,
        id: int,
        kind: str,
        key: str | None,
        label: str,
        default: T,
        default_wire: Any,
        encode: Callable[[T], Any],
        trigger: bool,
        persist: bool,
    ) -> tuple[T, Any]:
        frame = self.frame
        state = frame.state
        if key is not None:
            self._watch(WIDGET, key)
        if trigger:
            fired: Any = default
            if id in self.fired:
                fired = self.page.widgets[id].value
                frame.lasting = False
                # Once the code has seen a click, no other event cuts it short.
                with self.lock:
                    self._check()
                    self.consumed.add(id)
            if key is not None:
                state.set_quietly(key, fired)
                self._note_read(key)
            return fired, None
        if key is not None:
            if key in state:
                value = state.get(key)
                try:
                    wire = encode(value)
                except ValueError as error:
                    # One that was kept may not fit the widget that comes back.
                    if key not in self.page.keyed and not persist:
                        raise ApiError(f"session_state[{key!r}] = {value!r}: {error}") from error
                    value, wire = default, default_wire
                    self._own(key, lambda: state.set(key, default))
            else:
                value, wire = default, default_wire
                self._own(key, lambda: state.set(key, default))
            self._note_read(key)
            return value, wire
        known = self.page.widgets.get(id)
        if self.page.orphans:
            known = known or self.page.adopt(kind, label, frame.instance.name)
        if known is not None and known.kind == kind and known.default == default_wire:
            try:
                return known.value, encode(known.value)
            except ValueError:
                pass
        return default, default_wire
