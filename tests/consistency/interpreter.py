"""One run of a script's piece, statement by statement: the dull half of the oracle.

It keeps no versions and no ids.  State is a dict with a list of what changed
and who did it; the page is copied before a run and taken over after it.  A
parallel fragment runs where it is called, on a copy of the state as it then is;
the copies are joined when the run is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.consistency.syntax import (
    Add,
    Again,
    Assign,
    AssignGlobal,
    AssignWidget,
    Block,
    Boom,
    Button,
    Call,
    ClearSlot,
    Const,
    Count,
    Drop,
    Expr,
    Fresh,
    Function,
    Get,
    Global,
    Has,
    If,
    Input,
    Key,
    Loop,
    Name,
    Push,
    Put,
    Rerun,
    Script,
    Size,
    Statement,
    Stop,
    Text,
    Var,
    Within,
)

Path = tuple[Any, ...]
"""What an element is known by: what each element around it, and then it, is known by there."""

APP: Path = ("app",)
MAIN: Path = ("main",)
SIDEBAR: Path = ("sidebar",)
OUTSIDE: dict[str, Path] = {
    "box": (*MAIN, (("box",), "container", 0)),
    "slot": (*MAIN, (("slot",), "empty", 0)),
}
SHAPE = "(the set of keys)"


class Failure(Exception):
    """An error in the script; ``args[0]`` is its type."""


class Ended(Exception):
    """``stop()`` or ``rerun()``: ``scope`` is empty for a stop."""

    def __init__(self, scope: str = "") -> None:
        super().__init__(scope)
        self.scope = scope


@dataclass
class Element:
    path: Path
    kind: str
    content: tuple[Any, ...] = ()
    children: list[Element] | None = None
    owner: Path | None = None
    """Of a block: the instance that drew it."""
    run: int = 0
    """The number of the run that drew it."""

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children or ():
            yield from child.walk()

    def copy(self) -> Element:
        children = None if self.children is None else [child.copy() for child in self.children]
        return Element(self.path, self.kind, self.content, children, self.owner, self.run)

    def view(self) -> tuple[Any, ...]:
        """Return what a user sees of it."""
        if self.children is None:
            return (self.kind, *self.content)
        return (self.kind, *self.content, [child.view() for child in self.children])


@dataclass
class Held:
    """An input, and the value that it holds unless a key does."""

    kind: str
    default: object
    value: object
    key: str | None
    instance: Path
    callback: str | None
    token: object
    """The same as long as it is the same input."""


@dataclass
class Instance:
    path: Path
    name: str
    parent: Path | None
    argument: int = 0
    run_every: int | None = None
    key: str | None = None
    reads: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Key -> when it was first read, and in which frame."""


UNSEEN = -1
"""When what was read is not what is there."""


class State:
    """The session's values, and a log of every change: when, and by which frame (0: none)."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.looked: dict[str, str] = {}
        self.changes: dict[str, list[tuple[int, int]]] = {}
        self.now = 0
        self.changed: list[str] = []
        self.writers: dict[int, Instance] = {}
        """Frame -> whose it is."""
        self.start = 0
        """When it was copied from another."""

    def branch(self) -> State:
        """Return a copy for code that runs beside what follows."""
        copy = State()
        copy.values, copy.looked = dict(self.values), dict(self.looked)
        copy.now = copy.start = self.now
        copy.writers = self.writers
        return copy

    def join(self, branch: State, frames: list[Frame]) -> None:
        """Make the changes of ``branch`` here, in their order, as if they were made now."""
        when = {key: log[-1][0] for key, log in self.changes.items()}
        alone = {key for key in branch.changes if when.get(key, 0) <= branch.start}
        for key in dict.fromkeys(key for key in branch.changed if key != SHAPE):
            writer = branch.changes[key][-1][1]
            if key in branch.values:
                self.assign(key, branch.values[key], writer)
            elif key in self.values:
                self.delete(key, writer)
            else:
                self.log(key, writer)
        for frame in frames:
            for key, (seen, number) in frame.reads.items():
                log = branch.changes.get(key, [])
                own = all(writer == number for time, writer in log if time > seen)
                if not log:
                    frame.reads[key] = (min(seen, branch.start), number)
                elif seen > branch.start:
                    frame.reads[key] = (self.now if own and key in alone else UNSEEN, number)

    def log(self, key: str, writer: int) -> None:
        self.now += 1
        self.changes.setdefault(key, []).append((self.now, writer))
        self.changed.append(key)

    def assign(self, key: str, value: object, writer: int) -> None:
        known = self.looked.get(key) if key in self.values else None
        if key not in self.values:
            self.log(SHAPE, writer)
        self.values[key] = value
        self.looked[key] = repr(value)
        if known != repr(value):
            self.log(key, writer)

    def set_quietly(self, key: str, value: object) -> None:
        if key not in self.values:
            self.log(SHAPE, 0)
            self.log(key, 0)
        self.values[key] = value
        self.looked[key] = repr(value)

    def delete(self, key: str, writer: int) -> None:
        del self.values[key]
        self.log(key, writer)
        self.log(SHAPE, writer)

    def look(self, writer: int) -> None:
        """See what has been changed in place since the last look."""
        for key, value in self.values.items():
            if self.looked[key] != repr(value):
                self.looked[key] = repr(value)
                self.log(key, writer)

    def changed_for(self, instance: Instance, since: int = 0) -> list[tuple[str, Instance | None]]:
        """Return which keys changed after ``instance`` read them, each with who did it.

        There are none: it is not stale.
        """
        return [
            (key, self.writers.get(writer))
            for key, (seen, frame) in instance.reads.items()
            for when, writer in self.changes.get(key, ())
            if when > max(seen, since) and writer != frame
        ]


@dataclass
class Strand:
    """A line of code beside others: the run's own, or a parallel fragment."""

    state: State
    ended: list[Frame] = field(default_factory=list)
    begun: list[Strand] = field(default_factory=list)

    def join(self) -> None:
        for strand in self.begun:
            strand.join()
            self.state.join(strand.state, strand.ended)
            # The frame that has begun it is the last to end.
            self.ended[-1:-1] = strand.ended


@dataclass
class Frame:
    number: int
    instance: Instance
    stack: list[Path]
    strand: Strand
    reads: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class World:
    """What outlives a run."""

    script: Script
    state: State = field(default_factory=State)
    page: Element = field(
        default_factory=lambda: Element(
            (), "app", (), [Element(MAIN, "main", (), []), Element(SIDEBAR, "sidebar", (), [])]
        )
    )
    instances: dict[Path, Instance] = field(
        default_factory=lambda: {APP: Instance(APP, "app", None)}
    )
    inputs: dict[Path, Held] = field(default_factory=dict)
    keyed: dict[str, Path] = field(default_factory=dict)
    outside: dict[Path, list[Path]] = field(default_factory=dict)
    """What an instance that replaces it has drawn outside of its body."""
    variables: dict[str, int] = field(default_factory=lambda: {"g": 0})
    """The script's own."""
    numbers: int = 0

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    def function(self, name: str) -> Function:
        return next(f for f in self.script.functions if f.name == name)

    def around(self, path: Path) -> Iterator[Path]:
        """Iterate over the instances around the instance ``path``."""
        parent = self.instances[path].parent
        while parent is not None:
            yield parent
            parent = self.instances[parent].parent if parent in self.instances else None


class Run:
    """Runs one instance of ``world`` on a copy of its page."""

    def __init__(
        self, world: World, target: Instance, fired: set[Path], state: State | None = None
    ) -> None:
        self.world = world
        self.strand = Strand(world.state if state is None else state)
        self.variables = world.variables
        self.target = target
        self.fired = fired
        self.number = world.number()
        self.page = world.page.copy()
        self.consumed: set[Path] = set()
        self.inputs: dict[Path, Held] = {}
        self.keys: dict[str, Path] = {}
        self.instances: dict[Path, Instance] = {}
        self.outside: dict[Path, list[Path]] = {}
        self.cursors: dict[Path, Path] = {}
        """What was last drawn in a block in which something is replaced."""
        self.taken_off: set[Path] = set()
        self.again: list[tuple[str, Path]] = []
        """Reruns asked for: the scope, and the instance that did."""
        self.cut: set[Path] = set()
        self.counts: dict[tuple[Any, ...], int] = {}
        roots = (MAIN, SIDEBAR) if target.path == APP else (target.path,)
        for path in roots:
            block = self.find(path)
            block.children, block.owner, block.run = [], target.path, self.number
        body = MAIN if target.path == APP else target.path
        self.frames: list[Frame] = []
        self.begin_frame(target, body, self.strand)

    @property
    def state(self) -> State:
        return self.frames[-1].strand.state

    @property
    def ended(self) -> list[Frame]:
        """What came to its end, in order."""
        return self.strand.ended

    # --- running it ----------------------------------------------------------

    def execute(self, callbacks: list[str]) -> str:
        """Run ``callbacks`` and the instance; return how it ended.

        ``"repeat"``: it asked for itself to run again, so what it drew does not count.
        """
        for name in callbacks:
            try:
                self.block(self.world.function(name).body, {}, (name,))
            except Ended as end:
                if end.scope:
                    self.again.append((end.scope, self.target.path))
            except Failure as failure:
                self.report(failure)
        outcome = "finished"
        if any(self.asks_for_itself(scope) for scope, _ in self.again):
            outcome = "repeat"
        else:
            try:
                self.body()
            except Ended as end:
                self.cut.add(self.target.path)
                if end.scope:
                    self.again.append((end.scope, self.target.path))
                    if self.asks_for_itself(end.scope):
                        outcome = "repeat"
            except Failure as failure:
                self.cut.add(self.target.path)
                self.report(failure)
        self.end_frame()
        self.strand.join()
        for path in self.world.outside:
            if path not in self.instances and self.target.path in self.world.around(path):
                self.take_off(path, [])
        return outcome

    def body(self) -> None:
        if self.target.path == APP:
            self.variables = {"g": 0}
            self.draw("container", ("box",), block=True)
            self.draw("empty", ("slot",), block=True)
            self.block(self.world.script.body, {}, ("top",))
        else:
            body = self.world.function(self.target.name).body
            self.block(body, {"a": self.target.argument}, (self.target.name,))

    def asks_for_itself(self, scope: str) -> bool:
        if scope == "app":
            return True
        if scope == "fragment":
            return self.target.path != APP
        return scope == self.target.key

    def begin_frame(self, instance: Instance, body: Path, strand: Strand) -> None:
        frame = Frame(self.world.number(), instance, [body], strand)
        strand.state.writers[frame.number] = instance
        self.frames.append(frame)

    def end_frame(self) -> None:
        frame = self.frames.pop()
        frame.strand.state.look(frame.number)
        frame.strand.ended.append(frame)
        if self.replaces(frame.instance):
            path = frame.instance.path
            self.take_off(path, self.outside.setdefault(path, []))

    def take_off(self, path: Path, drawn: list[Path]) -> None:
        """Take off what the instance drew outside the last time, and has not drawn now."""
        for old in self.world.outside.get(path, ()):
            for block in list(self.page.walk()):
                if old not in drawn and block.path == old[:-1] and block.children is not None:
                    block.children = [child for child in block.children if child.path != old]
                    self.taken_off.add(old)

    def replaces(self, instance: Instance) -> bool:
        return instance.path != APP and self.world.function(instance.name).replaces

    def report(self, failure: Failure) -> None:
        body = self.find(self.frames[-1].stack[0])
        assert body.children is not None
        path = (*body.path, ("error", self.world.number()))
        body.children.append(Element(path, "exception", failure.args))

    # --- statements ----------------------------------------------------------

    def block(self, block: Block, variables: dict[str, int], at: Path) -> None:
        """Run ``block``; ``at`` is the way there: what calls it, and its place in that."""
        variables = dict(variables)
        for n, statement in enumerate(block):
            self.statement(statement, variables, (*at, n))

    def statement(self, statement: Statement, variables: dict[str, int], at: Path) -> None:
        def value(expr: Expr) -> Any:
            return self.value(expr, variables)

        def name(key: Key) -> str:
            return self.name(key, variables)

        match statement:
            case Text(shown, where):
                content = (str(value(shown)),)
                place = OUTSIDE.get(where)
                # The script has not drawn it yet: a callback's text would not be seen.
                if place is None or self.is_drawn(place):
                    self.draw("text", at, content, parent=place)
            case ClearSlot():
                if self.is_drawn(OUTSIDE["slot"]):
                    self.find(OUTSIDE["slot"]).children = []
            case Assign(key, new):
                result = value(new)
                self.write(name(key), result)
            case AssignGlobal(new):
                self.variables["g"] = value(new)
            case AssignWidget(kind, key, new):
                result = value(new)
                types = {"checkbox": bool, "number_input": int, "text_input": str}
                self.write(name(key), types[kind](result))
            case Drop(key):
                dropped = name(key)
                self.read(dropped)
                if dropped in self.state.values:
                    self.state.delete(dropped, self.frames[-1].number)
            case Push(new):
                rows = self.read("rows")
                if rows is None:
                    rows = []
                    self.write("rows", rows)
                rows.append(value(new))
            case Put(new):
                result = value(new)
                items = self.read("map")
                if items is None:
                    items = {}
                    self.write("map", items)
                items["k"] = result
            case Fresh(length):
                self.write("rows", [0] * value(length))
            case If(condition, then, orelse):
                if value(condition):
                    self.block(then, variables, (*at, "then"))
                else:
                    self.block(orelse, variables, (*at, "else"))
            case Loop(var, times, body):
                for n in range(value(times) % 3):
                    self.block(body, {**variables, var: n}, (*at, "loop"))
            case Call(target, argument):
                self.call(self.world.function(target), value(argument), at)
            case Within(where, body):
                if where == "new":
                    place = self.draw("container", at, block=True)
                else:
                    place = SIDEBAR if where == "sidebar" else OUTSIDE["box"]
                stack = self.frames[-1].stack
                stack.append(place)
                try:
                    self.block(body, variables, (*at, "with"))
                finally:
                    stack.pop()
            case Input():
                default = value(statement.default) if statement.default is not None else 0
                key_name = name(statement.key) if statement.key is not None else None
                variables[statement.var] = self.input(statement, default, key_name, at)
            case Button(label, then, key, callback):
                key_name = name(key) if key is not None else None
                if self.button(label, key_name, callback, at):
                    self.block(then, variables, (*at, "then"))
            case Again(counter, limit, scope):
                count = self.read(counter) or 0
                if count < limit:
                    self.write(counter, count + 1)
                    self.rerun(scope)
            case Rerun(scope):
                self.rerun(scope)
            case Boom():
                raise Failure("ValueError")
            case Stop():
                raise Ended

    def rerun(self, scope: str) -> None:
        known = [*self.world.instances.values(), *self.instances.values()]
        if scope not in ("app", "fragment") and all(scope != i.key for i in known):
            raise Failure("ApiError")
        raise Ended(scope)

    def call(self, function: Function, argument: int, at: Path) -> None:
        if function.kind == "helper":
            self.block(function.body, {"a": argument}, (*at, function.name))
            return
        path = self.draw("fragment", at, (function.name,), block=True)
        around = self.frames[-1]
        self.state.look(around.number)
        instance = Instance(
            path, function.name, around.instance.path, argument, function.run_every, function.key
        )
        self.find(path).owner = path
        self.instances[path] = instance
        strand = around.strand
        if function.parallel:
            strand = Strand(strand.state.branch())
            around.strand.begun.append(strand)
        self.begin_frame(instance, path, strand)
        try:
            self.block(function.body, {"a": argument}, (function.name,))
        except Ended as end:
            self.cut.add(path)
            if function.parallel:
                # It ends that fragment alone.
                return
            keys = {outer.instance.key for outer in self.frames[:-1]}
            if end.scope in ("", "app", *(keys - {None})):
                raise
            self.again.append(("instance" if end.scope == "fragment" else end.scope, path))
        except Failure as failure:
            self.cut.add(path)
            self.report(failure)
        finally:
            self.end_frame()

    # --- expressions and state -----------------------------------------------

    def value(self, expr: Expr, variables: dict[str, int]) -> Any:
        match expr:
            case Const(value):
                return value
            case Var(name):
                return variables[name]
            case Get(key):
                found = self.read(self.name(key, variables))
                return 0 if found is None else found
            case Size(key):
                return len(self.read(key) or ())
            case Has(key):
                return int(self.read(self.name(key, variables)) is not None)
            case Count():
                self.note(SHAPE)
                return len(self.state.values)
            case Global():
                return self.variables["g"]
            case Add(left, right):
                first = self.value(left, variables)
                second = self.value(right, variables)
                return (first + second) % 5

    def name(self, key: Key, variables: dict[str, int]) -> str:
        if isinstance(key, Name):
            return key.text
        return f"{key.prefix}{self.value(key.index, variables)}"

    def note(self, key: str) -> None:
        frame = self.frames[-1]
        frame.reads.setdefault(key, (self.state.now, frame.number))

    def read(self, key: str) -> Any:
        self.note(key)
        return self.state.values.get(key)

    def write(self, key: str, value: object) -> None:
        if self.keys.get(key) in self.inputs:
            raise Failure("StateAfterWidgetError")
        self.state.assign(key, value, self.frames[-1].number)

    # --- drawing -------------------------------------------------------------

    def find(self, path: Path) -> Element:
        return next(element for element in self.page.walk() if element.path == path)

    def is_drawn(self, path: Path) -> bool:
        return any(element.path == path for element in self.page.walk())

    def place(self, kind: str, at: Path, parent: Path | None, key: str | None) -> Path:
        """Return the path of an element about to be drawn."""
        block = self.find(self.frames[-1].stack[-1] if parent is None else parent)
        instance = self.frames[-1].instance
        if key is not None:
            owner = (instance.path,) if self.is_outside(block) else ()
            return (*block.path, ("key", kind, key, *owner))
        if block.kind != "empty" and self.is_outside(block):
            at = (*at, instance.path)
        elif block.kind == "empty" or block.run != self.number:
            return (*block.path, ("more", self.world.number()))
        count = self.counts.get((block.path, at, kind), 0)
        self.counts[block.path, at, kind] = count + 1
        return (*block.path, (at, kind, count))

    def is_outside(self, block: Element) -> bool:
        """Whether what is drawn there now is to be replaced the next time."""
        instance = self.frames[-1].instance
        return block.owner != instance.path and self.replaces(instance)

    def put(self, element: Element) -> None:
        block = self.find(element.path[:-1])
        assert block.children is not None
        if block.kind == "empty":
            block.children.clear()
        elif self.is_outside(block):
            self.put_outside(element, block.children, block.run != self.number)
            return
        block.children.append(element)

    def put_outside(self, element: Element, children: list[Element], stands: bool) -> None:
        """Draw what is to be replaced the next time: in place, if its block ``stands``."""
        path, instance = element.path, self.frames[-1].instance.path
        drawn = self.outside.setdefault(instance, [])
        paths = [child.path for child in children]
        cursor = self.cursors.get(path[:-1])
        after = paths.index(cursor) if cursor in paths else -1
        old = [other for other in self.world.outside.get(instance, ()) if other not in drawn]
        drawn.append(path)
        if not stands:
            children.append(element)
            return
        self.cursors[path[:-1]] = path
        if path in paths and paths.index(path) > after:
            children[paths.index(path)] = element
            return
        children[:] = [child for child in children if child.path != path]
        paths = [child.path for child in children]
        if cursor in paths:
            at = paths.index(cursor) + 1
        else:
            at = next((paths.index(other) for other in old if other in paths), len(paths))
        children.insert(at, element)

    def draw(
        self,
        kind: str,
        at: Path,
        content: tuple[Any, ...] = (),
        *,
        parent: Path | None = None,
        block: bool = False,
    ) -> Path:
        path = self.place(kind, at, parent, None)
        owner = self.frames[-1].instance.path
        children: list[Element] | None = [] if block else None
        self.put(Element(path, kind, content, children, owner if block else None, self.number))
        return path

    def take_key(self, key: str, path: Path) -> None:
        if key in self.keys:
            raise Failure("DuplicateKeyError")
        self.keys[key] = path
        other = self.world.keyed.get(key)
        if other is None or other == path:
            return
        if any(element.path == other for element in self.world.page.walk()):
            owner = self.world.inputs[other].instance
            covered = self.target.path in (APP, owner) or (
                owner in self.world.instances and self.target.path in self.world.around(owner)
            )
            if not covered:
                raise Failure("DuplicateKeyError")

    def input(self, statement: Input, number: int, key: str | None, at: Path) -> int:
        kind = statement.kind
        path = self.place(kind, at, None, key)
        if key is not None:
            self.take_key(key, path)
        default: Any = {"checkbox": bool(number), "number_input": int(number)}.get(
            kind, "-" * number
        )
        value: Any = default
        before = self.world.inputs.get(path)
        if key is not None:
            if key not in self.state.values:
                self.state.assign(key, default, self.frames[-1].number)
            value = self.read(key)
        elif before is not None and before.kind == kind and repr(before.default) == repr(default):
            value = before.value
        self.hold(path, kind, default, value, key, statement.callback)
        self.put(Element(path, kind, (statement.var, value), None, None, self.number))
        number_given: int = len(value) if kind == "text_input" else int(value)
        return number_given

    def button(self, label: str, key: str | None, callback: str | None, at: Path) -> bool:
        path = self.place("button", at, None, key)
        if key is not None:
            self.take_key(key, path)
        clicked = path in self.fired
        self.consumed.add(path)
        if key is not None:
            self.state.set_quietly(key, clicked)
            self.note(key)
        self.hold(path, "button", None, None, key, callback)
        self.put(Element(path, "button", (label,), None, None, self.number))
        return clicked

    def hold(
        self,
        path: Path,
        kind: str,
        default: object,
        value: object,
        key: str | None,
        callback: str | None,
    ) -> None:
        before = self.world.inputs.get(path)
        token = before.token if before is not None else object()
        owner = self.frames[-1].instance.path
        self.inputs[path] = Held(kind, default, value, key, owner, callback, token)
