"""What a running server is told, frozen from the command line on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8501
MEBIBYTE = 1024 * 1024

STATIC = Path(__file__).parent / "static"
"""Where the build of the browser client lands."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and addresses of one server process. Times are in seconds."""

    host: str = DEFAULT_HOST
    """The address it is bound to; decides which ``Host`` headers are taken."""
    allow_hosts: tuple[str, ...] = ()
    """More hosts that may be named: ``host``, ``host:port``, ``.domain`` or ``*``."""
    allow_missing_origin: bool = False
    """Whether a client that sends no ``Origin`` (none is a browser) may change anything."""
    static: Path = STATIC

    max_upload_bytes: int = 200 * MEBIBYTE
    max_frame_bytes: int = 8 * MEBIBYTE
    """A longer frame is answered with an error; one twice as long ends the connection."""
    max_sessions: int = 4_000
    max_bad_frames: int = 16
    """How many unusable frames in a row end the connection."""

    hello_timeout: float = 10.0
    farewell_timeout: float = 2.0
    """How long a connection that is being closed may take to be told why."""
    disconnect_grace: float = 120.0
    """How long a session waits for its browser to come back."""
    shutdown_timeout: float = 5.0
    """How long the app's own code may take to stop when the server does."""

    pause_timers: bool = True
    """Whether the timers of a session rest while its browser is away."""

    panel: bool = False
    """Whether pages may show what their session runs and why, and the app's source."""

    reload: bool = True
    reload_debounce: float = 0.05
    """How long changes are gathered into one reload once the first has been seen."""
