"""The variables of a script: a new set for each full run.

What a skipped fragment left on the page (callbacks, fragments inside it) has the
variables of an older full run.  When a full run is over, those are made to be
the newest ones, so that all of a page sees the same.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any
from weakref import WeakSet

_ANCHOR = "__reactfrag_namespace__"


class Namespace:
    """The variables that one full run made. It lives as long as any function of it does."""

    __slots__ = ("__weakref__", "names")

    def __init__(self, module: ModuleType) -> None:
        self.names: dict[str, Any] = module.__dict__
        self.names[_ANCHOR] = self

    def follow(self, other: Namespace) -> None:
        """Become what ``other`` is."""
        self.names.update(other.names)
        for name in self.names.keys() - other.names.keys():
            del self.names[name]
        self.names[_ANCHOR] = self


class Namespaces:
    """Those that something on one session's page may still look into. Owned by the page."""

    __slots__ = ("_alive", "current")

    def __init__(self) -> None:
        self.current: Namespace | None = None
        """Of the full run that the page shows."""
        self._alive: WeakSet[Namespace] = WeakSet()

    def take(self, namespace: Namespace, *, others_stay: bool) -> None:
        """The full run that made ``namespace`` is on the page.

        ``others_stay``: something that an older one drew is still there.
        """
        self.current = namespace
        if others_stay:
            for older in self._alive:
                older.follow(namespace)
        self._alive.add(namespace)
