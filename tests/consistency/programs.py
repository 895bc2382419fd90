"""Strategies for programs and for what happens to them.

Bodies are short and few names are shared by all, so that fragments meet in
state often.  A function calls only functions below it, loops are counted and
``rerun()`` is guarded: every program ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from hypothesis import strategies as st

from tests.consistency.syntax import (
    Add,
    Advance,
    Again,
    Assign,
    AssignWidget,
    Block,
    Boom,
    Burst,
    Button,
    Call,
    ClearSlot,
    Const,
    Count,
    Drop,
    Dyn,
    Event,
    Expr,
    Fresh,
    FullRun,
    Function,
    Get,
    Has,
    If,
    Input,
    Jump,
    Key,
    Loop,
    Name,
    Outside,
    Push,
    Put,
    Reconnect,
    Reload,
    Rerun,
    Script,
    Size,
    Statement,
    Stop,
    Text,
    Touch,
    Var,
    Within,
)

KEYS = ("x", "y", "z")
WIDGET_KEYS = {"checkbox": "wc", "number_input": "wn", "text_input": "wt"}
FRAGMENT_KEY = "rk"
Kind = Literal["checkbox", "number_input", "text_input"]
KINDS: tuple[Kind, ...] = ("checkbox", "number_input", "text_input")

Draw = st.DrawFn


@dataclass(frozen=True)
class Scope:
    """What code at some place may do."""

    variables: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    callbacks: tuple[str, ...] = ()
    depth: int = 0
    at_top: bool = False
    """In the script's own body, where outside containers may be entered."""
    in_fragment: bool = False
    clicked: bool = False
    """After a click: what stands here happens once an event."""
    draws: bool = True
    """Whether widgets may be drawn (not by callbacks)."""

    def inner(self, *variables: str, clicked: bool = False) -> Scope:
        return replace(
            self,
            variables=self.variables + variables,
            depth=self.depth + 1,
            clicked=self.clicked or clicked,
        )


@st.composite
def keys(draw: Draw, scope: Scope) -> Key:
    if draw(st.integers(0, 5)) < 5:
        return Name(draw(st.sampled_from(KEYS)))
    return Dyn("d", draw(_indexes(scope)))


def _indexes(scope: Scope) -> st.SearchStrategy[Var | Get]:
    given: st.SearchStrategy[Var | Get] = st.sampled_from(KEYS).map(lambda k: Get(Name(k)))
    if scope.variables:
        given = st.sampled_from(scope.variables).map(Var) | given
    return given


@st.composite
def expressions(draw: Draw, scope: Scope, deep: bool = True) -> Expr:
    choice = draw(st.integers(0, 13))
    if choice < 4:
        return Get(draw(keys(scope)))
    if choice < 6:
        return Const(draw(st.integers(0, 3)))
    if choice < 8:
        return Var(draw(st.sampled_from(scope.variables))) if scope.variables else Const(1)
    if choice == 8:
        return Size(draw(st.sampled_from(("rows", "rows", "map", "wt"))))
    if choice == 9:
        return Has(draw(keys(scope)))
    if choice == 10:
        return Get(Name(draw(st.sampled_from(("wc", "wn")))))
    if choice == 11 and draw(st.integers(0, 3)) == 0:
        return Count()
    if not deep:
        return Const(1)
    return Add(draw(expressions(scope, deep=False)), draw(expressions(scope, deep=False)))


PLAIN = ("text", "text", "assign", "assign", "call", "call", "call", "outside", "if", "mutate")
DRAWING = ("input", "input", "button", "button", "button", "button")
MUTATIONS: tuple[Callable[[Expr], Statement], ...] = (Push, Push, Put, Fresh)
NESTING = ("loop", "within", "drop", "assign_widget", "again")


@st.composite
def blocks(draw: Draw, scope: Scope, most: int = 3) -> Block:
    statements: list[Statement] = []
    for _ in range(draw(st.integers(1, most))):
        statement = draw(_statements(scope))
        if isinstance(statement, Input):
            # Unique in its function: no two inputs share a variable.
            var = f"v{scope.depth}{len(statements)}"
            statement = replace(statement, var=var)
            scope = replace(scope, variables=(*scope.variables, var))
        statements.append(statement)
    return tuple(statements)


@st.composite
def _statements(draw: Draw, scope: Scope) -> Statement:
    kinds: list[str] = [*PLAIN, *NESTING]
    if scope.draws:
        kinds += DRAWING
    if scope.clicked:
        kinds += ["rerun", "assign", "assign", "assign", "mutate"]
    if scope.depth:
        kinds += ["boom", "stop"]
    match draw(st.sampled_from(kinds)):
        case "text":
            return Text(draw(expressions(scope)))
        case "outside":
            if draw(st.integers(0, 4)) == 0:
                return ClearSlot()
            return Text(draw(expressions(scope)), draw(st.sampled_from(("box", "slot"))))
        case "assign":
            return Assign(draw(keys(scope)), draw(expressions(scope)))
        case "assign_widget":
            kind = draw(st.sampled_from(KINDS))
            return AssignWidget(kind, draw(_widget_keys(kind, scope)), draw(expressions(scope)))
        case "drop":
            return Drop(draw(keys(scope)))
        case "mutate":
            return draw(st.sampled_from(MUTATIONS))(draw(expressions(scope)))
        case "call" if scope.calls:
            return Call(draw(st.sampled_from(scope.calls)), draw(expressions(scope, deep=False)))
        case "if" if scope.depth < 3:
            then = draw(blocks(scope.inner(), 2))
            orelse = draw(st.just(()) | blocks(scope.inner(), 1))
            return If(draw(expressions(scope)), then, orelse)
        case "loop" if scope.depth < 2:
            var = "ij"[scope.depth]
            times = draw(expressions(scope, deep=False) | st.integers(1, 2).map(Const))
            return Loop(var, times, draw(blocks(scope.inner(var), 2)))
        case "within" if scope.depth < 2 and scope.draws:
            body = draw(blocks(scope.inner(), 2))
            if not scope.at_top:
                return Within("new", body)
            return draw(
                st.sampled_from((Within("new", body), Within("box", body), Within("sidebar", body)))
            )
        case "input":
            kind = draw(st.sampled_from(KINDS))
            return Input(
                kind,
                "",
                draw(st.none() | _widget_keys(kind, scope)),
                draw(_callbacks(scope)),
                draw(st.none() | st.none() | expressions(scope, deep=False)),
            )
        case "button" if scope.depth < 3:
            return Button(
                draw(st.sampled_from("pqr")),
                draw(blocks(scope.inner(clicked=True), 2)),
                draw(st.none() | st.none() | st.just(Name("wb"))),
                draw(_callbacks(scope)),
            )
        case "again":
            counter = f"g{draw(st.integers(0, 1))}"
            return Again(counter, draw(st.integers(1, 2)), draw(_scopes(scope, keys=False)))
        case "rerun":
            return Rerun(draw(_scopes(scope)))
        case "boom":
            return Boom()
        case "stop":
            return Stop()
        case _:
            return Text(draw(expressions(scope)))


def _scopes(scope: Scope, keys: bool = True) -> st.SearchStrategy[str]:
    names = ["app"]
    if scope.in_fragment:
        names.append("fragment")
    if keys:
        names.append(FRAGMENT_KEY)
    return st.sampled_from(names)


@st.composite
def _widget_keys(draw: Draw, kind: Kind, scope: Scope) -> Key:
    prefix = WIDGET_KEYS[kind]
    if "a" in scope.variables and draw(st.booleans()):
        return Dyn(prefix, Var("a"))
    return Name(prefix)


def _callbacks(scope: Scope) -> st.SearchStrategy[str | None]:
    if not scope.callbacks:
        return st.none()
    return st.none() | st.sampled_from(scope.callbacks)


@st.composite
def scripts(draw: Draw) -> Script:
    """A script; shrinks towards few short functions."""
    callbacks = tuple(f"c{n}" for n in range(draw(st.integers(0, 1))))
    count = draw(st.sampled_from((3, 1, 2, 4)))
    names = [("f" if n == 0 or draw(st.integers(0, 3)) else "h") + str(n) for n in range(count)]
    functions: list[Function] = [
        Function(name, "callback", draw(blocks(Scope(clicked=True, draws=False, depth=1), 2)))
        for name in callbacks
    ]
    for n, name in enumerate(names):
        fragment = name.startswith("f")
        scope = Scope(("a",), tuple(names[n + 1 :]), callbacks, in_fragment=fragment)
        functions.append(
            Function(
                name,
                "fragment" if fragment else "helper",
                draw(_fragment_bodies(scope) if fragment else blocks(scope)),
                draw(st.none() | st.none() | st.integers(1, 3)) if fragment else None,
                draw(st.none() | st.just(FRAGMENT_KEY)) if fragment else None,
            )
        )
    top = Scope(calls=tuple(names), callbacks=callbacks, at_top=True)
    return Script(tuple(functions), draw(_top(top)))


@st.composite
def _fragment_bodies(draw: Draw, scope: Scope) -> Block:
    """A body that mostly shows something of state and has a button that changes it."""
    key = draw(keys(scope))
    what: tuple[Expr, ...] = (Get(key), Get(key), Var("a"), Add(Var("a"), Get(key)))
    shown = (Text(draw(st.sampled_from(what))),) if draw(st.integers(0, 3)) else ()
    calls: Block = ()
    if draw(st.booleans()) and scope.calls:
        calls = (Call(draw(st.sampled_from(scope.calls)), draw(expressions(scope, deep=False))),)
    inner = scope.inner(clicked=True)
    if not draw(st.integers(0, 3)):
        return shown + draw(blocks(scope)) + calls
    changes = _changes(inner) if draw(st.integers(0, 2)) else blocks(inner, 2)
    button = Button(draw(st.sampled_from("pqr")), draw(changes), None, draw(_callbacks(scope)))
    rest = draw(st.just(()) | blocks(scope))
    button_first: bool = draw(st.booleans())
    return (button, *shown, *rest, *calls) if button_first else (*shown, *rest, *calls, button)


@st.composite
def _changes(draw: Draw, scope: Scope) -> Block:
    """One change of state, most often one that a click makes again and again."""
    key = draw(keys(scope))
    match draw(st.integers(0, 4)):
        case 0:
            return (draw(st.sampled_from(MUTATIONS))(draw(expressions(scope))),)
        case 1:
            return (Drop(key),)
        case 2:
            return (Assign(key, draw(expressions(scope))),)
        case _:
            return (Assign(key, Add(Get(key), Const(1))),)


@st.composite
def _top(draw: Draw, scope: Scope) -> Block:
    """The script's own body: it calls something, so that there is a fragment to see."""
    before = draw(st.just(()) | blocks(scope, 2))
    calls: list[Statement] = []
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(scope.calls))
        call = Call(name, draw(expressions(scope, deep=False)))
        kinds: tuple[Statement, ...] = (
            call,
            call,
            call,
            Within("box", (call,)),
            Within("sidebar", (call,)),
            Loop("i", Const(2), (Call(name, Var("i")),)),
            If(Get(draw(keys(scope))), (call,)),
        )
        calls.append(draw(st.sampled_from(kinds)))
    after = draw(st.just(()) | blocks(scope, 2))
    return (*before, *calls, *after)


touches = st.builds(Touch, st.integers(0, 7), st.integers(0, 3))

events: st.SearchStrategy[Event] = st.one_of(
    touches,
    touches,
    touches,
    touches,
    st.builds(Burst, st.lists(touches, min_size=2, max_size=3).map(tuple)),
    st.builds(FullRun),
    st.builds(Advance, st.integers(1, 4)),
    st.builds(Jump, st.integers(1, 4)),
    st.builds(Reload),
    st.builds(Reconnect, st.booleans()),
    st.builds(Outside, st.sampled_from(KEYS), st.integers(0, 2)),
)
