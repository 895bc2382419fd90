"""H2: what a full run skips, and what makes it run after all."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from reactfrag.testing import AppTest

PRELUDE = "import reactfrag as rf\nfrom reactfrag import fragment\nstate = rf.session_state\n"


@pytest.fixture
def app() -> Iterator[Callable[[str], AppTest]]:
    """Load an app of the real API: the compiler knows what its elements do."""
    with ExitStack() as stack:

        def load(source: str) -> AppTest:
            test = AppTest.from_string(PRELUDE + textwrap.dedent(source))
            return stack.enter_context(test).run()

        yield load


def skipped(at: AppTest) -> list[str]:
    return [
        skip.name for record in at.passes for skip in record.skipped if skip.reason == "unchanged"
    ]


def ids(at: AppTest) -> list[int]:
    return [node.id for node in at.mirror.root.walk()]


PURE = """
    state.setdefault("n", 0)

    @fragment
    def show(word):
        rf.text(f"{word} {rf.text_input('in ' + word)}")

    rf.text(f"script {state.n}")
    show("a")
    show("b")
    if rf.button("outer"):
        state.n += 1
"""


def test_h2_a_pure_fragment_with_unchanged_arguments_is_not_executed(app):
    at = app(PURE)
    before = ids(at)
    at.click("outer")
    assert at.reran == ["app"]
    assert skipped(at) == ["show", "show"]
    assert ids(at) == before
    assert at.texts() == ["script 0", "a", "b"]


def test_h2_inputs_of_what_was_skipped_keep_their_values_and_go_on_working(app):
    at = app(PURE)
    at.set("text_input", "typed", "in a")
    assert at.reran == ["show"]
    at.click("outer")
    assert at.reran == ["app"]
    assert at.texts()[1:] == ["a typed", "b"]
    at.click("outer").set("text_input", "more", "in b")
    assert at.reran == ["show"]
    assert at.texts()[1:] == ["a typed", "b more"]


@pytest.mark.parametrize(
    ("argument", "reruns"),
    [
        ("1", False),
        ("'text'", False),
        ("(1, ('a', 2.5))", False),
        ("[1, 2, {'a': 1}]", False),
        ("state.n", True),
        ("[1, state.n]", True),
        ("state.n > 100", False),
        ("lambda: 1", False),
        ("Point(1, [2])", False),
        ("Point(1, [state.n])", True),
        ("Point", False),
        ("load", False),
        ("threading.Lock()", True),
        ("float('nan')", False),
        ("Decimal('sNaN')", False),
        ("0.0 if state.n % 2 else -0.0", True),
    ],
)
def test_h2_arguments_are_compared(app, argument, reruns):
    at = app(f"""
        import dataclasses
        import threading
        from decimal import Decimal

        state.setdefault("n", 0)

        @dataclasses.dataclass
        class Point:
            x: int
            more: list

            def length(self):
                return self.x

        @rf.cache_data
        def load():
            return 1

        @fragment
        def show(value, more=None):
            rf.text("shown")

        if rf.button("outer"):
            state.n += 1
        show({argument})
        show(0, more={argument})
    """)
    at.click("outer")
    assert at.reran == (["show", "show", "app"] if reruns else ["app"])


def test_h2_what_it_closes_over_is_an_input(app):
    at = app("""
        state.setdefault("n", 0)

        def make(word, number):
            @fragment
            def show():
                rf.text(f"{word} {number}")
            return show

        if rf.button("outer"):
            state.n += 1
        make("same", 1)()
        make("other", state.n)()
    """)
    at.click("outer")
    assert at.reran == ["make.<locals>.show", "app"]
    assert at.texts() == ["same 1", "other 1"]


def test_h2_globals_are_inputs(app):
    at = app("""
        state.setdefault("n", 0)

        @fragment
        def show():
            rf.text(f"limit {limit} of {names}")

        if rf.button("outer"):
            state.n += 1
        limit = state.n // 2
        names = ["a", "b"]
        show()
    """)
    at.click("outer")
    assert at.reran == ["app"]
    at.click("outer")
    assert at.reran == ["show", "app"]
    assert at.texts() == ["limit 1 of ['a', 'b']"]


def test_h2_keys_are_inputs_and_so_is_what_the_script_changed_in_place(app):
    at = app("""
        state.setdefault("rows", [])
        state.setdefault("clicks", 0)

        @fragment
        def show():
            rf.text(len(state.rows))

        state.clicks += 1
        if rf.button("add"):
            state.rows.append(1)
        rf.button("idle")
        show()
    """)
    at.click("idle")
    assert at.reran == ["app"]
    at.click("add")
    assert at.reran == ["show", "app"]
    assert at.texts() == ["1"]
    at.click("idle")
    assert at.reran == ["app"]


def test_h2_a_key_that_changes_after_the_call_was_skipped_reruns_it_after_the_script(app):
    at = app("""
        state.setdefault("n", 0)

        @fragment
        def show():
            rf.text(state.n)

        show()
        if rf.button("outer"):
            state.n += 1
    """)
    at.click("outer")
    assert at.reran == ["app", "show"]
    assert skipped(at) == ["show"]
    assert at.texts() == ["1"]


def test_h2_what_moves_on_the_page_is_kept_where_it_is_called_now(app):
    at = app("""
        @fragment
        def show(word):
            rf.text(word)
            rf.text_input("in")

        if rf.toggle("more"):
            rf.text("above")
            rf.text("and more")
        with rf.container():
            show("x")
        rf.text("below")
    """)
    kept = at.all("text_input")[0].id
    at.set("text_input", "typed").set("checkbox", True)
    assert at.reran == ["app"]
    assert at.texts() == ["above", "and more", "x", "below"]
    assert at.all("text_input")[0].id == kept
    assert at.all("text_input")[0].props.value == "typed"
    at.set("checkbox", False)
    assert at.texts() == ["x", "below"]


def test_h2_items_that_change_places_are_kept(app):
    at = app("""
        @fragment
        def show(word):
            rf.text(word)

        order = rf.text_input("order", "abc")
        for letter in order:
            with rf.container(key=letter):
                show(letter)
    """)
    at.set("text_input", "cab")
    assert at.reran == ["app"]
    assert at.texts() == ["c", "a", "b"]
    at.set("text_input", "b")
    assert at.reran == ["app"]
    assert at.texts() == ["b"]


def test_h2_fragments_within_and_their_inputs_stay(app):
    at = app("""
        @fragment
        def inner(word):
            rf.text(rf.text_input(word))

        @fragment
        def outer():
            inner("one")
            inner("two")

        outer()
        rf.button("outside")
    """)
    at.set("text_input", "typed", "one")
    assert at.reran == ["inner"]
    at.click("outside")
    assert at.reran == ["app"]
    assert skipped(at) == ["outer"]
    at.set("text_input", "also", "two")
    assert at.reran == ["inner"]
    assert at.texts() == ["typed", "also"]


def test_h2_an_outer_rerun_skips_what_is_unchanged_in_it(app):
    at = app("""
        @fragment
        def inner(word):
            rf.text(word)

        @fragment
        def outer():
            inner("same")
            inner(rf.text_input("word"))

        outer()
    """)
    at.set("text_input", "x")
    assert at.reran == ["inner", "outer"]
    assert at.texts() == ["same", "x"]


def test_h2_timers_of_what_was_skipped_go_on(app):
    at = app("""
        @fragment(run_every=10)
        def show():
            rf.text("tick")

        show()
        rf.button("outside")
    """)
    at.jump(5)
    at.click("outside")
    assert at.reran == ["app"]
    at.jump(5)
    assert at.reran == ["show"]


def test_h2_an_impure_fragment_runs_in_every_full_run(app):
    at = app("""
        import time

        @fragment
        def show():
            rf.text(time.time() > 0)

        show()
        rf.button("outside")
    """)
    assert at.click("outside").reran == ["show", "app"]


def test_h2_memo_true_is_the_authors_word_with_mutable_inputs_by_identity(app):
    at = app("""
        import time

        state.setdefault("rows", [1])

        @fragment(memo=True)
        def show(rows, word):
            rf.text(f"{word} {time.time() > 0}")

        rf.button("outside")
        show(state.rows, "the same object")
        show([1], "an equal one")
    """)
    assert at.click("outside").reran == ["show", "app"]
    assert skipped(at) == ["show"]


def test_h2_memo_false_is_never_skipped(app):
    at = app("""
        @fragment(memo=False)
        def show():
            rf.text("x")

        show()
        rf.button("outside")
    """)
    assert at.click("outside").reran == ["show", "app"]


def test_h2_f11_a_skipped_call_returns_what_it_last_returned(app):
    at = app("""
        @fragment
        def ask(word):
            return rf.text_input(word) + "!"

        rf.text(ask("a"))
        rf.button("outside")
    """)
    at.set("text_input", "new")
    assert at.reran == ["ask"]
    assert at.texts() == ["!"]
    at.click("outside")
    assert at.reran == ["app"]
    assert at.texts() == ["new!"]


def test_h2_a_call_that_returned_what_can_change_is_made_again(app):
    at = app("""
        @fragment
        def ask():
            return [1]

        found = ask()
        found.append(2)
        rf.text(found)
        rf.button("outside")
    """)
    at.click("outside")
    assert at.reran == ["ask", "app"]
    assert at.texts() == ["[1, 2]"]


def test_h2_a_fragment_that_saw_a_click_runs_once_more_without_it(app):
    at = app("""
        @fragment
        def ask():
            rf.text("clicked" if rf.button("inner") else "not clicked")

        ask()
        rf.button("outside")
    """)
    assert at.click("inner").texts() == ["clicked"]
    at.click("outside")
    assert at.reran == ["ask", "app"]
    assert at.texts() == ["not clicked"]
    assert at.click("outside").reran == ["app"]


def test_h2_who_read_the_click_of_a_keyed_button_runs_once_more(app):
    at = app("""
        @fragment
        def ask():
            rf.button("inner", key="go")

        @fragment
        def follow():
            rf.text(state.go)

        ask()
        follow()
        rf.button("outside")
    """)
    assert at.click("inner").texts() == ["True"]
    at.click("outside")
    assert at.texts() == ["False"]


def test_h2_h8_a_fragment_that_failed_is_tried_again(app):
    at = app("""
        state.setdefault("n", 0)

        @fragment
        def show():
            rf.text(1 / 0)

        @fragment
        def around():
            show()

        around()
        rf.button("outside")
    """)
    assert at.click("outside").reran == ["show", "around", "app"]
    assert [error.type for error in at.exceptions()] == ["ZeroDivisionError"]


def test_h2_what_a_callback_drew_goes_with_the_next_full_run(app):
    at = app("""
        def note():
            rf.text("noted")

        @fragment
        def ask():
            rf.text_input("in", on_change=note)

        ask()
        rf.button("outside")
    """)
    assert at.set("text_input", "x").texts() == ["noted"]
    at.click("outside")
    assert at.texts() == []
    assert at.click("outside").reran == ["app"]


def test_h2_a_key_used_by_something_else_is_still_refused(app):
    at = app("""
        @fragment
        def ask():
            rf.text_input("in", key="name")

        if rf.toggle("twice"):
            rf.text_input("first", key="name")
        ask()
    """)
    at.set("checkbox", True)
    assert [error.type for error in at.exceptions()] == ["DuplicateKeyError"]
    at.set("checkbox", False)
    assert at.exceptions() == []


def test_h2_what_is_set_for_an_input_that_was_skipped_is_refused_like_for_one_drawn(app):
    at = app("""
        @fragment
        def ask():
            rf.text_input("in", key="name")

        ask()
        if rf.button("outside"):
            state.name = "late"
    """)
    at.click("outside")
    assert [error.type for error in at.exceptions()] == ["StateAfterWidgetError"]


def test_h2_a_form_that_is_cleared_shows_its_defaults_when_its_owner_runs_next(app):
    at = app("""
        @fragment
        def ask():
            with rf.form("f", clear_on_submit=True):
                word = rf.text_input("word")
                rf.form_submit_button("send")
            rf.text(f"got {word}")

        ask()
        rf.button("outside")
    """)
    at.submit("send", [("text_input", "word", "hello")])
    assert at.texts() == ["got hello"]
    at.click("outside")
    assert at.texts() == ["got"]


def test_h2_callbacks_of_what_was_skipped_see_the_newest_globals(app):
    at = app("""
        state.setdefault("log", [])

        def note():
            state.log = [*state.log, current]

        @fragment
        def ask():
            rf.text_input("in", on_change=note)

        ask()
        current = rf.text_input("outside", "first")
        rf.text(state.log)
    """)
    at.set("text_input", "second", "outside")
    assert skipped(at) == ["ask"]
    at.set("text_input", "x", "in")
    assert at.session_state["log"] == ["second"]


def test_h2_cached_functions_are_the_same_from_run_to_run(app):
    at = app("""
        @rf.cache_data
        def load(n):
            return list(range(n))

        @fragment
        def show(n):
            rf.text(load(n))

        show(3)
        rf.button("outside")
    """)
    assert at.click("outside").reran == ["app"]


def test_h2_a_run_that_was_given_up_counts_for_nothing(app):
    at = app("""
        state.setdefault("n", 0)
        state.setdefault("again", False)

        @fragment
        def inner():
            rf.text(state.n)

        @fragment
        def outer():
            inner()

        if rf.button("outside"):
            state.n += 1
            state.again = True
        outer()
        if state.again:
            state.again = False
            rf.rerun()
    """)
    at.click("outside")
    assert at.texts() == ["1"]
    assert at.reran == ["inner", "outer", "app", "inner", "outer", "app"]


def test_h2_what_another_changed_after_a_fragment_within_wrote_it_is_written_again(app):
    at = app("""
        @fragment
        def inner():
            state.rows = []

        @fragment
        def middle():
            inner()

        @fragment
        def outer():
            middle()
            if rf.button("p"):
                state.rows.append(1)
            rf.text(str(len(state.rows)))

        outer()
    """)
    at.click("p").click("p")
    assert at.session_state["rows"] == [1]
    assert at.texts() == ["1"]
