"""Tables: from whatever an author has to what the page shows, and back."""

from reactfrag.data.convert import to_frame
from reactfrag.data.frame import Field, Frame
from reactfrag.data.load import load_table

__all__ = ["Field", "Frame", "load_table", "to_frame"]
