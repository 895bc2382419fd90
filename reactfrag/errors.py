"""What an app author can meet: every error the library raises on purpose.

Each message says what went wrong and what to do about it.
"""

from __future__ import annotations

from reactfrag_compiler import object_of


class ReactfragError(Exception):
    """Base of all errors raised by reactfrag."""


class ApiError(ReactfragError):
    """An element was called with arguments it does not take."""


class DuplicateKeyError(ApiError):
    """Two elements on the page carry the same ``key=``."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Two elements have the key {key!r}. Give each its own `key=`, "
            "or leave the key out: elements are told apart by where they are called."
        )


class OutsideContainerError(ApiError):
    """A fragment drew a widget into a container that it did not create."""

    def __init__(self, kind: str, fragment: str) -> None:
        super().__init__(
            f"The fragment `{fragment}` draws a {kind} into a container that was created outside "
            "of it. Widgets of a fragment belong in its own body: draw the widget without the "
            "container, or create the container inside the fragment, or call the fragment within "
            "`with container:`."
        )


class SidebarInFragmentError(ApiError):
    """A fragment used ``sidebar`` in its body."""

    def __init__(self, fragment: str) -> None:
        super().__init__(
            f"The fragment `{fragment}` uses `sidebar` in its body, which is not supported. "
            f"Call the fragment within `with sidebar:` instead: `with sidebar: {fragment}()`."
        )


class DialogError(ApiError):
    """A dialog was opened where none can be."""


class StateAfterWidgetError(ApiError):
    """A widget's value was set through session state after the widget was drawn."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"`session_state[{key!r}]` cannot be set here: the widget with that key has already "
            "been drawn in this run. Set it before the widget is drawn, or in a callback."
        )


class MissingStateError(ReactfragError):
    """A session-state key was read that nothing has written."""

    def __init__(self, key: str) -> None:
        super().__init__(missing_state_message(key))


class MissingStateKeyError(MissingStateError, KeyError):
    """Raised for ``session_state["key"]``."""

    def __str__(self) -> str:
        return str(self.args[0])


class MissingStateAttributeError(MissingStateError, AttributeError):
    """Raised for ``session_state.key``."""


class SessionClosedError(ReactfragError):
    """A thread that is bound to a session outlived it."""

    def __init__(self) -> None:
        super().__init__(
            "The session that this thread is bound to is over. Let the thread end, or look at "
            "`get_session().closed`."
        )


class IntervalError(ApiError):
    """A time interval (``run_every``, ``ttl``) that does not parse."""


def missing_state_message(key: str) -> str:
    """Return what to say about the missing session-state key ``key``."""
    state, name = object_of(key)
    return (
        f"{state} has no key {name!r}. Set it first, for instance with "
        f"`{state}.setdefault({name!r}, ...)`."
    )
