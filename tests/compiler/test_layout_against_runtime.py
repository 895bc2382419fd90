"""F9, F10: RF109 and RF110 are told of those scripts that the runtime refuses, and of no others."""

from __future__ import annotations

from itertools import product

import pytest

from reactfrag.testing import AppTest
from reactfrag_compiler import compile_program

OUTSIDE = {
    "container": "c = rf.container()",
    "empty": "c = rf.empty()",
    "columns": "c, d = rf.columns(2)",
    "tabs": "c, d = rf.tabs(['a', 'b'])",
    "expander": "c = rf.expander('x')",
    "form": "c = rf.form('f')",
    "popover": "c = rf.popover('p')",
    "sidebar": "c = rf.sidebar",
    "an argument": "c = rf.container()",
    "none": "c = rf",
}
USES = {
    "a method": "c.button('x')",
    "with": "with c: rf.text_input('x')",
    "with, in a helper": "with c: helper()",
    "a link": "c.link_button('x', 'http://localhost')",
    "a text": "c.text('x')",
    "a container of its own": "c.container().checkbox('x')",
    "its own container only": "with rf.container(): rf.checkbox('x')",
    "a block": "c.expander('x')",
    "a table": "c.dataframe([1])",
    "a table that ignores events": "c.dataframe([1], on_select='ignore')",
    "a download": "c.download_button('a', 'b')",
}
CASES = [
    (outside, use)
    for outside, use in product(OUTSIDE, USES)
    # The module itself cannot be entered.
    if outside != "none" or not USES[use].startswith("with c")
]
CODES = {"OutsideContainerError": "RF109", "SidebarInFragmentError": "RF110"}


@pytest.mark.parametrize(("outside", "use"), CASES)
def test_check_agrees_with_the_runtime(outside: str, use: str):
    lines = [
        "import reactfrag as rf",
        OUTSIDE[outside],
        "def helper(): rf.text_input('y')",
        "@rf.fragment",
        "def f(c=c):" if outside == "an argument" else "def f():",
        f"    {USES[use]}",
        "f(c)" if outside == "an argument" else "f()",
    ]
    source = "\n".join(lines) + "\n"
    told = {one.code for one in compile_program("/app/app.py", source=source).diagnostics}
    with AppTest.from_string(source).run() as at:
        raised = {error.type for error in at.exceptions()}
    assert told & set(CODES.values()) == {CODES[type_] for type_ in raised if type_ in CODES}
