"""A session's state as a test reads and writes it."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

from reactfrag_compiler import APP_PREFIX

if TYPE_CHECKING:
    from reactfrag.testing.driver import Driver


class SessionStateView(MutableMapping[str, Any]):
    """A mapping with attribute access.

    What is written is there when the app runs next: with the next ``run()``,
    whatever it runs, the fragments that read it run too.
    """

    __slots__ = ("_driver",)

    _driver: Driver

    def __init__(self, driver: Driver) -> None:
        object.__setattr__(self, "_driver", driver)

    def __getitem__(self, key: str) -> Any:
        return self._driver.session.page.state.get(key)

    def __setitem__(self, key: str, value: Any) -> None:
        self._driver.expect_anything()
        self._driver.on_loop(self._driver.session.page.state.set, key, value)

    def __delitem__(self, key: str) -> None:
        self._driver.on_loop(self._driver.session.page.state.delete, key)

    def __iter__(self) -> Iterator[str]:
        keys = self._driver.session.page.state.snapshot()
        return (key for key in keys if not key.startswith(APP_PREFIX))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        return key in self._driver.session.page.state.snapshot()

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"session_state has no key {name!r}.", name=name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(f"session_state has no key {name!r}.", name=name) from None

    def __repr__(self) -> str:
        return repr(dict(self))
