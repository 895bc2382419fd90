"""G4: ``fragment(outside="replace")`` redraws what it draws outside, inputs included."""

from __future__ import annotations

import pytest

from reactfrag.testing import AppTest

PRELUDE = "import reactfrag as rf\nfrom reactfrag import fragment\nstate = rf.session_state\n"


def load(source: str) -> AppTest:
    return AppTest.from_string(PRELUDE + source).run()


def texts(at: AppTest) -> list[str]:
    return [str(node.value) for node in at.text]


COUNTERS = """
box = rf.container()

@fragment(outside="replace")
def count(name):
    state.setdefault(name, 0)
    with box:
        rf.text(f"{name} {state[name]}")
        for n in range(state[name]):
            rf.text(f"{name} item {n}")
    if rf.button(name):
        state[name] += 1
        rf.rerun(scope="fragment")

box.text("first")
count("a")
box.text("between")
count("b")
box.text("last")
"""


def test_g4_what_a_fragment_draws_outside_is_redrawn_in_place():
    with load(COUNTERS) as at:
        assert texts(at) == ["first", "a 0", "between", "b 0", "last"]
        at.click("a")
        assert texts(at) == ["first", "a 1", "a item 0", "between", "b 0", "last"]
        assert set(at.reran) == {"count"}
        at.click("b").click("a")
        assert texts(at) == [
            "first", "a 2", "a item 0", "a item 1", "between", "b 1", "b item 0", "last",
        ]  # fmt: skip
        at.run()
        assert texts(at) == [
            "first", "a 2", "a item 0", "a item 1", "between", "b 1", "b item 0", "last",
        ]  # fmt: skip


def test_g4_elements_that_stay_keep_their_identity():
    with load(COUNTERS) as at:
        ids = {node.value: node.id for node in at.text}
        at.click("a")
        now = {node.value: node.id for node in at.text}
        assert now["a 1"] == ids["a 0"]
        assert now["b 0"] == ids["b 0"]
        at.run()
        assert {node.value: node.id for node in at.text} == now


def test_g4_what_is_not_drawn_again_goes():
    with load(
        """
box = rf.container()

@fragment(outside="replace")
def show():
    if rf.toggle("on", True):
        box.text("here")

show()
"""
    ) as at:
        assert texts(at) == ["here"]
        at.set("checkbox", False)
        assert texts(at) == []
        at.set("checkbox", True)
        assert texts(at) == ["here"]
        assert at.reran == ["show"]


@pytest.mark.parametrize("where", ["rf.container()", "rf.sidebar", "rf.columns(2)[1]"])
def test_g4_an_input_drawn_outside_reruns_the_fragment_that_drew_it(where):
    with load(
        f"""
box = {where}

@fragment(outside="replace")
def ask(name):
    with box:
        word = rf.text_input("word")
    rf.text(f"{{name}} {{word}}")

ask("a")
ask("b")
rf.button("outside")
"""
    ) as at:
        inputs = at.all("text_input")
        at.send((inputs[0].id, "one"))
        assert at.reran == ["ask"]
        at.send((inputs[1].id, "two"))
        assert at.reran == ["ask"]
        assert texts(at)[-2:] == ["a one", "b two"] or sorted(texts(at)) == ["a one", "b two"]
        at.click("outside")
        assert sorted(texts(at)) == ["a one", "b two"]
        assert [node.id for node in at.all("text_input")] == [node.id for node in inputs]


def test_f7_without_it_they_are_added():
    with load(COUNTERS.replace('outside="replace"', 'outside="add"')) as at:
        at.click("a")
        assert texts(at)[:3] == ["first", "a 0", "between"]
        assert len(texts(at)) > 6


def test_another_word_is_an_error():
    with load("fragment(outside='keep')") as at:
        assert [error.type for error in at.exceptions()] == ["ApiError"]


def test_g4_what_an_inner_fragment_drew_outside_goes_with_it():
    with load(
        """
box = rf.container()

@fragment(outside="replace")
def inner():
    box.text("from inside")
    box.text_input("in", key="k")

@fragment
def outer():
    if rf.toggle("on", True):
        inner()

outer()
"""
    ) as at:
        assert texts(at) == ["from inside"]
        at.set("checkbox", False)
        assert at.reran == ["outer"]
        assert texts(at) == []
        assert "k" not in at.session_state
        at.set("checkbox", True)
        assert texts(at) == ["from inside"]
