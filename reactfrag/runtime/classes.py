"""Classes that a script defines: made anew by each full run, and yet the same.

Their objects would otherwise differ from run to run, whatever they hold.
"""

from __future__ import annotations

import types
from typing import Any
from weakref import WeakKeyDictionary

_known: WeakKeyDictionary[type, int] = WeakKeyDictionary()
_PASSING = frozenset({"__dict__", "__weakref__", "__annotations_cache__", "__slotnames__"})


def class_token(kind: type) -> int:
    """Return a number for ``kind``: the same for what one definition makes in two full runs.

    Two classes of a script are the same if their names, their bases, their
    attributes and the code of their methods are.
    """
    if kind.__module__ != "__main__":
        return id(kind)
    known = _known.get(kind)
    if known is None:
        # In case it leads back to itself.
        _known[kind] = hash(kind.__qualname__)
        known = _known[kind] = hash(
            (
                kind.__qualname__,
                tuple(map(class_token, kind.__bases__)),
                tuple(
                    (name, _attribute_token(value))
                    for name, value in vars(kind).items()
                    if name not in _PASSING
                ),
            )
        )
    return known


def _attribute_token(value: Any) -> int:
    match value:
        case types.FunctionType():
            if value.__name__ == "__repr__" and hasattr(value, "__wrapped__"):
                # A dataclass's: its closure is a set of what is being shown.
                return _attribute_token(value.__wrapped__)
            cells = value.__closure__ or ()
            return hash((value.__code__, *(_cell_token(cell) for cell in cells)))
        case staticmethod() | classmethod():
            return _attribute_token(value.__func__)
        case property():
            return hash(tuple(map(_attribute_token, (value.fget, value.fset, value.fdel))))
        case type():
            return class_token(value)
        case types.MemberDescriptorType() | types.GetSetDescriptorType():
            return hash(value.__name__)
        case bool() | int() | float() | str() | bytes() | None:
            return hash((type(value).__name__, value))
        case tuple():
            return hash(tuple(map(_attribute_token, value)))
        case dict():
            return hash(tuple((repr(k), _attribute_token(v)) for k, v in value.items()))
    if type(value).__module__ == "dataclasses":
        # A field's description: what matters of it is in the methods made from it.
        return hash(repr(type(value)))
    return id(value)


def _cell_token(cell: types.CellType) -> int:
    try:
        return _attribute_token(cell.cell_contents)
    except ValueError:
        return 0
