"""``AppTest``: an app driven in process, with no server and no browser."""

from __future__ import annotations

import datetime
import inspect
import mimetypes
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, overload

from reactfrag.protocol import MAIN, SIDEBAR, props
from reactfrag.runtime.files import UploadRecord
from reactfrag.runtime.record import Chain, why
from reactfrag.runtime.settings import Settings
from reactfrag.testing import budget
from reactfrag.testing.driver import Driver
from reactfrag.testing.elements import Element, ElementList, Toast
from reactfrag.testing.errors import listed
from reactfrag.testing.mirror import MirrorNode
from reactfrag.testing.queries import Block, Query
from reactfrag.testing.sources import source_of
from reactfrag.testing.state import SessionStateView
from reactfrag.testing.world import World
from reactfrag_compiler import CompileError, Program, compile_program

Self = TypeVar("Self", bound="AppTest")

_uploads = count(1)


class AppTest(Query, Driver):
    """One session of one app, and the page that it draws.

    Elements are found by their kind (``at.button[0]``, ``at.slider(key="year")``,
    ``at.sidebar.text``, ``at.columns[1].metric``).  What is entered in an input
    waits for :meth:`run`, which sends it, and then waits until nothing is left
    to do; what ran, why, and what went to the browser can be asked for then.

    Time stands still but for :meth:`advance`.  It may be used as a context
    manager, or be closed with :meth:`close`, or just be dropped.

    >>> at = AppTest.from_string('''
    ... import reactfrag as rf
    ... rf.text(rf.slider("Year", 1990, 2030, 2000))
    ... ''').run()
    >>> at.slider[0].set_value(2010).run().text[0].value
    '2010'
    """

    def __init__(
        self,
        program: Program | CompileError,
        *,
        timeout: float | None = None,
        settings: Settings | None = None,
        world: World | None = None,
    ) -> None:
        """Test a compiled app; :meth:`from_file` and its like are shorter.

        Parameters
        ----------
        program
            The app, or why it does not compile.
        timeout
            Seconds after which a step that has not settled is an error; `default_timeout`
            of the class if it is None.
        settings
            Addresses and limits of the session.
        world
            What it shares with another session; see :meth:`another_session`.
        """
        super().__init__(program, timeout=timeout, settings=settings, world=world)
        self.entered: dict[int, Any] = {}
        """What the user has entered and not sent: element -> value in wire form."""
        self.clicked: dict[int, Any] = {}
        """The buttons that were clicked for the last run, and messages that were sent."""
        self._budgets: list[list[budget.Spent]] = []

    # --- making one --------------------------------------------------------

    @classmethod
    def from_file(
        cls: type[Self], script_path: str | Path, *, default_timeout: float | None = None
    ) -> Self:
        """Test the script at ``script_path``.

        Parameters
        ----------
        script_path
            Absolute, or relative to the folder of the file that calls this, or
            to the working directory.
        default_timeout
            Seconds after which a step that has not settled is an error; `default_timeout`
            of the class if it is None.
        """
        path = Path(script_path)
        frame = inspect.currentframe()
        caller = frame.f_back if frame is not None else None
        if not path.is_absolute() and caller is not None:
            beside = Path(caller.f_code.co_filename).parent / path
            path = beside if beside.is_file() else path
        return cls(compile_program(path), timeout=default_timeout)

    @classmethod
    def from_string(cls: type[Self], script: str, *, default_timeout: float | None = None) -> Self:
        """Test the script whose text is ``script`` (indentation in common is dropped)."""
        world = World()
        path = world.folder() / "app.py"
        path.write_text(textwrap.dedent(script), encoding="utf-8")
        return cls(compile_program(path), timeout=default_timeout, world=world)

    @classmethod
    def from_function(
        cls: type[Self],
        script: Callable[..., Any],
        *,
        default_timeout: float | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> Self:
        """Test the body of a function, which imports all that it uses.

        Parameters
        ----------
        script
            The function. Only its text is taken, so that it sees nothing of the test.
        default_timeout
            Seconds after which a step that has not settled is an error; `default_timeout`
            of the class if it is None.
        args, kwargs
            What to call it with.
        """
        return cls.from_string(source_of(script, args, kwargs), default_timeout=default_timeout)

    def another_session(self: Self) -> Self:
        """Return one more session of the same app, whose page is not loaded yet.

        The two share what sessions of one server share, and the clock.  A step
        of one is a step of the other: it ends when both are at rest.
        """
        return type(self)(self.program, timeout=self.default_timeout, world=self._world)

    # --- driving it --------------------------------------------------------

    def run(self: Self, *, timeout: float | None = None) -> Self:
        """Load the page; later, send what was entered, or if nothing was, run all of it.

        What was entered in a form stays there until the form is submitted.

        Parameters
        ----------
        timeout
            Seconds for this step.
        """
        usual, self.default_timeout = self.default_timeout, timeout or self.default_timeout
        try:
            if not self.mirror.nodes or not self.entered:
                self.clicked = {}
                return self.load()
            changes = self._take_entered()
            return self.send(*changes) if changes else self._settle()
        finally:
            self.default_timeout = usual

    def put_file(self, name: str, data: bytes, type: str = "") -> str:
        """Lay a file where uploads go; return its id. See ``at.file_uploader[0].upload``."""
        id = f"upload-{next(_uploads)}"
        path = self._world.folder() / id
        path.write_bytes(data)
        kind = type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        record = UploadRecord(id=id, path=path, name=name, type=kind, size=len(data))
        self.on_loop(self.session.add_upload, record)
        return id

    # --- what happened -----------------------------------------------------

    def why(self, node: str | int) -> list[Chain]:
        """Return why a fragment ran in the last step, once for each of its runs.

        Parameters
        ----------
        node
            Its name (``"app"`` is the script), or the number of one of its places.

        >>> print(at.why("chart")[0])
        slider 'year' -> key 'year' -> chart
        """
        return why(self.passes, node)

    @contextmanager
    def budget(self, *, nodes: int | None = None, bytes: int | None = None) -> Iterator[None]:
        """Fail if the steps within run more, or send more, than they may.

        Parameters
        ----------
        nodes
            The most runs of fragments and of the script; ``None``: any number.
        bytes
            The most bytes to the browser; ``None``: any number.

        Raises
        ------
        AssertionError
            It was more. The message says what ran, why, and what was sent.
        """
        spent: list[budget.Spent] = []
        self._budgets.append(spent)
        try:
            yield
        finally:
            self._budgets.remove(spent)
        passes = [record for part in spent for record in part.passes]
        total = budget.Spent(passes, sum(part.bytes for part in spent))
        budget.check(total, nodes=nodes, bytes=bytes)

    def take(self, *, fresh: bool) -> None:
        known = (0, 0) if fresh else (len(self.passes), self.bytes_sent)
        super().take(fresh=fresh)
        part = budget.Spent(self.passes[known[0] :], self.bytes_sent - known[1])
        for spent in self._budgets:
            spent.append(part)

    @property
    def session_state(self) -> SessionStateView:
        """The session's state: what is written is seen by the next run."""
        return SessionStateView(self)

    # --- what is on the page -----------------------------------------------

    @property
    def app_test(self) -> AppTest:
        return self

    @property
    def main(self) -> Block:
        """The page without its sidebar."""
        return Block(self, MAIN)

    @property
    def sidebar(self) -> Block:
        """The sidebar."""
        return Block(self, SIDEBAR)

    @property
    def toast(self) -> list[Toast]:
        """The messages shown beside the page in the last step."""
        return [Toast(toast) for toast in self.mirror.toasts]

    def walk(self) -> Iterator[MirrorNode]:
        return self.mirror.root.walk() if self.mirror.nodes else iter(())

    @overload
    def get(self, element_type: str) -> ElementList[Any]: ...

    @overload
    def get(self, element_type: str, label: str | None = ..., *, key: str | None = ...) -> Any: ...

    def get(
        self, element_type: str, label: str | None = None, *, key: str | None = None
    ) -> ElementList[Any] | Any:
        """Return the elements of one kind; with a label or a key, the one that has it.

        Parameters
        ----------
        element_type
            The name that an app has for it, such as ``"title"``.
        label, key
            What the one looked for carries.
        """
        found = self.find(element_type)
        if label is None and key is None:
            return found
        matching = [
            element
            for element in found
            if (label is None or getattr(element.props, "label", None) == label)
            and (key is None or element.key == key)
        ]
        assert len(matching) == 1, f"{len(matching)} {element_type} with {label=} {key=}: {found}"
        return matching[0]

    def all(self, kind: str, within: MirrorNode | Element | None = None) -> list[MirrorNode]:
        """Return the elements of ``kind``, as the page calls it, as the browser holds them."""
        nodes = self.walk() if within is None else within.walk()
        return [node for node in nodes if node.kind == kind]

    def texts(self, within: MirrorNode | Element | None = None) -> list[str]:
        """Return the text of all text elements, in page order."""
        nodes = self.walk() if within is None else within.walk()
        kinds = ("text", "markdown", "heading", "code", "alert")
        return [str(getattr(n.props, "body", "")) for n in nodes if n.kind in kinds]

    def exceptions(self) -> list[props.Exception_]:
        """Return what the exceptions on the page carry."""
        return [n.props for n in self.walk() if isinstance(n.props, props.Exception_)]

    # --- at once -----------------------------------------------------------

    def click(self: Self, label: str | None = None, *, key: str | None = None) -> Self:
        """Click a button and wait for what comes of it."""
        button = self._one("button", label, key)
        self.clicked = {button: True}
        return self.send((button, True))

    def set(
        self: Self, kind: str, value: Any, label: str | None = None, *, key: str | None = None
    ) -> Self:
        """Give the input of ``kind`` a value in wire form, and wait for what comes of it."""
        if isinstance(value, datetime.date):
            value = value.isoformat()
        return self.send((self._one(kind, label, key), value))

    def submit(self: Self, button: str, values: Sequence[tuple[str, str, Any]] = ()) -> Self:
        """Submit a form: ``values`` are (kind, label, wire value) of what the user filled in."""
        changes = [(self._one(kind, label, None), value) for kind, label, value in values]
        return self.send(*changes, (self._one("button", button, None), True))

    # --- inside ------------------------------------------------------------

    def _one(self, kind: str, label: str | None, key: str | None) -> int:
        """Return the one element of ``kind``, as the page calls it."""
        standing = self.all(kind)
        found = [
            node.id
            for node in standing
            if (label is None or getattr(node.props, "label", None) == label)
            and (key is None or node.props.key == key)
        ]
        labels = listed(getattr(node.props, "label", None) for node in standing)
        assert len(found) == 1, (
            f"{len(found)} of kind {kind} have {label=} and {key=}. The page has: {labels}."
        )
        return found[0]

    def _take_entered(self) -> list[tuple[int, Any]]:
        """Take what a browser sends now: not what is in a form that is not submitted."""
        for id in self.entered.keys() - self.mirror.nodes.keys():
            del self.entered[id]
        shown = {id: self.mirror.nodes[id].props for id in self.entered}
        triggers = [id for id, drawn in shown.items() if not hasattr(drawn, "value")]
        submitted = {getattr(shown[id], "form", 0) for id in triggers} | {0}
        sent = [id for id, drawn in shown.items() if getattr(drawn, "form", 0) in submitted]
        self.clicked = {id: self.entered[id] for id in triggers if id in sent}
        sent.sort(key=self.clicked.__contains__)
        return [(id, self.entered.pop(id)) for id in sent]
