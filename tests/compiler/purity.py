"""Generated programs of pure and impure statements, and what rerunning their fragments shows.

Every fragment draws texts that begin with its name, and a button that reruns it and
is otherwise unused. Between two clicks of which each reran that fragment alone its
inputs are the same: what it drew, the session state and the module's objects must
then be the same, too, if the compiler has called it pure.
"""

from __future__ import annotations

import copy
import sys
import types
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from reactfrag.testing import AppTest
from reactfrag_compiler import Program, compile_program

HEAD = """
import copy, functools, itertools, json, math, random, time, uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
import purity_probe
import reactfrag as rf
ss = rf.session_state
ss.setdefault("n", 0)
ss.setdefault("bag", [1])
LIMIT = 3
OPTIONS = ["x", "y"]
rows = [3, 1, 2]
table = {"rows": [1], "more": {"deep": [2]}}
count = 0
names = iter(range(1000))
def numbers():
    n = 0
    while True:
        n += 1
        yield n
stream = numbers()
class Settings:
    theme = "light"
class Cart:
    kind = []
    def __init__(self): self.items = []; self.total = 0
    def add(self, item): self.items.append(item); self.total += 1; return self
    def share(self, item): self.kind.append(item); return len(self.kind)
    @property
    def size(self): return len(self.items)
    def __add__(self, other): return self.add(other)
cart = Cart()
class Quiet:
    def __init__(self, n): self.n = n
    def __str__(self): return f"Quiet {self.n}"
    def __add__(self, other): return Quiet(self.n + 1)
def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
step = counter()
class Counting:
    def __repr__(self): return str(step())
    def __eq__(self, other): return step() > 3
    @property
    def size(self): return step()
counting = Counting()
@dataclass
class Stamped:
    n: int = field(default_factory=step)
groups = defaultdict(list)
def adder(by):
    return lambda n: f"{n}+{by}"
plus = adder(LIMIT)
def note(item, seen=[]):
    seen.append(item)
    return len(seen)
def grow(found, item=1):
    found.append(item)
    return found
def rows_of(shared): return rows if shared else list(rows)
def make(): return [0]
shared = make()
def apply(f, *args): return f(*args)
def twice(f):
    def wrapper(*args):
        f(*args)
        return f(*args)
    return wrapper
@twice
def double(n): return f"{n}{n}"
@twice
def push(n): rows.append(n); return len(rows)
@functools.lru_cache
def cached(n): return n * 2
@rf.cache_data
def loaded(n): return [n, n]
def stamp(): return time.perf_counter_ns()
def bump():
    global count
    count += 1
    return count
box = rf.container()
purity_probe.space = globals()
"""

CHECKED = """(rows, table, len(groups), count, vars(cart), Cart.kind, Settings.theme,
note.__defaults__, shared, OPTIONS, step.__closure__[0].cell_contents)"""

PURE = [
    "x = a", "x = f'{x}!'[:20]", "x = len(rows)", "x = sorted(rows)[0]", "x = LIMIT + 1",
    "own.append(x)", "own = [*own, x][-5:]", "own[0] = x", "own += [1]", "x = own[-1]",
    "own = list(rows); own.append(1)", "own = rows_of(False); own.append(1)",
    "own = make(); grow(own)", "own = grow([], x)", "x = grow(own, 2)[-1]",
    "d = {'k': x}; d['k'] = 1; d['l'] = [x]; x = d['l'][0]", "x = str(x).upper()[:9]",
    "c = Cart(); c.add(x); x = c.size", "x = str((Quiet(1) + 2).n)", "x = str(Quiet(x))[:20]",
    "s = counter(); s(); x = s()", "x = adder(2)(x)[:20]", "x = plus(x)[:20]",
    "x = double(str(x)[:4])", "x = cached(3)", "x = loaded(2); x.append(1); x = len(x)",
    "x = json.dumps([1, str(x)])[:20]", "x = math.sqrt(2)", "x = OPTIONS[0]",
    "x = Settings.theme", "x = copy.deepcopy(table)['rows'][0]",
    "d = copy.deepcopy(table); d['rows'].append(1); x = len(d['rows'])",
    "x = next(iter(own), 0)", "x = [y for y in own][0]", "x = sum(rows)",
    "x = apply(len, own)", "x = apply(lambda q: q, x)", "x = list(map(str, own))[0][:9]",
    "x = ss.get('n', 0)", "x = len(ss.bag)", "x = list(ss.bag)[0]",
    "ss['@_out'] = str(x)[:9]", "ss['@_two'] = 1", "x = Counter(str(x)).most_common(1)",
    "t = defaultdict(int); t['a'] += 1; t['a'] += len(rows); x = t['a']",
    "t = dict.fromkeys('ab', 0); t['a'] += 1; x = t['a']", "x = min(rows) if rows else 0",
    "q = rows; x = len(q)", "x = table['more']['deep'][0]", "x = cart.size", "x = Cart.kind[:1]",
    "x = list(itertools.accumulate([1, 2]))[-1]", "x = random.Random(3).random()",
    "r = random.Random(4); r.shuffle(own); x = r.random()", "x = b[0]", "x = sorted(b)[-1]",
    "b = list(b); b.append(1)", "rf.text('@ ' + str(count)[:9])",
    "left, right = rf.columns(2); left.text(f'@ {x}')",
    "with rf.container(): rf.text(f'@ {x}')", "x = rf.checkbox('c', key='@_c')",
    "x = [z for z in itertools.islice(numbers(), 3)]",
    "x = uuid.uuid5(uuid.NAMESPACE_DNS, 'a').hex",
    "x, y = 1, 2; x = x + y", "x = (lambda r: r + [1])(own)[-1]", "x = rows + [1]; x = len(x)",
    "try:\n    x = own[99]\nexcept IndexError as e:\n    x = 'none'", "x = getattr(cart, 'total')",
    "x = (w := rows)[0] if rows else 0",
]  # fmt: skip

IMPURE = [
    "x = list(map(lambda r: step(), rows))[0]", "x = any(step() for _ in rows)",
    "x = ''.join(str(step()) for _ in rows)", "list.append(rows, 1)",
    "dict.update(table, z=step())",
    "x = groups[step]", "x = len(groups[str(len(groups))])", "x = '{0.size}'.format(counting)",
    "x = f'{[counting]}'", "x = [counting] == [1]", "x = Stamped().n",
    "x = random.Random(None).random()",
    "x = ''.join(str(y) for y in itertools.islice(names, 2))", "x = [*zip(names, 'a')][0]",
    "x = 7 in names", "p, q = zip(names, 'ab')", "note.seen = getattr(note, 'seen', 0) + 1",
    "x = sum(itertools.islice(names, 2))", "own.extend(zip(names, 'a'))",
    "rows.append(1)", "q = rows; q.append(1)", "rows_of(True).append(1)", "grow(rows)",
    "(lambda r: r.append(1))(rows)", "list(map(rows.append, [1]))", "rows[:] = [*rows, 1]",
    "q = table['more']; q['deep'].append(1)", "table['rows'] += [1]", "table.setdefault(count, [])",
    "x = next(names, 0)", "x = next(stream)",
    "for y in stream:\n    x = y\n    break", "x = stamp()", "x = time.perf_counter_ns()",
    "x = apply(time.perf_counter_ns)", "x = random.random()", "x = uuid.uuid4().hex",
    "x = apply(stamp)", "x = step()", "x = apply(step)", "x = note(1)", "cart.add(1)",
    "x = Cart().share(1)", "Settings.theme = Settings.theme + '!'", "x = bump()", "cart + 1",
    "global count; count += 1", "ss.n = ss.n + 1", "ss.n += 1", "ss.bag.append(1)",
    "q = ss.bag; q.append(1)", "b.append(1)", "q = b; q += [1]", "grow(b)", "push(1)",
    "setattr(cart, 'total', cart.total + 1)", "cart.total += 1", "box.text('@ box')",
    "with box: rf.text('@ box')", "x = [step() for _ in rows][0]", "OPTIONS.append('z')",
    "globals()['count'] = count + 1", "x = functools.reduce(lambda p, q: p + step(), [1, 2])",
    "x = [*names][:1]", "a, *c = rows, table; c[0]['rows'].append(1)",
    "try:\n    rows.append(1)\nfinally:\n    x = 1", "x = id(object())", "grow(shared)",
    "x = (w := rows).pop() if len(rows) > 3 else rows.append(1)", "del rows[9:]; rows.insert(0, 1)",
    "x = sorted(rows, key=lambda r: step())[0]", "rf.toast('x')",
    "x = str(vars(cart).update(t=step()))",
]  # fmt: skip


def _indent(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _blocks(odds: int) -> st.SearchStrategy[list[str]]:
    """Statements; one in ``odds`` is impure."""
    pick = st.integers(0, odds - 1)
    simple = pick.flatmap(lambda n: st.sampled_from(IMPURE if n == 0 else PURE)).map(str.splitlines)
    return st.recursive(
        simple,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=4).map(
                lambda parts: [line for part in parts for line in part]
            ),
            inner.map(lambda body: ["if LIMIT:", *_indent(body), "else:", *_indent(body)]),
            inner.map(lambda body: ["for y in range(2):", *_indent(body)]),
        ),
        max_leaves=6,
    )


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A script with two fragments and one inside a function."""
    lines = [HEAD]
    odds = draw(st.sampled_from([4, 12]))
    for name in ("f0", "f1", "f2"):
        body = [line.replace("@", name) for line in draw(_blocks(odds))]
        if any(line.strip().startswith("global count") for line in body):
            body = ["global count", *(line.replace("global count; ", "") for line in body)]
        inner = [
            f"rf.button('again {name}', key='again_{name}')",
            "x, own = 0, [1]",
            *body,
            f"rf.text(f'{name} {{x}} {{own}}')",
        ]
        function = ["@rf.fragment", f"def {name}(a, b):", *_indent(inner)]
        if name == "f2":
            function = [
                "def outer(a, b):",
                "    kept = [a]",
                *_indent(function),
                "        rf.text(f'f2 {kept}')",
                "    f2(a, b)",
            ]
        lines += function
    lines += ["f0(1, [1, 2])", "f1('a', rows)", "outer(LIMIT, [1])"]
    return "\n".join(lines)


def single(statement: str) -> str:
    """A script of which one fragment consists of one statement."""
    body = statement.replace("@", "f0").replace("global count; ", "global count\n").splitlines()
    lines = [HEAD, "@rf.fragment", "def f0(a, b):", *_indent(body[: "global count" in body])]
    lines += _indent(["rf.button('again', key='again_f0')", "x, own = 0, [1]"])
    lines += _indent([*body["global count" in body :], "rf.text(f'f0 {x} {own}')"])
    return "\n".join([*lines, "f0(1, [1, 2])"])


@dataclass
class Outcome:
    """What a node turned out to be."""

    node: str
    proven: bool
    steady: bool
    """Whether no rerun with the same inputs showed or changed anything else."""
    difference: str = ""


def outcomes(source: str, names: Sequence[str] = ("f0", "f1", "f2")) -> list[Outcome]:
    """Run a program, rerun each of its fragments, and compare."""
    probe = types.ModuleType("purity_probe")
    sys.modules["purity_probe"] = probe
    found: list[Outcome] = []
    try:
        program = compile_program("app.py", source=source)
        with AppTest(program) as at:
            at.run()
            for name in names:
                outcome = _rerun(at, program, name, vars(probe))
                if outcome is not None:
                    found.append(outcome)
    finally:
        del sys.modules["purity_probe"]
    return found


def _rerun(at: AppTest, program: Program, name: str, probe: dict[str, Any]) -> Outcome | None:
    node = "main:outer.<locals>.f2" if name == "f2" else f"main:{name}"
    if at.exceptions():
        return None
    seen: list[tuple[Any, ...]] = []
    alone = True
    for _ in range(4):
        at.click(key=f"again_{name}")
        alone = alone and len(at.reran) == 1
        if at.exceptions():
            return None
        if not alone:
            # Others ran, and may have changed what it reads: start again from here.
            seen, alone = [], True
        seen.append(_sight(at, name, probe))
    if len(seen) < 2:
        return None
    effects = program.nodes[node].effects
    first = seen[0]
    differing = next((sight for sight in seen[1:] if sight != first), None)
    difference = "" if differing is None else f"{first} then {differing}"
    return Outcome(node, effects.pure, differing is None, difference)


def _sight(at: AppTest, name: str, probe: dict[str, Any]) -> tuple[Any, ...]:
    drawn = [text for text in at.texts() if text.startswith(f"{name} ")]
    state = {key: repr(value) for key, value in at.session_state.items() if "again" not in key}
    checked = copy.deepcopy(eval(CHECKED, probe["space"]))
    return drawn, state, repr(checked), len(at.toast)
