"""Values of several parts, read by item or by attribute."""

from __future__ import annotations

from typing import Any


class AttributeDict(dict[str, Any]):
    """A dict whose items are attributes as well."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            known = ", ".join(self) or "nothing"
            raise AttributeError(f"There is no `{name}` here, but: {known}.", name=name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value
