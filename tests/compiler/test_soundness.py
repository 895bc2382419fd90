"""What generated programs do is within what the compiler says they may do."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reactfrag_compiler import Program, compile_program
from reactfrag_compiler.emit import SHOW


class State:
    """A session state that notes who touches what."""

    note: Callable[[str, str], None]
    values: dict[str, Any]

    def __init__(self, note: Callable[[str, str], None]) -> None:
        values = {"a": 1, "b": [1], "c": "a", "d": {"a": 1}, "row_1": 1, "row_2": 2}
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "note", note)

    def __getitem__(self, key: str) -> Any:
        return self.get(key, 0)

    def __setitem__(self, key: str, value: Any) -> None:
        self.note("write", key)
        self.values[key] = value

    def __delitem__(self, key: str) -> None:
        self.pop(key)

    def __contains__(self, key: str) -> bool:
        self.note("read", key)
        return key in self.values

    def get(self, key: str, default: Any = None) -> Any:
        self.note("read", key)
        return self.values.get(key, default)

    def setdefault(self, key: str, default: Any = None) -> Any:
        self.note("read", key)
        self.note("write", key)
        return self.values.setdefault(key, default)

    def pop(self, key: str, default: Any = None) -> Any:
        self.note("delete", key)
        return self.values.pop(key, default)

    def update(self, other: Any = (), /, **names: Any) -> None:
        for key, value in dict(other, **names).items():
            self[key] = value

    def __getattr__(self, key: str) -> Any:
        return self[key]

    def __setattr__(self, key: str, value: Any) -> None:
        self[key] = value

    def __delattr__(self, key: str) -> None:
        del self[key]


class Package:
    """Enough of the API to run a script, with the node that runs now on top of a stack."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.stack = ["app"]
        self.observed: set[tuple[str, str, str]] = set()
        self.calls: set[tuple[str, str]] = set()
        self.session_state = State(self.note)

    def note(self, mode: str, key: str) -> None:
        self.observed.add((self.stack[-1], mode, key))

    @contextmanager
    def inside(self, node: str) -> Iterator[None]:
        self.calls.add((self.stack[-1], node))
        self.stack.append(node)
        try:
            yield
        finally:
            self.stack.pop()

    def fragment(self, func: Callable[..., Any]) -> Callable[..., Any]:
        code: CodeType = func.__code__
        node = self.program.node_of(code)
        assert node is not None, code

        @functools.wraps(func)
        def run(*args: Any, **kwargs: Any) -> Any:
            if len(self.stack) > 5:
                return None
            with self.inside(node.id):
                return func(*args, **kwargs)

        return run

    def button(self, label: str, key: str, on_click: Any = None, args: Any = ()) -> bool:
        self.session_state[key] if key else None
        if on_click is not None:
            on_click(*args)
        return True


KEYS = ["a", "b", "c", "d", "row_1", "row_2"]
keys = st.sampled_from([f"'{key}'" for key in KEYS])
key_expressions = st.one_of(
    keys,
    st.sampled_from(
        ["f'row_{n}'", "'row_' + str(n)", "K", "k", "f'{K}'", "ks[0]", "ks[-1]", "'row_%d' % n",
         "conf['key']", "conf.get('key')", "obj.key", "obj.name()", "(k or 'a')", "pair[1]",
         "Names.A", "choice(k)", "'a' if n else 'b'", "k.lower()", "'row_{}'.format(n)"]
    ),
)  # fmt: skip
states = st.sampled_from(
    ["ss", "rf.session_state", "alias", "same(ss)", "box['s']", "obj.state", "held[0]", "(ss)"]
)
places = st.one_of(
    st.tuples(states, key_expressions).map(lambda both: f"{both[0]}[{both[1]}]"),
    st.tuples(states, st.sampled_from(KEYS)).map(lambda both: f"{both[0]}.{both[1]}"),
)
simple = st.one_of(
    places.map(lambda place: f"x = {place}"),
    places.map(lambda place: f"{place} = n"),
    places.map(lambda place: f"{place} = [{place}]"),
    st.tuples(states, key_expressions).map(lambda p: f"x = {p[0]}.get({p[1]})"),
    st.tuples(states, key_expressions).map(lambda p: f"{p[0]}.setdefault({p[1]}, 0)"),
    st.tuples(states, key_expressions).map(lambda p: f"{p[0]}.pop({p[1]}, 0)"),
    st.tuples(states, key_expressions).map(lambda p: f"x = {p[1]} in {p[0]}"),
    st.tuples(states, key_expressions).map(lambda p: f"{p[0]}.update({{{p[1]}: 1}})"),
    states.map(lambda s: f"{s}.update(a=1, **conf2)"),
    places.map(lambda place: f"del {place}"),
    st.tuples(states, key_expressions).map(lambda p: f"x = getattr({p[0]}, {p[1]})"),
    st.tuples(states, key_expressions).map(lambda p: f"setattr({p[0]}, {p[1]}, 1)"),
    st.tuples(states, key_expressions).map(lambda p: f"read({p[0]}, {p[1]})"),
    st.tuples(states, key_expressions).map(lambda p: f"write(key={p[1]}, state={p[0]})"),
    st.tuples(states, key_expressions).map(lambda p: f"partial(write, {p[0]})({p[1]})"),
    st.tuples(states, key_expressions).map(lambda p: f"g = {p[0]}.get; x = g({p[1]})"),
    key_expressions.map(lambda k: f"obj.touch({k})"),
    key_expressions.map(lambda k: f"obj.key = {k}"),
    key_expressions.map(lambda k: f"ks.append({k})"),
    key_expressions.map(lambda k: f"k = {k}"),
    key_expressions.map(lambda k: f"conf['key'] = {k}"),
    key_expressions.map(lambda k: f"Maker({k}).touch()"),
    key_expressions.map(lambda k: f"x = [ss[i] for i in (k, {k})]"),
    key_expressions.map(lambda k: f"x = (lambda q: ss[q])({k})"),
    key_expressions.map(lambda k: f"x = list(map(ss.get, [{k}]))"),
    key_expressions.map(lambda k: f"rf.button('x', {k}, on_click=write, args=(ss, k))"),
    key_expressions.map(lambda k: f"x = (w := {k}) and ss[w]"),
    key_expressions.map(lambda k: f"with scope({k}) as v: x = ss[v]"),
    key_expressions.map(lambda k: f"x, z = k, {k}; ss[z] = x"),
    key_expressions.map(lambda k: f"apply(lambda: ss[{k}])"),
    key_expressions.map(lambda k: f"spread(*[ss, {k}])"),
    key_expressions.map(lambda k: f"spread(**{{'state': ss, 'key': {k}}})"),
    key_expressions.map(lambda k: f"x = [ss[q] for q in gen({k})]"),
    st.sampled_from(["f0(k)", "f1('b')", "f2(K)", "x = n", "x = len(ss)"]),
)


def indent(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines] or ["    pass"]


blocks = st.recursive(
    simple.map(lambda line: [line]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(
            lambda parts: [line for part in parts for line in part]
        ),
        inner.map(lambda body: ["if n:", *indent(body), "else:", *indent(body)]),
        inner.map(lambda body: ["for k in ('a', 'c', k):", *indent(body)]),
        inner.map(lambda body: ["for k, v in conf2.items():", *indent(body)]),
        inner.map(lambda body: ["try:", *indent(body), "except KeyError:", "    x = ss.a"]),
        inner.map(lambda body: ["match k:", "    case str() as k:", *indent(indent(body))]),
        inner.map(lambda body: ["def local(k=k, n=n):", "    x = 0", *indent(body), "local()"]),
    ),
    max_leaves=4,
)

HEAD = """
import reactfrag as rf
from reactfrag import session_state as alias
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
ss = rf.session_state
K = "c"
n = 1
k = "b"
x = 0
ks = ["a", "d"]
pair = ("a", "b")
conf = {"key": "d", "other": 1}
conf2 = {"c": 1, "d": 2}
box = {"s": ss}
held = [ss]
class Names(StrEnum):
    A = "a"
    B = "b"
def same(s): return s
def choice(q): return q if n else "d"
def read(s, key): return s[key]
def write(state, key): state[key] = 1
def spread(state, key): return state[key]
def apply(f): return f()
def gen(q):
    yield q
    yield "a"
@contextmanager
def scope(q):
    yield q
class Thing:
    key = "a"
    def __init__(self): self.state = ss
    def name(self): return self.key
    def touch(self, q): self.state[q] = 1
class Maker(Thing):
    def __init__(self, q):
        super().__init__()
        self.q = q
    def touch(self): return self.state[self.q]
obj = Thing()
"""


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A script with three fragments, which may call each other."""
    lines = [HEAD]
    for index in range(3):
        body = draw(blocks)
        lines += ["@rf.fragment", f"def f{index}(k='a', n=2):", "    x = 0", *indent(body)]
    lines += draw(blocks)
    lines += [f"f{draw(st.integers(0, 2))}({draw(keys)})", "f1()", "f2('d', n=0)"]
    return "\n".join(lines)


def misses(source: str) -> list[str]:
    """What a program does that the compiler does not foresee."""
    program = compile_program("/app/app.py", source=source)
    package = Package(program)
    space: dict[str, Any] = {"__name__": "__main__", SHOW: lambda *values: None}
    real = __import__

    def fake(name: str, *args: Any) -> Any:
        return package if name == "reactfrag" else real(name, *args)

    space["__builtins__"] = {**vars(__import__("builtins")), "__import__": fake}
    try:
        exec(program.code, space)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        # Up to here it ran.
        pass
    found = []
    for node, mode, key in package.observed:
        known = program.nodes[node]
        allowed = {"read": known.reads, "write": known.writes, "delete": known.deletes}[mode]
        if not any(one.matches(key) for one in allowed):
            found.append(f"{node} {mode}s {key}")
    for caller, callee in package.calls:
        if not program.call_graph.has_edge(caller, callee):
            found.append(f"{caller} calls {callee}")
    return sorted(found)


@settings(max_examples=300, deadline=None)
@given(programs())
def test_nothing_is_missed(source: str):
    assert misses(source) == []
