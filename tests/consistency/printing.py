"""A program of :mod:`tests.consistency.syntax` as the text of a script, and as a reproduction."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

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
    ClearSlot,
    Const,
    Count,
    Drop,
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

PRELUDE = """\
import reactfrag as rf

state = rf.session_state
box = rf.container()
slot = rf.empty()
g = 0
"""


def show_key(key: Key) -> str:
    if isinstance(key, Name):
        return f"'{key.text}'"
    return f'f"{key.prefix}{{{show_expr(key.index)}}}"'


def show_expr(expr: Expr) -> str:
    match expr:
        case Const(value):
            return str(value)
        case Var(name):
            return name
        case Get(key):
            return f"state.get({show_key(key)}, 0)"
        case Size(key):
            return f"len(state.get('{key}', ()))"
        case Has(key):
            return f"int({show_key(key)} in state)"
        case Count():
            return "len(state)"
        case Global():
            return "g"
        case Add(left, right):
            return f"({show_expr(left)} + {show_expr(right)}) % 5"


def print_script(script: Script) -> str:
    """Return the text of ``script``."""
    parts = [PRELUDE, *map(_function, script.functions), _lines(script.body)]
    return "\n".join(part for part in parts if part)


def _function(function: Function) -> str:
    head = ""
    if function.kind == "fragment":
        options = {
            "run_every": function.run_every,
            "key": function.key,
            "parallel": function.parallel or None,
            "outside": "replace" if function.replaces else None,
            "memo": function.memo,
        }
        given = ", ".join(f"{k}={v!r}" for k, v in options.items() if v is not None)
        head = f"@rf.fragment({given})\n" if given else "@rf.fragment\n"
    argument = "" if function.kind == "callback" else "a"
    return f"\n{head}def {function.name}({argument}):\n{_indent(function.body)}\n"


def _indent(block: Block) -> str:
    return textwrap.indent(_lines(block) or "pass", "    ")


def _lines(block: Block) -> str:
    return "\n".join(map(_statement, block))


def _statement(statement: Statement) -> str:
    match statement:
        case Text(value, at):
            return f"{at or 'rf'}.text(str({show_expr(value)}))"
        case ClearSlot():
            return "slot.empty()"
        case Assign(key, value):
            return f"{_target(key)} = {show_expr(value)}"
        case AssignGlobal(value):
            return f"g = {show_expr(value)}"
        case AssignWidget(kind, key, value):
            as_type = {"checkbox": "bool(%s)", "number_input": "int(%s)", "text_input": "str(%s)"}
            return f"{_target(key)} = {as_type[kind] % show_expr(value)}"
        case Drop(key):
            return f"state.pop({show_key(key)}, None)"
        case Push(value):
            return f"state.setdefault('rows', []).append({show_expr(value)})"
        case Put(value):
            return f"state.setdefault('map', {{}})['k'] = {show_expr(value)}"
        case Fresh(length):
            return f"state.rows = [0] * ({show_expr(length)})"
        case If(condition, then, orelse):
            text = f"if {show_expr(condition)}:\n{_indent(then)}"
            return text + (f"\nelse:\n{_indent(orelse)}" if orelse else "")
        case Loop(var, times, body):
            return f"for {var} in range(({show_expr(times)}) % 3):\n{_indent(body)}"
        case Call(target, argument):
            return f"{target}({show_expr(argument)})"
        case Within(where, body):
            place = {"new": "rf.container()", "box": "box", "sidebar": "rf.sidebar"}[where]
            return f"with {place}:\n{_indent(body)}"
        case Input():
            return _input(statement)
        case Button(label, then, key, callback):
            return f"if rf.button('{label}'{_options(key, callback, 'on_click')}):\n{_indent(then)}"
        case Again(counter, limit, scope):
            count = f"state.get('{counter}', 0)"
            inside = f"state.{counter} = {count} + 1\nrf.rerun('{scope}')"
            return f"if {count} < {limit}:\n{textwrap.indent(inside, '    ')}"
        case Rerun(scope):
            return f"rf.rerun('{scope}')"
        case Boom():
            return "raise ValueError('boom')"
        case Stop():
            return "rf.stop()"


def _target(key: Key) -> str:
    return f"state.{key.text}" if isinstance(key, Name) else f"state[{show_key(key)}]"


def _options(key: Key | None, callback: str | None, name: str) -> str:
    text = f", key={show_key(key)}" if key is not None else ""
    return text + (f", {name}={callback}" if callback else "")


def _input(statement: Input) -> str:
    options = _options(statement.key, statement.callback, "on_change")
    default = show_expr(statement.default) if statement.default is not None else "0"
    match statement.kind:
        case "checkbox":
            return (
                f"{statement.var} = int(rf.checkbox('{statement.var}', bool({default}){options}))"
            )
        case "number_input":
            return (
                f"{statement.var} = rf.number_input('{statement.var}', "
                f"value=int({default}){options})"
            )
        case "text_input":
            return (
                f"{statement.var} = len(rf.text_input('{statement.var}', "
                f"'-' * ({default}){options}))"
            )


REPRODUCTION = '''\
import tempfile
from pathlib import Path

from reactfrag.runtime.settings import Settings
from reactfrag.testing import AppTest
from reactfrag.testing.world import World
from reactfrag_compiler import compile_program

SCRIPT = """\\
{script}
"""


PATH = Path(tempfile.mkdtemp(), "app.py")
PATH.write_text(SCRIPT)


def touch(at, pick, value):
    found = [n for n in at.mirror.root.walk() if n.id in at.session.page.widgets]
    node = found[pick % len(found)]
    kinds = {{"button": True, "checkbox": bool(value % 2), "number_input": value}}
    at.post((node.id, kinds.get(node.kind, "x" * value)))


with AppTest(compile_program(PATH), world=World(Settings(memo={memo}))) as at:
    at.run()
{events}
    at.wait()
    for node in at.mirror.root.walk():
        print(node.kind, getattr(node.props, "body", ""), getattr(node.props, "value", ""))
    print(at.session_state, at.reran)
'''


def reproduction(script: Script, events: Sequence[Event], *, memo: bool) -> str:
    """Return a Python script that shows what ``script`` does on ``events``."""
    steps = "\n".join(_event(event) for event in events)
    return REPRODUCTION.format(
        script=print_script(script).rstrip(), events=textwrap.indent(steps, "    "), memo=memo
    )


def _event(event: Event) -> str:
    match event:
        case Touch(pick, value):
            return f"touch(at, {pick}, {value})\nat.wait()"
        case Burst(touches):
            steps = "\n".join(f"touch(at, {t.pick}, {t.value})" for t in touches)
            return f"# all of these arrive before the first is looked at\n{steps}\nat.wait()"
        case FullRun():
            return "at.run()"
        case Advance(seconds):
            return f"at.advance({seconds})"
        case Jump(seconds):
            return f"at.jump({seconds})"
        case Reload():
            return "at.replace(at.session.scheduler.program)"
        case Reconnect(fresh):
            return "at.reconnect(0)" if fresh else "at.reconnect()"
        case Outside(key, value):
            return f"at.set_state('{key}', {value})"
