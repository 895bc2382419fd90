"""Tables: from whatever an author has to what the page shows, and back."""

from reactfrag.data.convert import inexact, to_frame
from reactfrag.data.edits import TableEdits, apply_edits, settled
from reactfrag.data.frame import Field, Frame
from reactfrag.data.load import changed, load_table
from reactfrag.data.snapshot import Snapshot
from reactfrag.data.windows import TABLE_MIMES, View, Window, read_csv, read_window

__all__ = [
    "TABLE_MIMES",
    "Field",
    "Frame",
    "Snapshot",
    "TableEdits",
    "View",
    "Window",
    "apply_edits",
    "changed",
    "inexact",
    "load_table",
    "read_csv",
    "read_window",
    "settled",
    "to_frame",
]
