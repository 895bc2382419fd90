"""A slow run is shown while it goes on."""

from __future__ import annotations

from collections.abc import Callable

from reactfrag.runtime.clock import Clock, Handle
from reactfrag.runtime.settings import Settings


class Progress:
    """Calls ``show`` a while after :meth:`begin`, and every so often from then on.

    Until it is cancelled.
    """

    def __init__(self, clock: Clock, settings: Settings, show: Callable[[], None]) -> None:
        self._clock = clock
        self._every = settings.flush_every
        self._first = settings.flush_after
        self._show = show
        self._handle: Handle | None = None

    def begin(self) -> None:
        """The run has begun, and will not be over at once. Said again, it changes nothing."""
        if self._handle is None:
            self._handle = self._after(self._first)

    def cancel(self) -> None:
        """The run is over."""
        if self._handle is not None:
            self._handle.cancel()

    def _after(self, seconds: float) -> Handle:
        return self._clock.call_at(self._clock.time() + seconds, self._due)

    def _due(self) -> None:
        self._show()
        self._handle = self._after(self._every)
