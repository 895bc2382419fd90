"""Testing apps without a server or a browser."""

from reactfrag.testing.apptest import AppTest
from reactfrag.testing.clock import FakeClock
from reactfrag.testing.mirror import Mirror, MirrorNode

__all__ = ["AppTest", "FakeClock", "Mirror", "MirrorNode"]
