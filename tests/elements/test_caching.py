"""cache_data and cache_resource."""

from __future__ import annotations

import dataclasses
import enum
import functools
import io
import threading
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reactfrag as rf
from reactfrag.caching.hashing import UnhashableError, code_digest, digest
from reactfrag.caching.store import Limits, Store
from reactfrag.errors import ApiError, IntervalError
from reactfrag.runtime import context
from reactfrag.runtime.control import Interrupted
from tests.elements.drawing import Drawing


@pytest.fixture(autouse=True)
def empty_caches():
    yield
    rf.cache_data.clear()
    rf.cache_resource.clear()


class Counter:
    def __init__(self) -> None:
        self.calls: list[Any] = []


@pytest.fixture
def counter() -> Counter:
    return Counter()


def test_f20_a_second_call_is_not_made(counter: Counter) -> None:
    @rf.cache_data
    def square(n: int, *, power: int = 2) -> int:
        """Docstring."""
        counter.calls.append(n)
        return int(n**power)

    assert [square(3), square(3), square(n=3), square(3, power=2), square(3, power=3)] == [
        9,
        9,
        9,
        9,
        27,
    ]
    assert counter.calls == [3, 3]
    assert (square.__name__, square.__doc__) == ("square", "Docstring.")


def test_data_is_copied_and_resources_are_shared() -> None:
    @rf.cache_data
    def data() -> list[list[int]]:
        return [[1]]

    @rf.cache_resource
    def resource() -> list[int]:
        return [1]

    data()[0].append(2)
    assert data() == [[1]]
    assert resource() is resource()


def test_what_cannot_be_pickled_is_copied_deeply(counter: Counter) -> None:
    @dataclasses.dataclass
    class Local:
        items: list[int]

    @rf.cache_data
    def make() -> Local:
        counter.calls.append(1)
        return Local([1])

    make().items.append(2)
    assert make() == Local([1])
    assert counter.calls == [1]


def test_what_cannot_be_copied_names_the_way_out() -> None:
    @rf.cache_data
    def lock() -> Any:
        return threading.Lock()

    with pytest.raises(ApiError, match="use cache_resource"):
        lock()


def test_clear(counter: Counter) -> None:
    @rf.cache_data
    def f(n: int) -> int:
        counter.calls.append(n)
        return n

    f(1), f(2)
    f.clear(1)
    f(1), f(2)
    assert counter.calls == [1, 2, 1]
    f.clear()
    f(1), f(2)
    assert counter.calls == [1, 2, 1, 1, 2]
    rf.cache_data.clear()
    rf.cache_resource.clear()
    f(1)
    assert counter.calls[-1] == 1
    assert len(counter.calls) == 6


def test_a_function_defined_again_finds_its_results(counter: Counter) -> None:
    """A script defines its functions anew in each full run."""

    def define(source: str) -> Any:
        namespace: dict[str, Any] = {"rf": rf, "counter": counter, "__name__": "app"}
        exec(source, namespace)
        return namespace["f"]

    source = "@rf.cache_data\ndef f():\n    counter.calls.append(1)\n    return {}\n"
    define(source.format(1))()
    define("\n\n# moved\n" + source.format(1))()
    assert len(counter.calls) == 1
    define(source.format(2).replace("append(1)", "append(2)"))()
    assert counter.calls == [1, 2]


def test_what_a_nested_function_closes_over_counts(counter: Counter) -> None:
    def make(n: int) -> Any:
        @rf.cache_data
        def f() -> int:
            counter.calls.append(n)
            return n

        return f

    assert [make(1)(), make(2)(), make(1)()] == [1, 2, 1]
    assert counter.calls == [1, 2]


def test_methods(counter: Counter) -> None:
    class Shop:
        def __init__(self, name: str) -> None:
            self.name = name

        @rf.cache_data
        def stock(self, item: str) -> str:
            counter.calls.append((self.name, item))
            return f"{self.name}: {item}"

        @rf.cache_data
        def any_shop(_self, item: str) -> str:  # noqa: N805
            counter.calls.append(item)
            return item

    one, two = Shop("one"), Shop("two")
    assert [one.stock("tea"), one.stock("tea"), two.stock("tea")] == [
        "one: tea",
        "one: tea",
        "two: tea",
    ]
    assert len(counter.calls) == 2
    one.any_shop("tea"), two.any_shop("tea")
    assert len(counter.calls) == 3
    one.stock.clear("tea")
    one.stock("tea"), two.stock("tea")
    assert len(counter.calls) == 4


def test_underscored_arguments_do_not_count(counter: Counter) -> None:
    @rf.cache_data
    def f(n: int, _connection: Any) -> int:
        counter.calls.append(n)
        return n

    f(1, threading.Lock()), f(1, threading.Lock())
    assert counter.calls == [1]


def test_an_unhashable_argument_is_named_with_the_way_out() -> None:
    @rf.cache_data
    def f(lock: Any) -> int:
        return 1

    with pytest.raises(ApiError, match=r"`lock` \(a lock\).*`_lock`.*hash_funcs"):
        f(threading.Lock())


def test_hash_funcs(counter: Counter) -> None:
    class Query:
        def __init__(self, text: str) -> None:
            self.text = text
            self.lock = threading.Lock()

    @rf.cache_data(hash_funcs={Query: lambda query: query.text})
    def f(query: Query) -> str:
        counter.calls.append(query.text)
        return query.text

    assert [f(Query("a")), f(Query("a")), f(Query("b"))] == ["a", "a", "b"]
    assert counter.calls == ["a", "b"]

    @rf.cache_data(hash_funcs={"_thread.lock": id})
    def g(locks: list[Any]) -> int:
        counter.calls.append("g")
        return 1

    lock = threading.Lock()
    g([lock]), g([lock])
    assert counter.calls == ["a", "b", "g"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"max_entries": 0},
        {"max_entries": True},
        {"scope": "session"},
        {"refresh_mode": "background"},
        {"max_size": "1GB"},
    ],
)
def test_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(ApiError):
        rf.cache_data(**arguments)


def test_bad_ttl() -> None:
    with pytest.raises(IntervalError, match="ttl"):
        rf.cache_data(ttl="soon")


def test_functions_that_cannot_be_cached() -> None:
    async def coroutine() -> None: ...
    def generator() -> Any:
        yield 1

    functions: list[Any] = [coroutine, generator, int, 3]
    for function in functions:
        with pytest.raises(ApiError):
            rf.cache_data(function)


# --- keeping ---------------------------------------------------------------


def test_results_expire() -> None:
    now = [0.0]
    released: list[Any] = []
    store = Store(Limits(ttl=10), released.append, timer=lambda: now[0])
    assert store.get(b"k", lambda: "old") == ("old", False)
    now[0] = 9.9
    assert store.get(b"k", lambda: "new") == ("old", True)
    now[0] = 10.1
    assert store.get(b"k", lambda: "new") == ("new", False)
    assert released == ["old"]


@pytest.mark.parametrize("ttl", [None, 100.0])
def test_the_least_recently_used_goes_first(ttl: float | None) -> None:
    released: list[Any] = []
    store = Store(Limits(ttl, max_entries=2), released.append)
    for key in (b"a", b"b"):
        store.get(key, lambda key=key: key)  # type: ignore[misc]
    store.get(b"a", lambda: None)
    store.get(b"c", lambda: b"c")
    assert released == [b"b" if ttl is None else b"a"] or released == [b"b"]
    store.clear()
    assert len(released) == 3
    assert len(store) == 0


def test_validate_and_release(counter: Counter) -> None:
    alive = [True]

    @rf.cache_resource(
        validate=lambda value: alive[0], on_release=counter.calls.append, ttl=timedelta(hours=1)
    )
    def connect() -> object:
        return object()

    first = connect()
    assert connect() is first
    alive[0] = False
    second = connect()
    assert second is not first
    assert counter.calls == [first]


def test_one_thread_computes_and_the_others_wait() -> None:
    begun, go = threading.Event(), threading.Event()
    calls: list[int] = []

    @rf.cache_data
    def slow(n: int) -> int:
        calls.append(n)
        begun.set()
        assert go.wait(60)
        return n * 2

    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(slow(1))) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert begun.wait(60)
    go.set()
    for thread in threads:
        thread.join(60)
    assert results == [2] * 4
    assert calls == [1]


def test_after_a_failure_the_next_one_tries(counter: Counter) -> None:
    @rf.cache_data
    def f() -> int:
        counter.calls.append(1)
        if len(counter.calls) == 1:
            raise OSError
        return 1

    with pytest.raises(OSError):
        f()
    assert f() == 1


def test_a_function_may_call_itself_with_others(counter: Counter) -> None:
    @rf.cache_data
    def fib(n: int) -> int:
        counter.calls.append(n)
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    assert fib(20) == 6765
    assert len(counter.calls) == 21


def test_a_function_that_waits_for_itself_is_refused() -> None:
    @rf.cache_data
    def f(n: int) -> int:
        return f(n)

    with pytest.raises(ApiError, match="never end"):
        f(1)


def test_a_superseded_run_stops_waiting(drawing: Drawing) -> None:
    begun, go = threading.Event(), threading.Event()

    @rf.cache_data
    def slow() -> int:
        begun.set()
        assert go.wait(60)
        return 1

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(60)
    drawing.run.superseded = True
    with pytest.raises(Interrupted):
        slow()
    go.set()
    thread.join(60)


# --- what is drawn ---------------------------------------------------------


def test_what_a_cached_function_draws_is_drawn_again(drawing: Drawing, counter: Counter) -> None:
    @rf.cache_data
    def report(n: int) -> int:
        counter.calls.append(n)
        rf.text(f"n is {n}")
        left, right = rf.columns(2)
        right.text("right")
        with left:
            handle = rf.text("before")
            handle.text("after")
        rf.line_chart([1, 2])
        rf.sidebar.text("aside")
        with rf.spinner("inner"):
            rf.toast("done")
        return n

    report(1)
    first = drawing.props()
    assert [p.kind for p in first] == [
        "text",
        "columns",
        "column",
        "text",
        "column",
        "text",
        "vega_lite",
    ]
    later = Drawing()
    token = context.activate(later.run)
    assert report(1) == 1
    context.deactivate(token)
    assert later.props() == first
    assert [p.kind for p in later.props(2)] == ["text"]
    assert later.run.payloads == drawing.run.payloads
    assert [t.body for t in later.run.toasts] == ["done"]
    assert counter.calls == [1]


def test_cached_functions_nest(drawing: Drawing) -> None:
    @rf.cache_data
    def inner() -> int:
        rf.text("inner")
        return 1

    @rf.cache_data
    def outer() -> int:
        rf.text("outer")
        return inner()

    outer()
    outer()
    inner()
    assert [p.body for p in drawing.props()] == [  # type: ignore[attr-defined]
        *("outer", "inner"),
        *("outer", "inner"),
        "inner",
    ]


def test_a_miss_shows_a_spinner(drawing: Drawing) -> None:
    seen: list[Any] = []

    @rf.cache_data(show_spinner="Loading")
    def load() -> int:
        seen.extend(drawing.props())
        return 1

    @rf.cache_data(show_spinner=False)
    def quiet() -> int:
        seen.extend(drawing.props())
        return 1

    load()
    load()
    quiet()
    assert [p.text for p in seen] == ["Loading"]
    assert drawing.props() == []


def test_widgets_and_outside_containers_are_refused(drawing: Drawing) -> None:
    box = rf.container()

    @rf.cache_data
    def widget() -> None:
        rf.button("a")

    @rf.cache_data
    def outside() -> None:
        box.text("a")

    @rf.cache_data
    def within() -> None:
        with box:
            rf.text("a")

    with pytest.raises(ApiError, match="draws a button"):
        widget()
    for function in (outside, within):
        with pytest.raises(ApiError, match="created outside"):
            function()
    assert drawing.kinds() == ["container"]


# --- hashing ---------------------------------------------------------------


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


@dataclasses.dataclass
class Point:
    x: int
    y: Any = None


class Thing:
    def __init__(self, n: int) -> None:
        self.n = n


DIFFERENT: list[Any] = [
    None,
    0,
    1,
    True,
    1.0,
    "1",
    b"1",
    "",
    [],
    (),
    {},
    set(),
    [1],
    (1,),
    [[1], []],
    [[], [1]],
    {"a": 1},
    {"a": 2},
    {1, 2},
    frozenset({1, 2}),
    date(2031, 1, 1),
    Decimal(1),
    timedelta(1),
    Path("a"),
    range(3),
    Colour.RED,
    Colour.BLUE,
    Point(1),
    Point(2),
    Thing(1),
    Thing(2),
    Thing,
    enum,
    len,
    max,
    lambda: 1,
    lambda: 2,
    functools.partial(max, 1),
    io.BytesIO(b"a"),
    io.StringIO("a"),
    np.array([1, 2]),
    np.array([1.0, 2.0]),
    np.array([[1, 2]]),
    np.array(["a", None], dtype=object),
    np.int64(1),
    pd.Series([1, 2]),
    pd.Series([1, 2], name="n"),
    pd.Series([1, 2], index=[5, 6]),
    pd.DataFrame({"a": [1, 2]}),
    pd.DataFrame({"b": [1, 2]}),
    pd.DataFrame({"a": ["x", None]}),
    pd.DataFrame({"a": [1, 2]}, index=["p", "q"]),
    pd.Index([1, 2]),
    pd.Timestamp("2031-01-01"),
    pl.DataFrame({"a": [1, 2]}),
    pl.Series("a", [1, 2]),
    pa.table({"a": [1, 2]}),
]


def test_different_values_have_different_digests() -> None:
    digests = [digest(value) for value in DIFFERENT]
    assert len(set(digests)) == len(DIFFERENT)


@pytest.mark.parametrize(
    "make",
    [
        lambda: {"b": {1, "x"}, "a": [Point(1, [Colour.RED])]},
        lambda: Thing(3),
        lambda: pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}),
        lambda: pd.Series(pd.to_datetime(["2031-01-01"])),
        lambda: pl.DataFrame({"a": ["x"]}),
        lambda: np.arange(6).reshape(2, 3),
        lambda: lambda n: n + 1,
        lambda: np.random.default_rng(3),
        lambda: io.BytesIO(b"x"),
    ],
)
def test_equal_values_have_equal_digests(make: Any) -> None:
    assert digest(make()) == digest(make())


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_lists_of_text_are_told_apart(one: list[str], other: list[str]) -> None:
    assert (digest(one) == digest(other)) == (one == other)


def test_what_contains_itself_has_a_digest() -> None:
    endless: list[Any] = [1]
    endless.append(endless)
    assert digest(endless) == digest(endless)


def test_what_has_no_digest() -> None:
    for value in (threading.Lock(), (n for n in [1]), [threading.Lock()]):
        with pytest.raises(UnhashableError):
            digest(value)


def test_code_is_told_apart_by_what_it_does() -> None:
    def define(source: str) -> Any:
        namespace: dict[str, Any] = {}
        exec(source, namespace)
        return code_digest(namespace["f"])

    one = define("def f(n):\n    return n + 1")
    assert one == define("\n\ndef f(n):\n    # a comment\n    return n + 1")
    for other in (
        "def f(n): return n + 2",
        "def f(n): return n - 1",
        "def f(n): return g(n)",
        "def f(n): return n + 1.0",
        "def f(n): return (lambda: n + 1)()",
    ):
        assert one != define(other)
