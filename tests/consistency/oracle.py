"""What the page, the state and the runs have to be, by definition.

Written apart from the scheduler: it runs whatever is stale, again and again,
until nothing is, on copies of everything.  The definition, where the rows of
the semantics leave room for more than one:

- An instance is stale if a key that it read was changed after it first read it,
  by anything but its own code in that run.  A widget's default is written by the
  instance that draws it; the removal of a widget's key is nobody's code.
- A change in place belongs to the instance whose code was running: everything
  is looked at whenever control passes from one instance to another.
- A callback is part of the run that it precedes: what it reads, that run read.
- A run that asks to be repeated shows nothing.  What it wrote stays; what it
  read counts along with what the run that is still shown has read.
- Stale instances run in the order of the condensed graph, then of the page.  One
  inside another stale one waits for that.  One in a cycle that has run already
  is not run again for what the cycle itself has changed, nor is one that has run
  eight times for any change: it is reported.  (An event, or ``rerun()``, always
  counts.)
- What stands inside an instance may be a cycle with it, of a key and the call: it
  is run again for what they wrote only if none of them had done so for that key
  before, counted from its last run for any other reason.  It may go round once
  more for each of those that were stale themselves when it did.
- A parallel fragment reads the state as it was when it began, and its own writes.
  These count when the run is over, in page order; of two that write one key the
  later wins, and what it has read of that key is not what is there.  Parallel
  instances that are stale run together if none may hear of what another writes.
  What was part of a run in which anything ran beside anything is run again for
  what was written there, cycle or not, unless something inside it did.
- Inputs that are no longer drawn are forgotten, with the state under their key,
  unless the code of the instance that drew the block around them did not come
  to its end: then they are kept until it does.  What is replaced outside is gone
  in any case.
- A callback of an input is called once for all values of it that are taken in at once.
- Events are taken in up to the first click; after runs that ask for runs more are
  taken in, but no click behind one that nothing has looked at.  A click is true for
  the first run that reaches the button.
- Timers stand on the grid of when their instance came to the page.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.consistency.interpreter import APP, Element, Held, Instance, Path, Run, State, World
from tests.consistency.statics import order_of
from tests.consistency.syntax import (
    Advance,
    Burst,
    Event,
    FullRun,
    Jump,
    Outside,
    Reconnect,
    Reload,
    Script,
    Touch,
)

MOST_RUNS = 8


@dataclass(frozen=True)
class Sent:
    """What arrives: the input, whether it is still the same one, and its value."""

    path: Path
    token: object
    value: object


@dataclass(frozen=True)
class Ask:
    """An event that names an instance."""

    path: Path


@dataclass
class Round:
    """What an instance has run again for, and nothing else, since it last ran for anything else."""

    keys: set[str] = field(default_factory=set)
    late: set[Path] = field(default_factory=set)
    """What was stale inside it each time."""
    repeated: int = 0
    """How many times none of the keys was a new one."""


@dataclass
class Work:
    targets: dict[Path, None] = field(default_factory=dict)
    requested: set[Path] = field(default_factory=set)
    callbacks: list[tuple[Path, str, Path]] = field(default_factory=list)
    fired: set[Path] = field(default_factory=set)
    clicked: list[str] = field(default_factory=list)
    ran: dict[Path, int] = field(default_factory=dict)
    rounds: dict[Path, Round] = field(default_factory=dict)
    owed: set[Path] = field(default_factory=set)
    """What is to run again because it could not see what was written beside it."""
    asking: bool = False
    """Whether what has just run asked for runs."""
    since: int = 0
    """What changed earlier has made stale what it could."""

    def request(self, path: Path) -> None:
        self.targets[path] = None
        self.requested.add(path)


class Oracle:
    """One session of ``script``; the first run is over when it is made."""

    def __init__(self, script: Script) -> None:
        self.world = World(script)
        self.order = order_of(script)
        self.time = 0
        self.timers: dict[Path, tuple[int, int]] = {}
        """Instance -> when it came, and until when its ticks have been served."""
        self.inbox: deque[Sent | Ask | Outside] = deque()
        self.taken_in = 0
        """When changes were last looked at."""
        self.ran: list[str] = []
        """What ran in the last step, in order of ending."""
        self.unsettled: list[str] = []
        self.take(Ask(APP))

    # --- what it says ----------------------------------------------------------

    @property
    def page(self) -> tuple[Any, ...]:
        return self.world.page.view()

    @property
    def state(self) -> dict[str, Any]:
        return self.world.state.values

    def inputs(self) -> list[tuple[Path, Held]]:
        """Return the inputs on the page, in page order."""
        return [
            (element.path, self.world.inputs[element.path])
            for element in self.world.page.walk()
            if element.path in self.world.inputs
        ]

    # --- events ----------------------------------------------------------------

    def step(self, event: Event) -> None:
        self.ran, self.unsettled = [], []
        match event:
            case Touch():
                self.touch(event)
            case Burst(touches):
                self.touch(*touches)
            case FullRun() | Reload():
                self.take(Ask(APP))
            case Advance(seconds):
                for _ in range(seconds):
                    self.pass_time(1)
            case Jump(seconds):
                self.pass_time(seconds)
            case Outside():
                self.take(event)
            case Reconnect():
                pass

    def touch(self, *touches: Touch) -> None:
        found = self.inputs()
        if found:
            chosen = [found[t.pick % len(found)] for t in touches]
            sent = [
                Sent(path, held.token, raw_value(held.kind, t.value))
                for (path, held), t in zip(chosen, touches, strict=True)
            ]
            kinds = [held.kind for _, held in chosen]
            self.take(*(sent[n] for n in arriving(kinds)))

    def pass_time(self, seconds: int) -> None:
        self.time += seconds
        due = []
        for path, (start, served) in self.timers.items():
            every = self.world.instances[path].run_every
            assert every is not None
            if (self.time - start) // every > (served - start) // every:
                due.append(path)
            self.timers[path] = (start, self.time)
        self.take(*map(Ask, due))

    def take(self, *events: Sent | Ask | Outside) -> None:
        self.inbox.extend(events)
        while self.inbox:
            self.one_pass()

    # --- a pass ----------------------------------------------------------------

    def one_pass(self) -> None:
        work = Work(since=self.taken_in)
        self.absorb(work)
        while paths := self.choose(work):
            work.asking = False
            self.run(paths, work)
            if work.asking:
                self.absorb(work)
        for key in work.clicked:
            if key in self.state:
                self.world.state.set_quietly(key, False)

    def absorb(self, work: Work) -> None:
        clicked = False
        while self.inbox and not clicked and not self.waits(self.inbox[0], work):
            event = self.inbox.popleft()
            match event:
                case Ask(path):
                    if path in self.world.instances:
                        work.request(path)
                case Outside(key, value):
                    self.world.state.assign(key, value, 0)
                case Sent():
                    clicked = self.apply(event, work)
        self.add_stale(work)

    def waits(self, event: Sent | Ask | Outside, work: Work) -> bool:
        """Whether it is a click behind one that no run has looked at."""
        if not isinstance(event, Sent) or not work.fired:
            return False
        held = self.world.inputs.get(event.path)
        return held is not None and held.kind == "button"

    def apply(self, sent: Sent, work: Work) -> bool:
        held = self.world.inputs.get(sent.path)
        element = next((e for e in self.world.page.walk() if e.path == sent.path), None)
        if held is None or held.token is not sent.token or element is None:
            return False
        if held.kind == "button":
            if held.key is not None:
                self.world.state.assign(held.key, True, 0)
                work.clicked.append(held.key)
            work.fired.add(sent.path)
        else:
            label, shown = element.content
            element.content = (label, sent.value)
            if held.key is not None:
                self.world.state.assign(held.key, sent.value, 0)
            else:
                held.value = sent.value
            if shown == sent.value:
                return False
        work.request(held.instance)
        due = (held.instance, held.callback or "", sent.path)
        if held.callback is not None and (held.kind == "button" or due not in work.callbacks):
            work.callbacks.append(due)
        return held.kind == "button"

    def add_stale(self, work: Work) -> None:
        """Take in what the changes since the last time have made stale."""
        changed, self.world.state.changed = self.world.state.changed, []
        self.taken_in = self.world.state.now
        for path, instance in self.world.instances.items():
            if (
                path != APP
                and any(key in instance.reads for key in changed)
                and self.world.state.changed_for(instance)
            ):
                work.targets[path] = None

    def choose(self, work: Work) -> list[Path]:
        instances = self.world.instances
        for path in [path for path in work.targets if path not in instances]:
            del work.targets[path]
        if APP in work.targets:
            return [APP]
        for path in list(work.targets):
            times = work.ran.get(path, 0)
            inside = any(around in work.targets for around in self.world.around(path))
            if path in work.requested or not times or inside:
                continue
            if times >= MOST_RUNS or not self.counts(path, work):
                del work.targets[path]
                self.unsettled.append(instances[path].name)
        free = [
            path
            for path in work.targets
            if not any(around in work.targets for around in self.world.around(path))
        ]
        places = [element.path for element in self.world.page.walk()]
        free.sort(key=lambda path: (self.order.rank[instances[path].name], places.index(path)))
        return self.together(free)

    def together(self, free: list[Path]) -> list[Path]:
        """Return the first of ``free``, and what can run beside it."""
        chosen = free[:1]
        for n, path in enumerate(free):
            if n == 0 or not all(self.is_parallel(other) for other in (path, free[0])):
                continue
            # It waits for whatever stands before it, be it chosen or not.
            if not any(self.hears(path, other) for other in free[:n]) and not any(
                self.hears(other, path) for other in chosen
            ):
                chosen.append(path)
        return chosen

    def is_parallel(self, path: Path) -> bool:
        return self.world.function(self.world.instances[path].name).parallel

    def hears(self, path: Path, other: Path) -> bool:
        """Whether ``path`` may hear of what ``other`` writes, by way of others too."""
        called = self.order.called[self.world.instances[other].name]
        reached = set().union(*(self.order.reach[name] for name in called))
        return bool(reached & self.order.called[self.world.instances[path].name])

    def mates(self, instance: Instance) -> frozenset[str]:
        """Return what is in a cycle of keys with it; one instance alone is no cycle."""
        same = sum(other.name == instance.name for other in self.world.instances.values())
        part = next((part for part in self.order.cycles if instance.name in part), frozenset())
        return frozenset() if len(part) == same == 1 else part

    def reasons(self, path: Path, work: Work) -> tuple[set[str], bool, bool]:
        """Return what made it stale: keys, by what is inside it; others; its cycle or itself."""
        instance = self.world.instances[path]
        mates = self.mates(instance)
        inside: set[str] = set()
        others = own = False
        for key, writer in self.world.state.changed_for(instance, work.since):
            if writer is not None and writer.name in mates:
                own = True
            elif writer is not None and path in self.callers(writer):
                inside.add(key)
            elif writer is None or writer.path != path:
                others = True
            else:
                own = own or bool(mates)
        return inside, others, own

    def callers(self, instance: Instance) -> list[Path]:
        """Return the instances around one that may be gone."""
        parent = instance.parent
        if parent is None:
            return []
        known = self.world.instances.get(parent)
        return [parent, *(self.callers(known) if known is not None else ())]

    def counts(self, path: Path, work: Work) -> bool:
        """Whether what made it stale is a reason to run it again."""
        if path in work.owed:
            return True
        inside, others, own = self.reasons(path, work)
        round = work.rounds.get(path, Round())
        if inside - round.keys or (inside and round.repeated < len(round.late)):
            return True
        return others or not (inside or own)

    def go_round(self, path: Path, work: Work) -> None:
        """Note why ``path`` is about to run."""
        inside, others, _ = self.reasons(path, work)
        if path in work.requested or others or not inside:
            work.rounds.pop(path, None)
            return
        round = work.rounds.setdefault(path, Round())
        round.repeated += inside <= round.keys
        round.keys |= inside
        round.late |= {
            other
            for other in work.targets
            if other != path
            and self.within(other, path)
            and (other in work.requested or self.counts(other, work))
        }

    def run(self, paths: list[Path], work: Work) -> None:
        """Run these, beside each other if there are several."""
        world = self.world
        due = {path: [c for c in work.callbacks if self.within(c[0], path)] for path in paths}
        for path in paths:
            self.go_round(path, work)
            del work.targets[path]
            work.requested.discard(path)
            work.owed.discard(path)
        branches: list[State | None] = [
            world.state.branch() if len(paths) > 1 else None for _ in paths
        ]
        beside: set[Path] = set()
        for path, branch in zip(paths, branches, strict=True):
            work.callbacks = [c for c in work.callbacks if c not in due[path]]
            run = Run(world, world.instances[path], work.fired, branch)
            outcome = run.execute([name for _, name, _ in due[path]])
            if branch is not None:
                world.state.join(branch, run.ended)
            if branch is not None or run.strand.begun:
                beside |= {frame.instance.path for frame in run.ended}
            self.settle(run, outcome, work)
        self.add_stale(work)
        work.owed |= {
            path for path in beside & work.targets.keys() if not self.reasons(path, work)[0]
        }

    def settle(self, run: Run, outcome: str, work: Work) -> None:
        world, path = self.world, run.target.path
        work.fired -= run.consumed
        if outcome == "finished":
            self.take_over(run, work)
        for frame in run.ended:
            self.ran.append(frame.instance.name)
            instance = world.instances.get(frame.instance.path)
            if instance is None:
                continue
            work.ran[instance.path] = work.ran.get(instance.path, 0) + 1
            if instance.path != path:
                work.rounds.pop(instance.path, None)
            if outcome == "finished":
                instance.reads = frame.reads
                work.targets.pop(instance.path, None)
                work.requested.discard(instance.path)
            else:
                instance.reads = {**instance.reads, **frame.reads}
        for scope, asking in run.again:
            work.asking = True
            if scope == "app":
                work.request(APP)
            elif scope in ("fragment", "instance"):
                work.request(asking)
            else:
                for instance in world.instances.values():
                    if instance.key == scope:
                        work.request(instance.path)

    def within(self, path: Path, around: Path) -> bool:
        if around in (APP, path):
            return True
        return path in self.world.instances and around in self.world.around(path)

    # --- the page --------------------------------------------------------------

    def take_over(self, run: Run, work: Work) -> None:
        """Make what ``run`` drew the page, and let go of what is no longer there."""
        world = self.world
        world.page = run.page
        world.variables = run.variables
        standing = {element.path: element for element in world.page.walk()}
        for path, instance in run.instances.items():
            if path in standing:
                before = world.instances.get(path)
                instance.reads = before.reads if before is not None else {}
                world.instances[path] = instance
        world.inputs |= {path: held for path, held in run.inputs.items() if path in standing}
        world.keyed |= {key: path for key, path in run.keys.items() if path in standing}
        world.outside |= run.outside
        for path in [path for path in world.instances if path != APP and path not in standing]:
            del world.instances[path]
            world.outside.pop(path, None)
            if not self.kept(path, standing, run):
                work.ran.pop(path, None)
        for path in [path for path in world.inputs if path not in standing]:
            if not self.kept(path, standing, run):
                key = world.inputs.pop(path).key
                if key is not None and world.keyed.get(key) == path:
                    del world.keyed[key]
                    if key in world.state.values:
                        world.state.delete(key, 0)
        self.timers = {p: timer for p, timer in self.timers.items() if p in world.instances}
        for path, instance in world.instances.items():
            if instance.run_every is not None:
                self.timers.setdefault(path, (self.time, self.time))

    def kept(self, path: Path, standing: dict[Path, Element], run: Run) -> bool:
        """Whether what is not drawn may come back as it was."""
        if any(path[:n] in run.taken_off for n in range(len(path) + 1)):
            return False
        block = next(
            standing[path[:n]] for n in range(len(path) - 1, -1, -1) if path[:n] in standing
        )
        return block.run != run.number or block.owner in run.cut


def raw_value(kind: str, value: int) -> object:
    """Return what the browser sends for ``value``."""
    if kind == "button":
        return True
    if kind == "checkbox":
        return bool(value % 2)
    return value if kind == "number_input" else "x" * value


def arriving(kinds: list[str]) -> list[int]:
    """Return which of several touches arrive at once: no input after the first click.

    What a browser shows of an input that it has sent, and that is redrawn before
    the session looks at it, is not the subject here.
    """
    clicks = [n for n, kind in enumerate(kinds) if kind == "button"]
    first = clicks[0] if clicks else len(kinds)
    return [n for n, kind in enumerate(kinds) if n < first or kind == "button"]
