"""Generated programs for the soundness of the compiler: what they are made of.

Each takes a few kinds of statements and a few places in the state, and does them over and
over in several functions: what is always different never meets, and what is everywhere
leaves nothing to miss.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

KEYS = ["a", "b", "c", "d", "row_1", "row_2"]
KEY_EXPRESSIONS = [
     "f'row_{n}'", "'row_' + str(n)", "K", "k", "f'{K}'", "ks[0]", "ks[-1]", "'row_%d' % n",
     "conf['key']", "conf.get('key')", "obj.key", "obj.name()", "(k or 'a')", "pair[1]",
     "Names.A", "choice(k)", "'a' if n else 'b'", "k.lower()", "'row_{}'.format(n)",
     "'_'.join(('row', str(n)))", "settings.key", "settings.names[0]", "Level.LOW.value",
     "next(iter(ks))", "(lambda: k)()", "made('a')()", "helpers.KEY", "helpers.name(n)",
     "max(ks)", "sorted(ks)[0]", "[q for q in ks][0]", "dict(zip(ks, pair))['a']",
     "'row_{:d}'.format(n)", "str(k)", "ks[n - 1:][0]", "Point('b', 1).x", "{**conf}['key']",
     "getattr(obj, 'key')", "registry.get('key', 'a')", "(*ks, 'b')[-1]"]  # fmt: skip
STATES = ["ss", "rf.session_state", "alias", "same(ss)", "box['s']", "obj.state", "held[0]", "(ss)",
     "helpers.state", "settings.state", "given()", "Point(ss, 1).x", "vars(obj)['state']",
     "getattr(helpers, 'state')", "[*held][0]", "(lambda s=ss: s)()", "copy.copy(ss)"]  # fmt: skip
_PLACED = r"""
x = #
# = n
# = [~]
del #
# = ~
# = {'k': [n]}
x = # = []
# += [n]
# = k
# = iter([1, 2])
# = Cart()
# = choice
# = [lambda: ss.get('d')]
# = {'f': touch_a}
x = [#, ~]
x = {'v': #}
x = (# or [])
#, x = [n], 1
# = obj
for # in [[1], [2]]: pass
# = Point([1], 2)
# = x
rows = #
# = rows
# = (q for q in ks)
# = map(ss.get, ks)
""".strip().splitlines()
"""Places in the state, ``#`` and ``~``, read, stored and deleted."""
_PLACED_IN_PLACE = r"""
#.append(n)
#['k'] = n
#[0] = [n]
x = #; x.append(n)
for q in #: q.append(n)
#.items_.append(n)
#.count = n
next(#)
for q in #: break
#()
#[0]()
#['f']()
for q in #.values(): q()
push(#)
push(*[#])
(lambda q: push(q))(#)
list(map(push, [#]))
#.extend(~)
x = list(#); x[0].append(n)
# |= {'z': 1}
#.key = k
x = #; x += [n]
del #[0]
#.clear()
x, *z = #; push(z)
match #:\n        case [first, *_]: push(first)\n        case dict(): #['m'] = 1
#.x.append(n)
#.touch('a')
with_list(#)[0] = n
sum(1 for _ in #)
x = {**#}; x['k'].append(n)
dict(#)['k'].append(n)
rows.append(n)
x.append(n)
push(x)
keep.append(#)
push(keep[-1])
keep.pop()()
x = copy.copy(#); push(x)
""".strip().splitlines()
"""Values changed in place."""
_KEYED_STATES = r"""
x = $.get(@)
$.setdefault(@, 0)
$.pop(@, 0)
x = @ in $
$.update({@: 1})
$.update([(@, 1)])
$.update(dict(a=1))
x = getattr($, @)
setattr($, @, 1)
delattr($, @)
read($, @)
write(key=@, state=$)
partial(write, $)(@)
g = $.get; x = g(@)
operator.setitem($, @, 1)
x = operator.itemgetter(@)($)
operator.methodcaller('setdefault', @, 1)($)
x = [$[q] for q in (k, @)]
list(map($.get, [@]))
x = {q: $.get(q) for q in [@]}
$[@] += 1
x = $[(w := @)]
keep.append(lambda q=@: $.get(q))
keep.append($.__getitem__)
x = ($.get(q) for q in [@])
list(x)
registry['f'] = partial(write, $)
registry['f'](@)
any($.get(q) for q in [@])
for q in sorted([@, k]): $[q] = 1
for i, q in enumerate([@]): $[q] = i
for q, v in {@: 1}.items(): $[q] = v
for q, v in zip([@], ks): $[q] = v
reduce(lambda s, q: s.update({q: 1}) or s, [@], $)
holder.s = $; holder.s[@] = 1
setattr(holder, @, $); getattr(holder, @)['a'] = 1
holder.__dict__['t'] = $
holder.t[@] = 1
json.kept = $; json.kept[@] = 1
globals()['late'] = $
late[@] = 1
x = SimpleNamespace(s=$).s[@]
x = {'s': $}['s'][@]
Point($, 0).x[@] = 1
""".strip().splitlines()
"""With the state, ``$``, and a key, ``@``."""
_KEYED = r"""
obj.touch(@)
obj.key = @
ks.append(@)
k = @
conf['key'] = @
settings.key = @
Maker(@).touch()
x = (lambda q: ss[q])(@)
rf.button('x', @, on_click=write, args=(ss, k))
x = (w := @) and ss[w]
with scope(@) as v: x = ss[v]
with Scope(@) as v: x = ss[v]
x, z = k, @; ss[z] = x
apply(lambda: ss[@])
spread(*[ss, @])
spread(**{'state': ss, 'key': @})
x = [ss[q] for q in gen(@)]
names = [*ks, @]
cached(@)
g = gen(@); next(g); x = ss[next(g)]
c = talk(); next(c); c.send(@)
x = [ss[q] for q in delegate(@)]
obj.prop = @
x = obj.prop
x = obj[@]
obj[@] = 1
x = obj(@)
Made.make(@)
Made.run(@)
helpers.put(@)
helpers.Keeper(@).go()
dispatch(@)
dispatch(1)
box['f'] = lambda: ss[@]
box['f']()
nested(@)
x = later(@)
x()
fs = [lambda q=q: ss.get(q) for q in (@, 'a')]
for f in fs: f()
settings.hooks.append(partial(ss.get, @))
for h in settings.hooks: h()
registry[@] = touch_a
for f in registry.values(): callable(f) and f()
obj.descr = @
x = obj.descr
Registered.seen.append(@)
x = [ss.get(q) for q in Registered.seen]
with ExitStack() as stack: x = ss[stack.enter_context(scope(@))]
raiser(@)
try: raise Problem(@)\nexcept Problem as p: ss[p.key] = 1
match @:\n        case 'a' | 'b' as m: ss[m] = 1\n        case m: x = ss.get(m)
match {'k': @, 'z': 1}:\n        case {'k': m, **others}: ss[m] = len(others)
match [@, k]:\n        case [m, *others]: ss[m] = others
x = sorted(ks, key=lambda q: ss.get(q, 0) and 1)
x = max(ks, key=lambda q: len(str(ss.get(q))))
f0(k=@)
f1(@)
f2(@, n=0)
call_all([lambda: f1(@)])
x = ss.get(@, [])
""".strip().splitlines()
"""With a key."""
_PLAIN = ["f0(k)", "f1('b')", "f2(K)", "x = n", "x = len(ss)", "x = list(ss)", "x = dict(ss)",
     "x = {**ss}", "for q in ss: x = q", "x = ss.to_dict()", "x = str(ss)", "k = 'b'",
     "for q in ss.keys(): x = q", "for q, v in ss.items(): x = v", "ks = ['b']",
     "Registered.seen.clear()", "x = ss == {}", "x = bool(ss)"]  # fmt: skip
_GROUPS = (_PLACED, _PLACED_IN_PLACE, _KEYED_STATES, _KEYED, _PLAIN)
Lines = list[str]


def indent(lines: Sequence[str]) -> Lines:
    return [f"    {line}" for line in lines]


def _quietly(body: Lines) -> Lines:
    return ["try:", *indent(body), "except Exception: pass"]


_LOCAL = "def local(k=k, n=n, x=x):"
_WRAPPERS: list[Callable[[Lines], Lines]] = [
    lambda body: ["if n:", *indent(body), "else:", *indent(body)],
    lambda body: ["for k in ('a', 'c', k):", *indent(body)],
    lambda body: ["for k, v in conf2.items():", *indent(body)],
    lambda body: ["while n < 3:", "    n += 5", *indent(body)],
    lambda body: ["try:", *indent(body), "except Exception:", "    x = ss.a"],
    lambda body: ["try:", "    x = ss.b", "finally:", *indent(_quietly(body))],
    lambda body: ["match k:", "    case str() as k:", *indent(indent(body))],
    lambda body: [_LOCAL, *indent(body), "local()"],
    lambda body: ["@logged", _LOCAL, *indent(body), "local()"],
    lambda body: [_LOCAL, *indent(body), "keep.append(local)"],
    lambda body: [_LOCAL, *indent(body), "    yield k", "for k in local(): x = ss.get(k)"],
    lambda body: [_LOCAL, *indent(body), "    yield k", "keep.append(local())"],
    lambda body: ["class Local:", "    k, n, x = k, n, x", *indent(body)],
    lambda body: ["class Local:", "    def run(self, k=k, n=n, x=x):",
                  *indent(indent(body)), "Local().run()"],
    lambda body: ["class Local:", "    def __del__(self, k=k, n=n, x=x):",
                  *indent(indent(_quietly(body))), "Local()"],
    lambda body: ["with scope(k) as k:", *indent(body)],
]  # fmt: skip


HELPERS = """
from reactfrag import session_state as state
KEY = "b"
__all__ = ["KEY", "name", "put", "Keeper"]
def name(n): return f"row_{n}"
def put(key, value=1): state[key] = value
class Keeper:
    def __init__(self, key): self.key = key
    def go(self): return state.get(self.key)
"""

HEAD = """
import copy, functools, json, operator
import reactfrag as rf
import helpers
from reactfrag import session_state as alias
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import partial, reduce, singledispatch
from types import SimpleNamespace
from typing import NamedTuple
ss = rf.session_state
K = "c"
n = 1
k = "b"
x = 0
ks = ["a", "d"]
fs = []
keep = [lambda: None]
names = []
rows = [[1]]
pair = ("a", "b")
conf = {"key": "d", "other": 1}
conf2 = {"c": 1, "d": 2}
box = {"s": ss, "f": lambda: None}
registry = {"key": "b"}
held = [ss]
class Names(StrEnum):
    A = "a"
    B = "b"
class Level(Enum):
    LOW = "c"
    HIGH = "d"
class Point(NamedTuple):
    x: object
    y: object
class Problem(Exception):
    def __init__(self, key): self.key = key
class Holder: pass
holder = Holder()
class Descr:
    def __get__(self, thing, owner=None): return ss.get("c")
    def __set__(self, thing, value): ss[value] = 1
class Registered:
    seen = ["a"]
    def __init_subclass__(cls): cls.seen.append("d")
def same(s): return s
def given(): return ss
def choice(q="a"): return q if n else "d"
def touch_a(*_): ss.a = 1
def read(s, key): return s[key]
def write(state, key): state[key] = 1
def spread(state, key): return state[key]
def apply(f): return f()
def call_all(fs):
    for f in fs: f()
def push(q): q.append(1)
def with_list(q): return q
def made(q): return lambda: q
def later(q):
    def inner(): return ss.get(q)
    return inner
def nested(q):
    s = None
    def inner():
        nonlocal s
        s = ss
    inner()
    s[q] = 1
def raiser(q):
    try: raise ValueError(q)
    except ValueError as e: ss[e.args[0]] = 1
def logged(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        ss["d"] = 1
        return f(*args, **kwargs)
    return inner
@functools.lru_cache
def cached(q): return ss.get(q) and 1
@singledispatch
def dispatch(q): ss.row_1 = q
@dispatch.register
def _(q: int): ss.row_2 = q
def gen(q):
    yield q
    yield "a"
def delegate(q):
    yield from gen(q)
def talk():
    while True:
        q = yield
        ss[q] = 1
@contextmanager
def scope(q):
    yield q
class Scope:
    def __init__(self, q): self.q = q
    def __enter__(self): return self.q
    def __exit__(self, *why): ss.pop("d", 0)
@dataclass
class Settings:
    key: str = "a"
    names: list = field(default_factory=lambda: ["b"])
    hooks: list = field(default_factory=list)
    state: object = field(default_factory=lambda: ss)
settings = Settings()
@dataclass
class Cart:
    items_: list = field(default_factory=list)
    count: int = 0
class Thing:
    key = "a"
    descr = Descr()
    def __init__(self): self.state = ss
    def name(self): return self.key
    def touch(self, q): self.state[q] = 1
    def __getitem__(self, q): return self.state[q]
    def __setitem__(self, q, v): self.state[q] = v
    def __call__(self, q="a"): return self.state.pop(q, 0)
    @property
    def prop(self): return self.state.get(self.key)
    @prop.setter
    def prop(self, q): self.state[q] = 1
class Maker(Thing):
    def __init__(self, q):
        super().__init__()
        self.q = q
    def touch(self): return self.state[self.q]
class Made:
    def __init__(self, q): self.q = q
    @classmethod
    def make(cls, q): return cls(q).go()
    @staticmethod
    def run(q): return ss.get(q)
    def go(self): ss[self.q] = 1
obj = Thing()
"""


class _Words:
    """What one program is made of: a few of everything."""

    def __init__(self, random: Random) -> None:
        self.random = random
        literal = [f"'{key}'" for key in KEYS]
        self.keys = [random.choice(random.choice((literal, KEY_EXPRESSIONS))) for _ in range(3)]
        self.states = random.sample(STATES, 2)
        self.places = [self._place() for _ in range(3)]
        self.templates = [
            random.choice(random.choice(_GROUPS)) for _ in range(random.randint(2, 7))
        ]

    def _place(self) -> str:
        state = self.random.choice(self.states)
        if self.random.random() < 0.6:
            return f"{state}.{self.random.choice(KEYS)}"
        return f"{state}[{self.random.choice(self.keys)}]"

    def statement(self) -> Lines:
        random = self.random
        text = random.choice(self.templates)
        for mark, words in (("#", self.places), ("~", self.places), ("$", self.states),
                            ("@", self.keys)):  # fmt: skip
            text = text.replace(mark, random.choice(words))
        lines = text.split(r"\n")
        # What fails ends the rest of its function, which is then not put to the test.
        return _quietly(lines) if random.random() < 0.7 else lines

    def body(self) -> Lines:
        lines: Lines = []
        for _ in range(self.random.randint(1, 3)):
            unit = [line for _ in range(self.random.randint(1, 2)) for line in self.statement()]
            if self.random.random() < 0.3:
                unit = self.random.choice(_WRAPPERS)(unit)
            lines += unit
        return lines


def program(random: Random) -> str:
    """A script with three fragments or more, which may call each other."""
    words = _Words(random)
    lines = [HEAD]
    for index in range(3):
        lines += ["@rf.fragment", *(["@logged"] if random.random() < 0.1 else [])]
        lines += [f"def f{index}(k='a', n=2):", "    x = 0", *indent(words.body())]
    if random.random() < 0.2:
        lines += ["for i in ('a', 'b'):", "    @rf.fragment", "    def f3(i=i):",
                  "        n, k, x = 1, i, 0", *indent(indent(words.body())),
                  "    f3()"]  # fmt: skip
    lines += _quietly(words.body())
    lines += [
        f"f{random.randrange(3)}({random.choice(words.keys)})",
        "f0()",
        "f1()",
        "f2('d', n=0)",
    ]
    return "\n".join(lines)
