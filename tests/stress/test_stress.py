"""Sessions, threads and timers all at once, for a moment; ``stress.py`` goes on for longer."""

from __future__ import annotations

import asyncio

from tests.stress.stress import Stress


def test_h6_sessions_under_stress_lose_nothing_and_see_nothing_of_each_other():
    figures = asyncio.run(Stress(8, seed=1, pause=0.01).run(actions=60, phases=1))
    assert not figures.wrong, str(figures)
    assert figures.done["clicks answered"]
    assert figures.done["ticks"]
