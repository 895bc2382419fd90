"""What a cached function drew, so that a hit draws it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from reactfrag.errors import ApiError
from reactfrag.protocol import SIDEBAR
from reactfrag.protocol.props import Props, Toast
from reactfrag.runtime.payloads import Payload
from reactfrag.runtime.run import Place, Run

Draw = Callable[[Run, list[Place]], None]
"""One step of a recording: draws, and adds the places it makes to the list."""


class Recorder:
    """Stands in for a run: passes everything on, and remembers what was drawn.

    A recording names places by the order they were made in, and holds nothing
    of the session it was made in.
    """

    def __init__(self, run: Run, name: str) -> None:
        self._run = run
        self._name = name
        self._places: list[Place] = []
        self.steps: list[Draw] = []

    @property
    def run(self) -> Run:
        """The run that it stands in for."""
        return self._run

    def __getattr__(self, name: str) -> Any:
        return getattr(self._run, name)

    def emit(self, at: Place | None, props: Props, *, key: str | None = None) -> Place:
        where = self._where(at)
        place = self._run.emit(at, props, key=key)
        self._made(place)
        self.steps.append(
            lambda run, places: places.append(run.emit(where(places), props, key=key))
        )
        return place

    def open(self, at: Place | None, props: Props, *, key: str | None = None) -> Place:
        where = self._where(at)
        place = self._run.open(at, props, key=key)
        self._made(place)
        self.steps.append(
            lambda run, places: places.append(run.open(where(places), props, key=key))
        )
        return place

    def remove(self, at: Place) -> None:
        where = self._where(at)
        self._run.remove(at)
        self.steps.append(lambda run, places: run.remove(_known(where(places))))

    def enter(self, at: Place) -> None:
        where = self._where(at)
        self._run.enter(at)
        self.steps.append(lambda run, places: run.enter(_known(where(places))))

    def leave(self) -> None:
        self._run.leave()
        self.steps.append(lambda run, places: run.leave())

    def toast(self, toast: Toast) -> None:
        self._run.toast(toast)
        self.steps.append(lambda run, places: run.toast(toast))

    def payload(self, payload: Payload) -> str:
        self.steps.append(lambda run, places: _ignore(run.payload(payload)))
        return self._run.payload(payload)

    def media(self, data: bytes, mime: str, file_name: str) -> str:
        self.steps.append(lambda run, places: _ignore(run.media(data, mime, file_name)))
        return self._run.media(data, mime, file_name)

    def table_rows(self, data: bytes, mime: str) -> str:
        self.steps.append(lambda run, places: _ignore(run.table_rows(data, mime)))
        return self._run.table_rows(data, mime)

    def widget(self, at: Place | None, *, kind: str, **rest: Any) -> NoReturn:
        raise ApiError(
            f"The cached function {self._name}() draws a {kind}. What a user does to a widget is "
            "not among the arguments that results are kept by: draw it outside, and pass its "
            "value in."
        )

    def call_fragment(self, definition: Any, *rest: Any) -> NoReturn:
        raise ApiError(
            f"The cached function {self._name}() calls the fragment `{definition.name}`. "
            "Call the fragment outside, or cache what the fragment computes."
        )

    def _where(self, at: Place | None) -> Callable[[list[Place]], Place | None]:
        if at is None:
            return lambda places: None
        for index in range(len(self._places) - 1, -1, -1):
            if self._places[index] is at:
                return lambda places: places[index]
        if at.block == SIDEBAR and not at.slot:
            return lambda places: Place(SIDEBAR)
        raise ApiError(
            f"The cached function {self._name}() draws into a container that was created outside "
            "of it. Create the container inside, or call the function within `with container:`."
        )

    def _made(self, place: Place) -> None:
        self._places.append(place)


def replay(run: Run, steps: list[Draw]) -> None:
    """Draw a recording in ``run``."""
    places: list[Place] = []
    for step in steps:
        step(run, places)


def _known(place: Place | None) -> Place:
    assert place is not None
    return place


def _ignore(value: object) -> None:
    """For the sake of a lambda that returns nothing."""
