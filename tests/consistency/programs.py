"""Programs and what happens to them, made from choices.

Bodies are short and few names are shared by all, so that fragments meet in
state often.  A function calls only functions below it, loops are counted and
``rerun()`` is guarded: every program ends.

Every third program is a *beside* one, whose fragments may be parallel.  Nothing
in it depends on which of two threads comes first: it changes nothing in place,
nor a variable once fragments run, gives no widget a key, and does not rerun.

In half of all cases fragments may be skipped.  More of them only show things
then, as often their argument as anything else, and there are more full runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from hypothesis import strategies as st

from tests.consistency.draw import Draw, Shrinking
from tests.consistency.syntax import (
    Add,
    Advance,
    Again,
    Assign,
    AssignGlobal,
    AssignWidget,
    Block,
    Boom,
    Burst,
    Button,
    Call,
    Case,
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
    Global,
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
    replaces: bool = False
    """In a fragment that may draw anything in outside containers."""
    memo: bool = False
    """Where fragments may be skipped."""
    beside: bool = False
    """In a program that has parallel fragments."""
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


def any_key(draw: Draw, scope: Scope) -> Key:
    if not draw.chance(6):
        return Name(draw.pick(KEYS))
    if scope.variables and draw.chance(2):
        return Dyn("d", Var(draw.pick(scope.variables)))
    return Dyn("d", Get(Name(draw.pick(KEYS))))


def any_expr(draw: Draw, scope: Scope, deep: bool = True) -> Expr:
    match draw.integer(0, 14):
        case 0 | 1 | 2 | 3:
            return Get(any_key(draw, scope))
        case 4 | 5:
            return Const(draw.integer(0, 3))
        case 6 | 7:
            return Var(draw.pick(scope.variables)) if scope.variables else Const(1)
        case 8:
            return Size(draw.pick(("rows", "rows", "map", "wt")))
        case 9:
            return Has(any_key(draw, scope))
        case 10:
            return Get(Name(draw.pick(("wc", "wn"))))
        case 11:
            return Global()
        case 12 if draw.chance(4):
            return Count()
    if not deep:
        return Const(1)
    return Add(any_expr(draw, scope, deep=False), any_expr(draw, scope, deep=False))


PLAIN = ("text", "text", "assign", "assign", "call", "call", "call", "outside", "if")
DRAWING = ("input", "input", "button", "button", "button", "button")
ALONE = ("mutate", "assign_widget", "again")
"""What a program with parallel fragments leaves alone."""
MUTATIONS: tuple[Callable[[Expr], Statement], ...] = (Push, Push, Put, Fresh)
NESTING = ("loop", "within", "drop")


def any_block(draw: Draw, scope: Scope, most: int = 3) -> Block:
    statements: list[Statement] = []
    for _ in range(draw.integer(1, most)):
        statement = any_statement(draw, scope)
        if isinstance(statement, Input):
            # Unique in its function: no two inputs share a variable.
            var = f"v{scope.depth}{len(statements)}"
            statement = replace(statement, var=var)
            scope = replace(scope, variables=(*scope.variables, var))
        statements.append(statement)
    return tuple(statements)


def any_statement(draw: Draw, scope: Scope) -> Statement:
    match draw.pick(_kinds(scope)):
        case "text":
            return Text(any_expr(draw, scope))
        case "outside":
            if scope.beside:
                # A slot holds what was drawn in it last, and who is last is chance.
                return Text(any_expr(draw, scope), "box")
            if draw.chance(5):
                return ClearSlot()
            return Text(any_expr(draw, scope), draw.pick(("box", "slot")))
        case "assign":
            return Assign(any_key(draw, scope), any_expr(draw, scope))
        case "global":
            return AssignGlobal(any_expr(draw, scope))
        case "assign_widget":
            kind = draw.pick(KINDS)
            return AssignWidget(kind, _widget_key(draw, kind, scope), any_expr(draw, scope))
        case "drop":
            return Drop(any_key(draw, scope))
        case "mutate":
            return draw.pick(MUTATIONS)(any_expr(draw, scope))
        case "call" if scope.calls:
            return Call(draw.pick(scope.calls), any_expr(draw, scope, deep=False))
        case "if" if scope.depth < 3:
            then = any_block(draw, scope.inner(), 2)
            orelse = any_block(draw, scope.inner(), 1) if draw.chance(2) else ()
            return If(any_expr(draw, scope), then, orelse)
        case "loop" if scope.depth < 2:
            var = "ij"[scope.depth]
            times = (
                any_expr(draw, scope, deep=False) if draw.chance(2) else Const(draw.integer(1, 2))
            )
            return Loop(var, times, any_block(draw, scope.inner(var), 2))
        case "within" if scope.depth < 2 and scope.draws:
            return Within(_place(draw, scope), any_block(draw, scope.inner(), 2))
        case "input":
            kind = draw.pick(KINDS)
            key = _widget_key(draw, kind, scope) if draw.chance(2) and not scope.beside else None
            default = any_expr(draw, scope, deep=False) if draw.chance(3) else None
            return Input(kind, "", key, _callback(draw, scope), default)
        case "button" if scope.depth < 3:
            label = draw.pick("pqr")
            then = any_block(draw, scope.inner(clicked=True), 2)
            key = Name("wb") if draw.chance(3) and not scope.beside else None
            return Button(label, then, key, _callback(draw, scope))
        case "again":
            counter = f"g{draw.integer(0, 1)}"
            return Again(counter, draw.integer(1, 2), _asked(draw, scope, keys=False))
        case "rerun":
            return Rerun(_asked(draw, scope))
        case "boom":
            return Boom()
        case "stop":
            return Stop()
        case _:
            return Text(any_expr(draw, scope))


def _kinds(scope: Scope) -> tuple[str, ...]:
    kinds: tuple[str, ...] = PLAIN + NESTING
    if not scope.beside:
        kinds += ALONE
    if scope.at_top and not scope.beside:
        kinds += ("global",)
    if scope.draws:
        kinds += DRAWING
    if scope.replaces:
        kinds += ("within", "within")
    if scope.clicked:
        kinds += ("assign", "assign", "assign")
        if not scope.beside:
            kinds += ("rerun", "mutate")
    if scope.depth:
        kinds += ("boom", "stop")
    return kinds


def _place(draw: Draw, scope: Scope) -> Literal["new", "box", "sidebar"]:
    if scope.at_top or scope.replaces:
        return draw.pick(("new", "box", "sidebar"))
    return "new"


def _asked(draw: Draw, scope: Scope, keys: bool = True) -> str:
    names = ["app"]
    if scope.in_fragment:
        names.append("fragment")
    if keys:
        names.append(FRAGMENT_KEY)
    return draw.pick(names)


def _widget_key(draw: Draw, kind: Kind, scope: Scope) -> Key:
    prefix = WIDGET_KEYS[kind]
    if "a" in scope.variables and draw.chance(2):
        return Dyn(prefix, Var("a"))
    return Name(prefix)


def _callback(draw: Draw, scope: Scope) -> str | None:
    return draw.pick(scope.callbacks) if scope.callbacks and draw.chance(2) else None


def any_script(draw: Draw, *, memo: bool) -> Script:
    """Return a script; it shrinks towards few short functions."""
    beside = draw.chance(3)
    callbacks = tuple(f"c{n}" for n in range(draw.integer(0, 1)))
    count = draw.pick((3, 1, 2, 4))
    names = [("f" if n == 0 or not draw.chance(4) else "h") + str(n) for n in range(count)]
    called = Scope(clicked=True, draws=False, depth=1, beside=beside)
    functions = [Function(name, "callback", any_block(draw, called, 2)) for name in callbacks]
    for n, name in enumerate(names):
        scope = Scope(("a",), tuple(names[n + 1 :]), callbacks, beside=beside, memo=memo)
        if name.startswith("f"):
            functions.append(_fragment(draw, name, replace(scope, in_fragment=True)))
        else:
            functions.append(Function(name, "helper", any_block(draw, scope)))
    top = Scope(calls=tuple(names), callbacks=callbacks, at_top=True, beside=beside, memo=memo)
    return Script(tuple(functions), _top(draw, top))


def _fragment(draw: Draw, name: str, scope: Scope) -> Function:
    scope = replace(scope, replaces=draw.chance(4))
    still = draw.chance(2 if scope.memo else 4)
    return Function(
        name,
        "fragment",
        _still_body(draw, scope) if still else _fragment_body(draw, scope),
        draw.integer(1, 3) if draw.chance(4) else None,
        FRAGMENT_KEY if draw.chance(3) else None,
        parallel=scope.beside and not draw.chance(3),
        replaces=scope.replaces,
        memo=draw.pick((None, None, None, None, True, False)),
    )


def _shown(draw: Draw, key: Key) -> Statement:
    what: tuple[Expr, ...] = (Get(key), Get(key), Var("a"), Global(), Add(Var("a"), Get(key)))
    return Text(draw.pick(what))


def _call_below(draw: Draw, scope: Scope) -> Block:
    if not scope.calls or not draw.chance(2):
        return ()
    return (Call(draw.pick(scope.calls), _argument(draw, scope)),)


def _argument(draw: Draw, scope: Scope) -> Expr:
    if scope.memo and draw.chance(2):
        return Var(draw.pick(scope.variables)) if scope.variables else Get(Name(draw.pick(KEYS)))
    return any_expr(draw, scope, deep=False)


def _still_body(draw: Draw, scope: Scope) -> Block:
    """A body that only shows things: what a full run may skip."""
    if scope.memo and draw.chance(2):
        return (Text(Var("a")), *_call_below(draw, scope))
    return (_shown(draw, any_key(draw, scope)), *_call_below(draw, scope))


def _fragment_body(draw: Draw, scope: Scope) -> Block:
    """A body that mostly shows something of state and has a button that changes it."""
    shown = (_shown(draw, any_key(draw, scope)),) if not draw.chance(4) else ()
    calls = _call_below(draw, scope)
    inner = scope.inner(clicked=True)
    if draw.chance(4):
        return shown + any_block(draw, scope) + calls
    changes = any_block(draw, inner, 2) if draw.chance(3) else _changes(draw, inner)
    button = Button(draw.pick("pqr"), changes, None, _callback(draw, scope))
    rest = any_block(draw, scope) if draw.chance(2) else ()
    if draw.chance(2):
        return (button, *shown, *rest, *calls)
    return (*shown, *rest, *calls, button)


def _changes(draw: Draw, scope: Scope) -> Block:
    """One change of state, most often one that a click makes again and again."""
    key = any_key(draw, scope)
    match draw.integer(0, 4):
        case 0 if not scope.beside:
            return (draw.pick(MUTATIONS)(any_expr(draw, scope)),)
        case 1:
            return (Drop(key),)
        case 2:
            return (Assign(key, any_expr(draw, scope)),)
        case _:
            return (Assign(key, Add(Get(key), Const(1))),)


def _top(draw: Draw, scope: Scope) -> Block:
    """The script's own body: it calls something, so that there is a fragment to see."""
    before = any_block(draw, scope, 2) if draw.chance(2) else ()
    if draw.chance(3) and not scope.beside:
        before += (AssignGlobal(any_expr(draw, scope)),)
    if draw.chance(3):
        before += (Input("number_input", "n"),)
        scope = replace(scope, variables=(*scope.variables, "n"))
    calls: list[Statement] = []
    for _ in range(draw.integer(1, 4)):
        name = draw.pick(scope.calls)
        call = Call(name, _argument(draw, scope))
        match draw.integer(0, 7):
            case 3:
                calls.append(Within("box", (call,)))
            case 4:
                calls.append(Within("sidebar", (call,)))
            case 5:
                calls.append(Loop("i", Const(2), (Call(name, Var("i")),)))
            case 6:
                calls.append(If(Get(any_key(draw, scope)), (call,)))
            case _:
                calls.append(call)
    after = any_block(draw, scope, 2) if draw.chance(2) else ()
    return (*before, *calls, *after)


def _touch(draw: Draw) -> Touch:
    return Touch(draw.integer(0, 7), draw.integer(0, 3))


def any_event(draw: Draw, *, memo: bool) -> Event:
    match draw.integer(0, 14 if memo else 11):
        case 4:
            return Burst(tuple(_touch(draw) for _ in range(draw.integer(2, 3))))
        case 5 | 6 | 12 | 13 | 14:
            return FullRun()
        case 7:
            return Advance(draw.integer(1, 4))
        case 8:
            return Jump(draw.integer(1, 4))
        case 9:
            return Reload()
        case 10:
            return Reconnect(draw.chance(2))
        case 11:
            return Outside(draw.pick(KEYS), draw.integer(0, 2))
        case _:
            return _touch(draw)


def any_case(draw: Draw) -> Case:
    """Return a script and what happens to it."""
    memo = draw.chance(2)
    script = any_script(draw, memo=memo)
    events = tuple(any_event(draw, memo=memo) for _ in range(draw.integer(2, 8)))
    return Case(script, events, memo)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A script and what happens to it, as hypothesis draws them."""
    return any_case(Shrinking(draw))
