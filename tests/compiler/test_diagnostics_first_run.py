"""RF107 as a warning: the top level reads what is missing until a fragment sees an event."""

from __future__ import annotations

from textwrap import dedent

import pytest

from reactfrag_compiler import compile_program

PRELUDE = "import reactfrag as rf\nss = rf.session_state\n"
PRESSED = """
@rf.fragment
def f():
    if rf.button("x"):
        ss.clicked = True
f()
"""
CALLBACK = """
def save(): ss.clicked = True
@rf.fragment
def f(): rf.button("x", on_click=save)
f()
"""


def severities(source: str) -> list[str]:
    """Those of RF107."""
    program = compile_program("/app/app.py", source=PRELUDE + dedent(source))
    return [one.severity for one in program.diagnostics if one.code == "RF107"]


FAILS = {
    "below a button": PRESSED + "rf.text(ss.clicked)",
    "twice": PRESSED + "rf.text(ss.clicked)\nrf.text(ss.clicked)",
    "an item": PRESSED + "rf.text(ss['clicked'])",
    "in a callback": CALLBACK + "rf.text(ss.clicked)",
    "before the call": "rf.text(ss.clicked)" + PRESSED,
    "in a condition": PRESSED + "if ss.clicked: rf.text('x')",
    "a conditional read before it": PRESSED + "if x: rf.text(ss.clicked)\nrf.text(ss.clicked)",
    "in a container": PRESSED + "with rf.container(): rf.text(f'{ss.clicked}')",
    "by a name": """
        @rf.fragment
        def f():
            pressed = rf.button("x")
            if pressed and x: ss.clicked = True
        f()
        rf.text(ss.clicked)
    """,
    "counted": """
        @rf.fragment
        def f():
            if rf.button("x"): ss.clicked += 1
        f()
        rf.text(ss.clicked)
    """,
    "a message": """
        @rf.fragment
        def f():
            if text := rf.chat_input("x"): ss.clicked = text
        f()
        rf.text(ss.clicked)
    """,
    "a full run afterwards": """
        @rf.fragment
        def f():
            if rf.button("x"):
                ss.clicked = 1
                rf.rerun()
        f()
        rf.text(ss.clicked)
    """,
}
STANDS = {
    "set first": "ss.setdefault('clicked', 0)" + PRESSED + "rf.text(ss.clicked)",
    "asked for": "if 'clicked' not in ss: ss.clicked = 0" + PRESSED + "rf.text(ss.clicked)",
    "written by the script": "ss.clicked = 0" + PRESSED + "rf.text(ss.clicked)",
    "with a default": PRESSED + "rf.text(ss.get('clicked'))",
    "below a test": PRESSED + "if 'clicked' in ss: rf.text(ss.clicked)",
    "below any test": PRESSED + "if x: rf.text(ss.clicked)",
    "tried": PRESSED + "try: rf.text(ss.clicked)\nexcept Exception: pass",
    "after a stop": PRESSED + "if x: rf.stop()\nrf.text(ss.clicked)",
    "on one side": PRESSED + "y = x or ss.clicked",
    "in a comprehension": PRESSED + "[ss.clicked for x in xs]",
    "all at once": "ss.update(clicked=1)" + PRESSED + "rf.text(ss.clicked)",
    "any key": "ss[x] = 1" + PRESSED + "rf.text(ss.clicked)",
    "code that is not followed": "import lib\nlib.setup(ss)" + PRESSED + "rf.text(ss.clicked)",
    "a widget": "@rf.fragment\ndef f(): rf.slider('x', key='n')\nf()\nrf.text(ss.n)",
    "below another condition": """
        @rf.fragment
        def f():
            if x: ss.clicked = True
        f()
        rf.text(ss.clicked)
    """,
    "on the other side": """
        @rf.fragment
        def f():
            if rf.button("x"): ss.clicked = 1
            else: ss.clicked = 0
        f()
        rf.text(ss.clicked)
    """,
    "or else": """
        @rf.fragment
        def f():
            if rf.button("x") or x: ss.clicked = 1
        f()
        rf.text(ss.clicked)
    """,
    "set first in the fragment": """
        @rf.fragment
        def f():
            ss.setdefault("clicked", 0)
            if rf.button("x"): ss.clicked = 1
        f()
        rf.text(ss.clicked)
    """,
    "a callback that is called, too": CALLBACK.replace("def f(): ", "def f():\n    save()\n    ")
    + "rf.text(ss.clicked)",
    "a button of one's own": """
        @rf.fragment
        def f():
            if button("x"): ss.clicked = 1
        f()
        rf.text(ss.clicked)
    """,
}


@pytest.mark.parametrize("source", FAILS.values(), ids=FAILS)
def test_a_first_run_that_fails(source: str):
    assert severities(source) == ["warning"]


@pytest.mark.parametrize("source", STANDS.values(), ids=STANDS)
def test_a_first_run_that_may_not_fail(source: str):
    assert "warning" not in severities(source)


def test_the_message_says_who_writes_it_and_what_to_do():
    source = PRELUDE + PRESSED + "rf.text(ss.clicked)"
    (one,) = compile_program("/app/app.py", source=source).diagnostics
    assert one.message == "the first run fails here: only f writes 'clicked', after an event"
    assert one.hint == "set it first: `session_state.setdefault('clicked', ...)`"
    assert [note.span.line for note in one.notes] == [7]


@pytest.mark.parametrize(
    ("body", "told"),
    [("rf.text(ss[x])", "no key is reported as unread"),
     ("ss[x] = 1", "no key is reported as unwritten"),
     ("lib.use(ss)", "no key is reported as unread or unwritten")],
)  # fmt: skip
def test_rf115_says_which_checks_are_silent(body: str, told: str):
    source = f"{PRELUDE}import lib\nx = lib.x\n@rf.fragment\ndef f(): {body}\nf()\n"
    found = compile_program("/app/app.py", source=source).diagnostics
    assert told in next(one.hint for one in found if one.code == "RF115")
