"""Joins the server to the runtime and the compiler: the one place that knows all three."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path

from reactfrag import compat
from reactfrag.runtime import components, media
from reactfrag.runtime import settings as runtime_settings
from reactfrag.runtime.clock import LoopClock
from reactfrag.runtime.page import Page
from reactfrag.runtime.session import Session
from reactfrag.runtime.shared import AppStore
from reactfrag.runtime.timers import TimerWheel
from reactfrag.runtime.workers import Workers
from reactfrag_compiler import Program, compile_program
from reactfrag_server.service import Service
from reactfrag_server.settings import Settings
from reactfrag_server.types import Compiled


def of_sessions(settings: Settings) -> runtime_settings.Settings:
    """Return what the server's settings say to its sessions."""
    return runtime_settings.Settings(
        upload_limit=settings.max_upload_bytes,
        take_main=True,
        pause_timers=settings.pause_timers,
        # What is logged is recorded; nobody asks for more of a session that is served.
        passes_kept=0,
        # While an app is being written.
        check_accesses="direct" if settings.reload else "no",
    )


def make_service(
    path: Path, settings: Settings, on_reload: Callable[[Compiled], None] = lambda compiled: None
) -> Service:
    """Return the service of a script, with real sessions.

    From here on ``import streamlit`` gives reactfrag in this process.
    """
    compat.install()
    for_sessions = of_sessions(settings)
    clock = LoopClock()
    wheel = TimerWheel(clock)
    workers = Workers()
    store = AppStore(for_sessions.largest_compared)
    newest: Callable[[], Page | None] = _nobody

    def compile(script: Path, previous: Program | None) -> Program:
        return compile_program(script, previous=previous)

    def make_session(program: Compiled, id: str) -> Session:
        nonlocal newest
        session = Session(
            program,
            id,
            for_sessions,
            clock=clock,
            wheel=wheel,
            workers=workers,
            store=store,
            like=newest(),
        )
        newest = weakref.ref(session.page)
        return session

    return Service(
        path,
        settings,
        compile=compile,
        make_session=make_session,
        media=media.store.get,
        components=components.registry,
        on_reload=on_reload,
    )


def _nobody() -> None:
    """No session has been made yet."""
