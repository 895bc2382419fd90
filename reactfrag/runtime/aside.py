"""Code of a session's that runs beside its runs: it has session state, and no page to draw on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, NoReturn

from reactfrag.errors import ApiError
from reactfrag.protocol.props import Props, Toast
from reactfrag.runtime import context
from reactfrag.runtime.control import Interrupted, Rerun, StopRun
from reactfrag.runtime.frames import Place, here
from reactfrag.runtime.identity import invoke
from reactfrag.runtime.page import Page, first_instance
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings

log = logging.getLogger("reactfrag")


class AsideRun(Run):
    """Reads and writes session state; draws nothing."""

    def __init__(self, page: Page, settings: Settings) -> None:
        super().__init__(page, first_instance(), settings)

    def _begin(self) -> None:
        """Nothing is drawn anew."""

    def emit(self, at: Place | None, props: Props, *, key: str | None = None) -> Place:
        self._refuse()

    def open(self, at: Place | None, props: Props, *, key: str | None = None) -> Place:
        self._refuse()

    def remove(self, at: Place) -> None:
        self._refuse()

    def enter(self, at: Place) -> None:
        self._refuse()

    def toast(self, toast: Toast) -> None:
        self._refuse()

    def page_config(self, **fields: Any) -> None:
        self._refuse()

    def widget(self, at: Place | None, **rest: Any) -> Any:
        self._refuse()

    def call_fragment(self, *call: Any) -> Any:
        self._refuse()

    @staticmethod
    def _refuse() -> NoReturn:
        raise ApiError(
            "This code runs beside the page, where nothing can be drawn. Write to session_state, "
            "and let a fragment that reads it show it."
        )


def run_aside(run: AsideRun, change: Callable[[], object]) -> None:
    """Call ``change`` where no run is under way; what it raises goes to the log.

    A ``rerun()`` in it is left in ``run.again``.
    """
    token = context.activate(run)
    here.set(None)
    try:
        invoke(change)
    except Rerun as request:
        run.again.append(request.noted())
    except (StopRun, SystemExit, Interrupted):
        # It ends here, as its author wants it, or with the session.
        pass
    except BaseException:
        # Whatever it is, it is not to end the session, let alone the server.
        log.exception("A change posted to a session failed")
    finally:
        run.end_frame(run.root)
        run.close()
        context.deactivate(token)
