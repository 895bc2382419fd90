"""What ``explain`` says, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

SCRIPT = "the script"
"""The name of the app node."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the source that something is said about."""

    file: str
    """From the script's folder."""
    line: int
    source: str
    """The line's text, without its indentation."""
    via: tuple[str, ...] = ()
    """The helper functions on the way, outermost first."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A key, and where a node touches it."""

    key: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a node is not a pure function of what it reads."""

    kind: str
    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """A key or global that makes a node run again, and who changes it."""

    key: str
    writers: tuple[str, ...]
    """Names of nodes whose code writes or deletes it."""
    widgets: tuple[str, ...]
    """Names of nodes that draw a widget of this key."""


@dataclass(frozen=True, slots=True)
class Target:
    """A node that runs again because of another."""

    id: str
    name: str
    keys: tuple[str, ...]
    """Through which keys directly; empty when others stand in between, or it is called."""
    globals: tuple[str, ...] = ()
    """Through which global variables directly."""


@dataclass(frozen=True, slots=True)
class CallPlace:
    """A place where one node calls another."""

    id: str
    """Of the other node: the caller, or what is called."""
    name: str
    place: Place
    times: str
    container: str


@dataclass(frozen=True, slots=True)
class Event:
    """What an event of a widget in a node makes run."""

    key: str
    """Of the widget; empty for one that has no key."""
    runs: tuple[str, ...]
    """Names of nodes, in that order, the node itself first."""


@dataclass(frozen=True, slots=True)
class NodeReport:
    """All that is known of one node."""

    id: str
    name: str
    kind: str
    file: str
    line: int
    pure: bool
    impurities: tuple[Reason, ...]
    global_reads: tuple[str, ...]
    global_writes: tuple[str, ...]
    widgets: tuple[KeyUse, ...]
    reads: tuple[KeyUse, ...]
    writes: tuple[KeyUse, ...]
    deletes: tuple[KeyUse, ...]
    run_every: str
    has_widgets: bool
    """Whether it draws widgets, with keys or without."""
    sources: tuple[Source, ...]
    """What makes it run again. Empty for the script, which no key makes run."""
    global_sources: tuple[Source, ...]
    """Global variables that it looks at and that other fragments change."""
    targets: tuple[Target, ...]
    """What runs again after it."""
    late: tuple[str, ...]
    """Keys it writes that the top level reads, and shows with the next full run."""
    cycles: tuple[str, ...]
    """The cycles it is part of, spelled out key by key."""
    callers: tuple[CallPlace, ...]
    calls: tuple[CallPlace, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class KeyNode:
    """What one node does with a key."""

    id: str
    name: str
    uses: tuple[KeyUse, ...]
    """By key as the node names it: a pattern that covers it, or any key, too."""


@dataclass(frozen=True, slots=True)
class KeyReport:
    """All that is known of one key."""

    key: str
    widgets: tuple[KeyNode, ...]
    reads: tuple[KeyNode, ...]
    writes: tuple[KeyNode, ...]
    deletes: tuple[KeyNode, ...]
    affected: tuple[str, ...]
    """Names of the fragments that run again when it changes, in that order."""
    late: bool
    """Whether the top level reads it while a fragment writes it."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Every node, in short."""

    app: str
    nodes: tuple[NodeReport, ...]
