"""Testing apps without a server or a browser."""

from reactfrag.testing.apptest import AppTest
from reactfrag.testing.clock import FakeClock
from reactfrag.testing.elements import Element, ElementList
from reactfrag.testing.errors import ElementGoneError, MisuseError, NotAllowedError
from reactfrag.testing.mirror import Mirror, MirrorNode
from reactfrag.testing.queries import Block

__all__ = [
    "AppTest",
    "Block",
    "Element",
    "ElementGoneError",
    "ElementList",
    "FakeClock",
    "Mirror",
    "MirrorNode",
    "MisuseError",
    "NotAllowedError",
]
