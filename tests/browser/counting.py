"""Apps that say on their page how often each part of them has run."""

from __future__ import annotations

import textwrap

COUNTING = """
import reactfrag as rf

def ran(name):
    key = f"{name}_runs"
    rf.session_state[key] = rf.session_state.get(key, 0) + 1
    rf.text(f"{name} ran {rf.session_state[key]}")
"""


def script(body: str) -> str:
    """An app from its body, which may be indented and may call ``ran("name")``."""
    return COUNTING + textwrap.dedent(body)
