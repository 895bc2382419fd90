"""What a browser that watches is told: passes, state and instances, as differences."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import pytest

from reactfrag.protocol import Trace
from reactfrag.runtime.session import Session
from reactfrag.runtime.state import State
from reactfrag.runtime.trace import Tracer, preview
from reactfrag.testing import AppTest

APP = """
import reactfrag as rf
ss = rf.session_state

@rf.fragment
def filters():
    rf.slider("Year", 0, 9, key="year")
    if rf.button("Drop"):
        del ss["extra"]

@rf.fragment
def chart():
    ss.double = ss.year * 2
    rf.text(ss.double)

ss.extra = [1]
filters()
chart()
"""


class Watcher:
    """A browser with its panel open."""

    def __init__(self, at: AppTest) -> None:
        self.at = at
        self.told: list[Trace] = []
        session: Session = at.session
        self.tracer = Tracer(session.page, self, session.scheduler)
        at.on_loop(self.tracer.start)

    def say(self, message: Any) -> None:
        """Take what is told, as it goes over the wire."""
        data = msgspec.json.decode(msgspec.json.encode(message))
        self.told.append(msgspec.convert(data, Trace))

    def next(self) -> Trace:
        self.at.on_loop(self.tracer.flush)
        return self.told[-1]


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_string(APP).run()


def test_at_first_it_is_told_how_things_stand(at: AppTest) -> None:
    first = Watcher(at).told[0]
    assert first.program == at.session.scheduler.program.digest  # type: ignore[union-attr]
    assert first.passes == []
    assert {row.key: (row.type, row.preview) for row in first.state} == {
        "extra": ("list", "[1]"),
        "year": ("int", "0"),
        "double": ("int", "0"),
    }
    assert [row.name for row in first.instances] == ["app", "filters", "chart"]
    by_name = {row.name: row for row in first.instances}
    assert (by_name["chart"].reads, by_name["chart"].writes) == (["double", "year"], ["double"])
    assert all(row.own > 0 for row in first.instances)


def test_then_of_each_pass_and_of_what_it_changed(at: AppTest) -> None:
    watcher = Watcher(at)
    at.slider[0].set_value(4).run()
    told = watcher.next()
    assert [record["number"] for record in told.passes] == [p.number for p in at.passes]
    expected = msgspec.json.decode(msgspec.json.encode(list(at.passes)))
    assert told.passes == expected
    rows = {row.key: row for row in told.state}
    assert (rows["year"].preview, rows["year"].writer) == ("4", "slider 'year'")
    assert (rows["double"].preview, rows["double"].writer) == ("8", "chart")
    assert rows.keys() == {"year", "double"}
    assert {row.name for row in told.instances} == {"filters", "chart"}


def test_keys_and_instances_that_are_no_more_are_named() -> None:
    source = APP.replace("filters()\nchart()", "filters()\nif rf.toggle('On', True):\n    chart()")
    at = AppTest.from_string(source).run()
    watcher = Watcher(at)
    chart = next(row.id for row in watcher.told[0].instances if row.name == "chart")
    at.toggle[0].set_value(False).run()
    assert watcher.next().left == [chart]
    at.button[0].click().run()
    assert watcher.next().gone == ["extra"]


def test_nothing_is_told_once_nobody_watches(at: AppTest) -> None:
    watcher = Watcher(at)
    at.on_loop(watcher.tracer.stop)
    at.slider[0].set_value(4).run()
    assert watcher.next().passes == []


class Loud:
    """An object that tells on whoever asks it anything."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} was asked for")

    def __len__(self) -> int:
        raise AssertionError("its length was asked for")

    def __repr__(self) -> str:
        raise AssertionError("repr was called")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1, "1"),
        (None, "None"),
        (True, "True"),
        (2.5, "2.5"),
        ("a" * 500, "'" + "a" * 37 + "..." + "a" * 38 + "'"),
        ([1, [2, {"a": 3}]], "[1, [2, {'a': 3}]]"),
        (list(range(100)), "[0, 1, 2, 3, 4, 5, ...]"),
        (datetime.date(2024, 2, 29), "2024-02-29"),
    ],
)
def test_values_are_shown_in_short(value: Any, shown: str) -> None:
    assert preview(value) == shown


def test_no_code_of_a_value_runs_to_show_it() -> None:
    assert preview(Loud()) == "<Loud>"
    assert preview([Loud()]) == "[<Loud>]"


def test_a_list_that_holds_itself_and_a_frame_are_shown() -> None:
    own: list[Any] = []
    own.append(own)
    assert preview(own).endswith("[...]]]]]]]")
    pandas = pytest.importorskip("pandas")
    assert preview(pandas.DataFrame({"a": [1, 2]})) == "<DataFrame 2 × 1>"


def test_a_run_may_write_while_its_session_is_told_of(at, monkeypatch):
    watcher = Watcher(at)
    state = at.session.page.state
    version = State.version

    def writing(self: State, key: str) -> int:
        found = version(self, key)
        if self is state:
            # As a thread of the run would, between any two steps.
            monkeypatch.setattr(State, "version", version)
            self.set("new", 1)
            self.set("extra", [2])
        return found

    before = {row.key: row.version for row in watcher.told[-1].state}
    state.set("extra", [0])
    monkeypatch.setattr(State, "version", writing)
    told = watcher.next()
    assert "new" not in {row.key for row in told.state}
    told = watcher.next()
    assert {row.key: row.preview for row in told.state} == {"new": "1", "extra": "[2]"}
    assert all(row.version > max(before.values()) for row in told.state)
