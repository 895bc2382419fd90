"""Runs scripts under ``AppTest`` and says what they did that the compiler did not foresee."""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reactfrag.protocol import props
from reactfrag.runtime.monitor import Miss, Monitor
from reactfrag.testing import AppTest
from reactfrag_compiler import Program, compile_program

SEEDS: tuple[Any, ...] = (None, [], {}, 0, "")
"""Values to find in the state: nothing, a list of lists, a dict, a number, a text."""


LAST_ERRORS: list[str] = []
"""The exceptions that stood on the page at the end of the last run."""


class Elsewhere(types.ModuleType):
    """Code that the compiler cannot follow, and that does what it can."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _do_all


def _do_all(*args: Any, **kwargs: Any) -> Any:
    for value in [*args, *kwargs.values()]:
        if callable(value):
            try:
                value()
            except TypeError:
                value("a")
        elif hasattr(value, "append"):
            value.append(1)
    return args[0] if args else None


@contextmanager
def _stand_ins(folder: Path) -> Iterator[None]:
    """What a script may ask for: input, modules that are not there, its own folder."""
    before, path, asked = dict(sys.modules), list(sys.path), builtins.input
    sys.modules["elsewhere"] = Elsewhere("elsewhere")
    sys.path.insert(0, str(folder))
    builtins.input = lambda *prompt: "a"
    try:
        yield
    finally:
        builtins.input = asked
        sys.path[:] = path
        for name in set(sys.modules) - set(before):
            if getattr(sys.modules[name], "__file__", None) is None or str(folder) in str(
                sys.modules[name].__file__
            ):
                del sys.modules[name]


def seeded(program: Program, seed: Any) -> dict[str, Any]:
    """A value for every key that the program names, those of widgets left out."""
    if seed is None:
        return {}
    accesses = [access for node in program.nodes.values() for access in node.accesses]
    widgets = {access.key for access in accesses if access.note == "widget"}
    names = {str(a.key) for a in accesses if a.key.is_name and a.key not in widgets}
    return {name: _fresh(seed) for name in sorted(names)}


def _fresh(seed: Any) -> Any:
    if isinstance(seed, list):
        return [[1], {"a": [1]}, 2]
    if isinstance(seed, dict):
        return {"a": [1], "b": {"a": 1}, "n": 1}
    return seed


def misses_of(path: Path, seed: Any = None) -> list[Miss]:
    """Load the script, let the user touch everything on it, and collect what was missed."""
    return watch(compile_program(path), seed).misses


def watch(program: Program, seed: Any = None) -> Monitor:
    """Run a program and let the user touch everything on it."""
    path = program.path
    with _stand_ins(path.parent), AppTest(program) as test:
        test.fails_on_misses = False
        for key, value in seeded(program, seed).items():
            test.session.page.state.set(key, value)
        test.run()
        for _ in range(2):
            drive(test)
        monitor = test.session.scheduler.monitor
        assert monitor is not None
        shown = test.exceptions() if test.mirror.nodes else []
        LAST_ERRORS[:] = [f"{error.type}: {error.message}" for error in shown]
        if any(error.type == "RecursionError" for error in shown):
            # So near to the end of the stack even a fingerprint is not what it was.
            monitor.misses.clear()
        return monitor


def drive(test: AppTest) -> None:
    """Do to every widget on the page what a user might."""
    for node in list(test.mirror.root.walk()):
        if node.id in test.mirror.nodes and isinstance(node.props, props.WidgetProps):
            value = next_value(node.props)
            if value is not None:
                test.send((node.id, value))


def next_value(widget: props.WidgetProps) -> Any:
    """Another value for a widget, in wire form; None if there is none."""
    match widget:
        case props.ButtonProps() | props.DownloadButton():
            return True
        case props.Checkbox(value=value):
            return not value
        case props.TextInput(value=text) | props.TextArea(value=text):
            return f"{text or ''}x"
        case props.NumberInput(value=number):
            return 1 if number is None else number + 1
        case props.Slider(value=ends, min=low, max=high):
            return [low if end == high else high for end in ends]
        case props.Radio(value=chosen, options=options):
            return ((chosen or 0) + 1) % len(options) if options else None
        case props.Selectbox(value=chosen, options=options):
            return 0 if not isinstance(chosen, int) else (chosen + 1) % len(options)
        case props.Multiselect(value=several, options=options):
            return several[1:] if several else list(range(len(options)))
    return None
