"""Plants bugs in the scheduler, one at a time, and reports which tests catch each.

    python tests/consistency/plant.py [name ...]

As a plugin of pytest it plants the bug that ``REACTFRAG_PLANT`` names.
"""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings

from reactfrag.runtime import scheduler
from reactfrag.runtime.display import Display
from reactfrag.runtime.events import Event
from reactfrag.runtime.executor import Outcome
from reactfrag.runtime.frames import Frame, Strand
from reactfrag.runtime.inbox import Inbox
from reactfrag.runtime.instance import Instance
from reactfrag.runtime.intake import Intake
from reactfrag.runtime.keeping import Keeping
from reactfrag.runtime.memo import Taken
from reactfrag.runtime.page import APP, Commit, Page
from reactfrag.runtime.parts import Part
from reactfrag.runtime.plan import Candidate, Plan, plan
from reactfrag.runtime.record import Cause
from reactfrag.runtime.recorder import Recorder
from reactfrag.runtime.run import Run
from reactfrag.runtime.scheduler import Scheduler
from reactfrag.runtime.state import Branch, State
from reactfrag.runtime.timers import Timer
from reactfrag.runtime.turn import Turn
from reactfrag.runtime.work import Work

ROOT = Path(__file__).resolve().parents[2]
SUITE = ("tests/consistency", "tests/runtime", "tests/testing", "tests/stress")
EXAMPLES = "500"


def wrong_version_compare() -> None:
    """A key is new only from the second write on."""

    def is_stale(page: Page, instance: Instance) -> bool:
        version = page.state.version
        return any(version(key) > seen + 1 for key, seen in instance.reads.items())

    setattr(Page, "is_stale", is_stale)  # noqa: B010


def missed_edge() -> None:
    """Whoever asks whether a key is there does not hear that it came."""

    def has_state(run: Run, key: str) -> bool:
        return key in run.page.state

    setattr(Run, "has_state", has_state)  # noqa: B010


def missed_change_in_place() -> None:
    """What was changed in place looks as it did."""

    def notice(state: State, key: str) -> bool:
        return False

    setattr(State, "notice", notice)  # noqa: B010


def doubled_inner_run() -> None:
    """What an outer run covers runs by itself as well."""

    def apart(
        stale: Collection[Candidate],
        ran: Mapping[int, int],
        rank: Mapping[str, int],
        requested: Collection[int] = (),
    ) -> Plan:
        alone = [dataclasses.replace(candidate, ancestors=()) for candidate in stale]
        return plan(alone, ran, rank, requested)

    setattr(scheduler, "plan", apart)  # noqa: B010


def wrong_order() -> None:
    """What depends on others runs before them."""

    def backwards(
        stale: Collection[Candidate],
        ran: Mapping[int, int],
        rank: Mapping[str, int],
        requested: Collection[int] = (),
    ) -> Plan:
        return plan(stale, ran, {node: -place for node, place in rank.items()}, requested)

    setattr(scheduler, "plan", backwards)  # noqa: B010


def stale_argument() -> None:
    """A fragment's own rerun takes the arguments of its first call."""
    commit = Page.commit

    def keeping(page: Page, run: Run, *, finished: bool) -> Commit:
        for id, instance in run.instances.items():
            known = page.instances.get(id)
            if known is not None:
                instance.args = known.args
        return commit(page, run, finished=finished)

    setattr(Page, "commit", keeping)  # noqa: B010


def lost_click() -> None:
    """Clicks that arrive together are taken for one."""
    absorb_one: Callable[..., bool] = Intake._absorb_one

    def going_on(self: Intake, event: Event, work: Any) -> bool:
        absorb_one(self, event, work)
        return False

    setattr(Intake, "_absorb_one", going_on)  # noqa: B010


def timer_leak() -> None:
    """The timer of an instance that is gone goes on."""
    commit = Page.commit

    def leaking(page: Page, run: Run, *, finished: bool) -> Commit:
        return dataclasses.replace(commit(page, run, finished=finished), removed=[])

    setattr(Page, "commit", leaking)  # noqa: B010


def timer_drift() -> None:
    """Each tick is due an interval after the one before was served."""

    def advance(timer: Timer, now: float) -> None:
        timer.due = now + timer.interval

    setattr(Timer, "advance", advance)  # noqa: B010


def late_ticks_pile_up() -> None:
    """Each tick that was missed is served by itself."""

    def advance(timer: Timer, now: float) -> None:
        timer.due += timer.interval

    setattr(Timer, "advance", advance)  # noqa: B010


def missed_ticks_forgotten() -> None:
    """What was due while no browser was there is not served when it comes back."""

    def forget(display: Display) -> None:
        pass

    setattr(Display, "_serve_missed", forget)  # noqa: B010


def interrupted_click() -> None:
    """A click is over with the run that was to answer it, even if it was interrupted."""
    settle: Callable[..., None] = Scheduler._settle

    def forgetting(self: Scheduler, turn: Turn, work: Work) -> None:
        settle(self, turn, work)
        if turn.outcome is Outcome.INTERRUPTED:
            work.fired.clear()

    setattr(Scheduler, "_settle", forgetting)  # noqa: B010


def clicks_in_a_loop_are_one() -> None:
    """What reruns before it has looked at a click takes in the next one."""
    setattr(Intake, "_waits", lambda self, event, work: False)  # noqa: B010


def posts_go_with_a_pass() -> None:
    """What was posted is lost when the pass that has taken it in fails."""
    setattr(Inbox, "put_back", lambda self, events: None)  # noqa: B010


def endless_pass() -> None:
    """Code that reruns for ever is one pass, and nobody is told."""
    setattr(Scheduler, "_rest", lambda self, work: None)  # noqa: B010


def wrong_cause() -> None:
    """A key is said to have been written by whatever ran first."""
    changed = Recorder.changed

    def first(self: Recorder, key: str, version: int, author: Instance | None) -> Cause:
        cause = changed(self, key, version, author)
        return Cause("key", cause.event, min(cause.run, 0), key, version)

    setattr(Recorder, "changed", first)  # noqa: B010


def skipped_in_spite_of_inputs() -> None:
    """A fragment is skipped whatever it is called with."""

    def same_as(taken: Taken, other: Taken) -> bool:
        return True

    setattr(Taken, "same_as", same_as)  # noqa: B010


def skipped_in_spite_of_keys() -> None:
    """A fragment is skipped whatever has become of the keys that it read."""

    def are_current(self: Keeping, versions: Mapping[str, int]) -> bool:
        return True

    setattr(Keeping, "_are_current", are_current)  # noqa: B010


def skipped_in_spite_of_a_click() -> None:
    """A fragment is skipped though what stands of it is what it drew for a click."""
    remember = Page._remember

    def spotless(page: Page, run: Run) -> None:
        for frame in run.settled:
            frame.lasting = True
        remember(page, run)
        page.blemished.clear()

    setattr(Page, "_remember", spotless)  # noqa: B010


def never_skipped() -> None:
    """No fragment is ever skipped."""

    def is_settled(self: Keeping, id: int) -> bool:
        return False

    setattr(Keeping, "_is_settled", is_settled)  # noqa: B010


def seen_too_early() -> None:
    """A parallel fragment sees what is written beside it."""
    branch = State.branch

    def shared(self: State) -> Branch:
        made = branch(self)
        made._values = self._values
        return made

    setattr(State, "branch", shared)  # noqa: B010


def left_outside() -> None:
    """What a fragment does not draw again outside of its body stays."""

    def end_parts(self: Run, frame: Frame) -> None:
        pass

    setattr(Run, "end_parts", end_parts)  # noqa: B010


def out_of_place() -> None:
    """What is redrawn outside of a fragment's body goes to the end."""

    def place(part: Part, children: list[int], id: int, last: int) -> None:
        if id in children:
            children.remove(id)
        children.append(id)
        part.draw(id)

    setattr(Part, "place", place)  # noqa: B010


def app_rerun_by_a_write() -> None:
    """The script reruns because a fragment wrote what it reads."""
    stale_readers = Page.stale_readers

    def with_app(page: Page, keys: Collection[str]) -> dict[int, str]:
        found = stale_readers(page, keys)
        for key in keys:
            if APP in page.readers.get(key, ()) and page.is_stale(page.instances[APP]):
                found[APP] = key
        return found

    setattr(Page, "stale_readers", with_app)  # noqa: B010


def stale_by_own_write() -> None:
    """What an instance writes itself makes it run again."""

    def own(run: Run, key: str, write: Callable[[], object]) -> None:
        write()
        run.frame.writes.add(key)

    setattr(Run, "_own", own)  # noqa: B010


def conflict_unseen() -> None:
    """Of two that write a key at the same time one wins, and nobody is told."""
    join: Callable[..., frozenset[str]] = State.join

    def quietly(self: State, *args: Any) -> frozenset[str]:
        join(self, *args)
        return frozenset()

    setattr(State, "join", quietly)  # noqa: B010


def first_writer_wins() -> None:
    """Parallel fragments are joined against the order of the page."""
    join = Strand.join

    def backwards(self: Strand) -> set[str]:
        self.strands.reverse()
        return join(self)

    setattr(Strand, "join", backwards)  # noqa: B010


BUGS: tuple[Callable[[], None], ...] = (
    wrong_version_compare,
    missed_edge,
    missed_change_in_place,
    doubled_inner_run,
    wrong_order,
    stale_argument,
    lost_click,
    interrupted_click,
    clicks_in_a_loop_are_one,
    posts_go_with_a_pass,
    endless_pass,
    timer_leak,
    timer_drift,
    late_ticks_pile_up,
    missed_ticks_forgotten,
    wrong_cause,
    skipped_in_spite_of_inputs,
    skipped_in_spite_of_keys,
    skipped_in_spite_of_a_click,
    never_skipped,
    seen_too_early,
    left_outside,
    out_of_place,
    app_rerun_by_a_write,
    stale_by_own_write,
    conflict_unseen,
    first_writer_wins,
)


def pytest_configure() -> None:
    """Plant the bug; find it without shrinking what finds it."""
    settings.register_profile("planted", settings(), phases=[Phase.generate], database=None)
    settings.load_profile("planted")
    for bug in BUGS:
        if bug.__name__ == os.environ["REACTFRAG_PLANT"]:
            bug()


def caught_by(name: str) -> list[str]:
    """Return the tests that fail with the bug ``name``; with no bug if it is empty."""
    paths = [ROOT, ROOT / "compiler", ROOT / "server"]
    environment = {
        **os.environ,
        "REACTFRAG_PLANT": name,
        "REACTFRAG_CONSISTENCY_EXAMPLES": EXAMPLES,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
    }
    command = [sys.executable, "-m", "pytest", "-p", "tests.consistency.plant", *SUITE]
    options = ["-q", "-rfE", "--tb=no", "--show-capture=no"]
    result = subprocess.run(
        [*command, *options],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode not in (0, 1):
        raise RuntimeError(result.stdout + result.stderr)
    return re.findall(r"^(?:FAILED|ERROR) \S+?::([^\n]+?)(?: - .*)?$", result.stdout, re.MULTILINE)


def main(names: list[str]) -> int:
    if not names and (failing := caught_by("")):
        print("Without any bug planted these fail:", *failing)
        return 1
    missed = 0
    for bug in BUGS:
        if names and bug.__name__ not in names:
            continue
        tests = caught_by(bug.__name__)
        missed += not tests
        print(f"{bug.__name__}: {'caught by' if tests else 'NOT CAUGHT'}", flush=True)
        for test in tests:
            print(f"    {test}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
