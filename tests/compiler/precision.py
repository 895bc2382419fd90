"""How often the compiler cries wolf: ``python -m tests.compiler.precision`` prints the figures.

Two of them, for the examples and for the table of cases:

- of all accesses that the compiler sees, the share whose key it cannot know;
- its state edges, for each one that running the app and touching every widget on it shows.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reactfrag.runtime.monitor import DELETE, READ, WIDGET, WRITE, Monitor
from reactfrag.runtime.state import SHAPE
from reactfrag_compiler import Program, compile_program
from tests.compiler.casefile import read_cases
from tests.compiler.running import SEEDS, watch

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
DEMOS = sorted((ROOT / "server" / "reactfrag_server" / "demo").glob("*.py"))
TABLES = sorted(Path(__file__).with_name("cases").glob("*.md"))
WIDE_ON_PURPOSE = {"0_tricky", "9_widening"}
"""Tables of what cannot be known: their figures stand apart."""


@dataclass
class Figures:
    """Sums over some programs."""

    programs: int = 0
    accesses: int = 0
    widened: int = 0
    static: int = 0
    observed: int = 0

    def add(self, program: Program, monitors: Iterable[Monitor]) -> None:
        """Take in one program and what its runs have done."""
        self.programs += 1
        for node in program.nodes.values():
            self.accesses += len(node.accesses)
            self.widened += sum(access.key.is_any for access in node.accesses)
        self.static += program.graph.number_of_edges()
        self.observed += len(set().union(*(set(edges_seen(monitor)) for monitor in monitors)))

    @property
    def share(self) -> float:
        """Of accesses whose key is not known."""
        return self.widened / max(self.accesses, 1)

    @property
    def ratio(self) -> float:
        """Of static edges to observed ones."""
        return self.static / max(self.observed, 1)

    def __str__(self) -> str:
        return (
            f"{self.programs} programs; widened {self.widened} of {self.accesses} accesses "
            f"({self.share:.1%}); {self.static} static edges, {self.observed} observed "
            f"({self.ratio:.2f})"
        )


def edges_seen(monitor: Monitor) -> Iterator[tuple[str, str]]:
    """A -> B for what A wrote or deleted and B read."""
    done = monitor.seen
    written = {(node, key) for node, mode, key in done if mode in (WRITE, DELETE)}
    read = {(node, key) for node, mode, key in done if mode in (READ, WIDGET)}
    for source, key in written:
        for target, other in read:
            if other in (key, SHAPE):
                yield source, target


def of_scripts(paths: Iterable[Path]) -> Figures:
    """The figures of apps."""
    figures = Figures()
    for path in paths:
        program = compile_program(path)
        figures.add(program, [watch(program)])
    return figures


def of_tables(paths: Iterable[Path]) -> Figures:
    """The figures of cases, each run with several values in its state."""
    figures = Figures()
    for path in paths:
        for case in read_cases(path):
            with tempfile.TemporaryDirectory(prefix="reactfrag-test-") as folder:
                program = compile_program(case.write(Path(folder)))
                figures.add(program, [watch(program, seed) for seed in SEEDS])
    return figures


def main() -> None:
    logging.disable(logging.CRITICAL)
    apart = [path for path in TABLES if path.stem in WIDE_ON_PURPOSE]
    print("examples:", of_scripts([*EXAMPLES, *DEMOS]))
    print("cases:", of_tables(path for path in TABLES if path not in apart))
    print("cases about what cannot be known:", of_tables(apart))


if __name__ == "__main__":
    main()
