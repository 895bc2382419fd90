"""G2: a fragment follows the global variables that other fragments change."""

from __future__ import annotations

import pytest

from reactfrag.testing import AppTest

PRELUDE = "import reactfrag as rf\nfrom reactfrag import fragment\n"


def load(source: str) -> AppTest:
    return AppTest.from_string(PRELUDE + source).run()


SHOWN = """
count = 0
rows = []

@fragment
def show():
    rf.text(f"{count} {rows}")

@fragment
def other():
    rf.text("other")

def change():
    global count
    CHANGE

show()
other()
WRITER
"""

BODY = """
@fragment
def write():
    if rf.button("go"):
        change()

write()
"""

CALLBACK = """
@fragment
def write():
    rf.button("go", on_click=change)

write()
"""


@pytest.mark.parametrize("writer", [BODY, CALLBACK])
@pytest.mark.parametrize(
    ("change", "shown"),
    [("count += 1", "1 []"), ("rows.append(1)", "0 [1]"), ("count = 0 * 1", None)],
)
def test_g2_what_reads_a_global_follows_a_fragment_that_changes_it(writer, change, shown):
    source = SHOWN.replace("WRITER", writer).replace("CHANGE", change)
    with load(source) as at:
        at.click("go")
        assert at.reran == (["write", "show"] if shown else ["write"])
        assert [node.value for node in at.text] == [shown or "0 []", "other"]


def test_g2_what_changes_a_global_is_not_run_again_for_that():
    with load(
        """
total = 0

@fragment
def add(name):
    global total
    total += 1
    rf.button(name)

add("a")
add("b")
"""
    ) as at:
        at.click("a")
        assert at.reran == ["add"]


def test_g2_h9_the_record_says_which_global_it_was():
    source = SHOWN.replace("WRITER", BODY).replace("CHANGE", "count += 1")
    with load(source) as at:
        at.click("go")
        assert [str(chain) for chain in at.why("show")] == [
            "button 'go' -> write -> key 'global count' -> show"
        ]


def test_h2_what_looks_at_changing_globals_is_never_skipped():
    source = SHOWN.replace("WRITER", BODY).replace("CHANGE", "count += 1")
    with load(source) as at:
        at.run()
        assert at.reran == ["show", "write", "app"]
