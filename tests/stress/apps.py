"""The apps under stress.

What they show is checked by :mod:`tests.stress.user`: a text ``mark=...`` is the
session's own name; ``key=...`` is the present value of that key, wherever a
fragment shows it; a button labelled ``hit`` counts itself in ``hits``.
"""

from __future__ import annotations

_BEGIN = """\
import asyncio
import threading
import time

import reactfrag as rf
from tests.stress import tally

EDITION = 0
state = rf.session_state
me = rf.get_session().id
state.setdefault("mark", me)


def hit(name):
    if rf.button("hit", key=name):
        tally.count(me, "hit")
        state.hits = state.get("hits", 0) + 1


def same(*keys):
    rf.text(f"mark={state.mark}")
    for key in keys:
        rf.text(f"{key}={state.get(key)}")


@rf.fragment
def shown():
    same("hits", "level", "words", "posted", "ticks", "both", "form_text", "rows")

"""

THREADS = (
    _BEGIN
    + """
@rf.fragment
def clicks():
    for name in ("one", "two", "three"):
        hit(name)
    same()

@rf.fragment
def slow():
    level = rf.number_input("level", value=0, key="level")
    for n in range(4):
        time.sleep(0.004)
        rf.text(f"step {n} of {level}")
    hit("four")
    same("level")

@rf.fragment(run_every=0.25)
def clock():
    tally.count(me, "tick")
    state.ticks = state.get("ticks", 0) + 1

@rf.fragment
def posting():
    if rf.button("post"):
        tally.count(me, "start")
        session = rf.get_session()

        def add():
            tally.count(me, "post begun")
            state.posted = state.get("posted", 0) + 1
            tally.count(me, "post done")

        def work():
            for n in range(5):
                if session.post(add):
                    tally.count(me, "post")
                time.sleep(0.003)
            session.post(rf.rerun)

        threading.Thread(target=session.bind(work), daemon=True).start()
    same("posted")

@rf.fragment
def failing():
    if rf.button("fail"):
        raise tally.PlannedError("planned")
    same()

clicks()
slow()
clock()
with rf.sidebar:
    shown()
posting()
failing()
rf.text_input("words", key="words")
hit("top")
"""
)

LOOP = (
    _BEGIN
    + """
@rf.fragment
async def clicks():
    for name in ("one", "two", "three"):
        hit(name)
        await asyncio.sleep(0.001)
    same()

@rf.fragment
async def slow():
    level = rf.number_input("level", value=0, key="level")
    for n in range(4):
        await asyncio.sleep(0.004)
        rf.text(f"step {n} of {level}")
    hit("four")
    same("level")

@rf.fragment(run_every=0.25)
async def clock():
    tally.count(me, "tick")
    await asyncio.sleep(0)
    state.ticks = state.get("ticks", 0) + 1

@rf.fragment(parallel=True)
async def beside(n):
    await asyncio.sleep(0.002 * n)
    hit(f"beside {n}")
    same("level")

async def leave():
    exit()

@rf.fragment
async def ending():
    if rf.button("exit"):
        await asyncio.create_task(leave())
    if rf.button("cancel"):
        asyncio.current_task().cancel()
        await asyncio.sleep(0)
    same()

@rf.fragment
def from_a_thread():
    hit("thread")
    clicks()

await asyncio.gather(slow(), clock())
for n in range(3):
    beside(n)
await ending()
from_a_thread()
shown()
rf.text_input("words", key="words")
hit("top")
await asyncio.sleep(0.003)
"""
)

PARALLEL = (
    _BEGIN
    + """
state.setdefault("rows", [])

@rf.fragment(parallel=True)
def beside(n):
    hit(f"beside {n}")
    time.sleep(0.002)
    same("level")
    rf.text(f"{n}: {state.get('level', 0)}")

@rf.fragment(parallel=True)
def first():
    state.both = f"first {state.get('level')}"

@rf.fragment(parallel=True)
def second():
    time.sleep(0.001)
    state.both = f"second {state.get('level')}"

@rf.fragment(parallel=True, run_every=0.4)
def clock():
    tally.count(me, "tick")
    state.ticks = state.get("ticks", 0) + 1

@rf.fragment
def outer():
    if rf.button("more"):
        state.rows.append(len(state.rows))
        del state.rows[:-5]
    for n in range(2):
        inner(n)

@rf.fragment
def inner(n):
    hit(f"inner {n}")
    rf.text(f"rows={state.rows}")
    same("level", "rows")

for n in range(4):
    beside(n)
first()
second()
clock()
outer()
shown()
rf.number_input("level", value=0, key="level")
rf.text_input("words", key="words")
hit("top")
"""
)

FORMS = (
    _BEGIN
    + """
place = rf.container()
slot = rf.empty()

@rf.fragment(outside="replace")
def form():
    with rf.form("form"):
        rf.text_input("text", key="form_text")
        if rf.form_submit_button("hit"):
            tally.count(me, "hit")
            state.hits = state.get("hits", 0) + 1
    same("form_text")

@rf.fragment(outside="replace")
def outside():
    place.text(f"hits={state.get('hits')}")
    slot.text(f"hits={state.get('hits')}")
    same("hits")

@rf.fragment(memo=True)
def kept(n):
    hit(f"kept {n}")
    same("level")

@rf.fragment
def table(n):
    rf.button("press", key=f"table {n}")
    same("level")

@rf.fragment
def changing():
    def changed():
        tally.count(me, "callback")
        state.words = state.level

    rf.number_input("level", value=0, key="level", on_change=changed)
    if state.get("level", 0) % 2:
        odd()
    same("level", "words")

@rf.fragment(run_every=0.3)
def odd():
    tally.count(me, "tick")
    state.ticks = state.get("ticks", 0) + 1
    same("ticks")

@rf.fragment
def again():
    if rf.button("again"):
        rf.rerun()
    if rf.button("only me"):
        rf.rerun("fragment")

form()
outside()
for n in range(2):
    kept(n)
for n in range(state.get("level", 0) % 3 + 1):
    table(n)
changing()
again()
shown()
hit("top")
"""
)

APPS = {"threads": THREADS, "loop": LOOP, "parallel": PARALLEL, "forms": FORMS}
EDITED = frozenset({"parallel", "forms"})
"""Those that are edited while they are served."""


def edition(name: str, number: int) -> str:
    """Return the app after ``number`` edits."""
    return APPS[name].replace("EDITION = 0", f"EDITION = {number}")
