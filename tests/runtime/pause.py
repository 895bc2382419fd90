"""Points in an app's code that a test holds it at."""

from __future__ import annotations

import threading

SECONDS = 10
"""After this long a test has failed; nothing waits for it otherwise."""


class Pause:
    """The code says that it is there, and waits to go on."""

    def __init__(self) -> None:
        self._there = threading.Event()
        self._go = threading.Event()

    def __call__(self) -> None:
        self._there.set()
        assert self._go.wait(SECONDS)

    def reached(self) -> None:
        assert self._there.wait(SECONDS)

    def go_on(self) -> None:
        self._go.set()
