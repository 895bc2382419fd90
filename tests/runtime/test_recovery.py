"""What the user entered outlives code that ends early."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("end", ["rf.stop()", 'rf.rerun("fragment")'])
def test_f13_values_below_the_end_of_a_nested_fragment_come_back(app, end):
    at = app(f"""
        @fragment
        def inner():
            if state.pop("end", False):
                {end}
            rf.text(rf.text_input("x"))

        @fragment
        def outer():
            if rf.button("go"):
                state.end = True
            inner()

        outer()
    """)
    at.set("text_input", "kept", "x")
    at.click("go").run()
    assert at.texts() == ["kept"]
