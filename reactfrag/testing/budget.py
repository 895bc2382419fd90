"""A limit on what some steps of a test may run and send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reactfrag.runtime.record import PassRecord, chain_of


@dataclass(frozen=True, slots=True)
class Spent:
    """What some steps have run and sent."""

    passes: Sequence[PassRecord]
    bytes: int


def check(spent: Spent, *, nodes: int | None, bytes: int | None) -> None:
    """Raise ``AssertionError``, which says what ran and why, if it is too much.

    Parameters
    ----------
    nodes
        The most runs there may be, of fragments and of the script.
    bytes
        The most that may be sent to the browser.
    """
    ran = sum(len(record.runs) for record in spent.passes)
    over = []
    if nodes is not None and ran > nodes:
        over.append(f"{_count(ran, 'node')} ran: the budget is {nodes}")
    if bytes is not None and spent.bytes > bytes:
        over.append(f"{spent.bytes:,} bytes were sent: the budget is {bytes:,}")
    if over:
        raise AssertionError("\n".join(["; ".join(over), *_why(spent.passes)]))


def _why(passes: Sequence[PassRecord]) -> list[str]:
    lines = [
        f"  #{record.number}  {chain_of(record, index)}  ({run.own_seconds * 1000:.1f} ms)"
        for record in passes
        for index, run in enumerate(record.runs)
    ]
    sent = [f"  #{record.number}  sent {record.bytes_sent:,} bytes" for record in passes]
    return lines + sent


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
