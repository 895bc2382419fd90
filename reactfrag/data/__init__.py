"""Tables: from whatever an author has to what the page shows."""

from reactfrag.data.convert import to_frame
from reactfrag.data.frame import Field, Frame

__all__ = ["Field", "Frame", "to_frame"]
