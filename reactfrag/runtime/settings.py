"""What a session is told about the world around it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Settings:
    """Addresses and limits. The server fills in its own routes."""

    upload_url: str = "/_reactfrag/upload/{session}"
    media_url: str = "/_reactfrag/media/{sha}/{name}"
    table_url: str = "/_reactfrag/table/{sha}/rows"
    component_url: str = "/_reactfrag/component/{name}/index.html"
    upload_limit: int = 200 * 1024 * 1024
    """Bytes a single uploaded file may have."""
    take_main: bool = False
    """Whether a script stands in ``sys.modules`` as ``__main__``, where ``pickle``,
    ``dataclasses`` and the like look for what it defines.  The last one to run does."""
    memo: bool = True
    """Whether a full run skips fragments that are proven to be unchanged."""
    largest_compared: float = math.inf
    """Bytes. What holds more in session state is not looked into: another object is a
    change, and a change in place is not seen."""
    flush_after: float = 0.05
    """Seconds after which a run that is still going shows what it has drawn."""
    flush_every: float = 0.1
    """Seconds between what it shows after that."""
    pause_timers: bool = True
    """Whether timers rest while no browser is there. What they missed is served as one
    tick when it comes back."""
    passes_kept: int = 64
    """How many passes the session remembers. 0: none is recorded, unless reruns are logged."""
    patches_kept: int = 256
    """How many patches are kept for a browser that comes back."""
    window: int = 64
    """How many patches may be under way to a browser that has not acknowledged any."""

    check_accesses: Literal["no", "direct", "all"] = "no"
    """Whether to hold what nodes do to session state against what the compiler foresaw:
    what they do to it directly, or what they change in place as well, which is costly.
    What was not foreseen is logged as an error."""

    def media_address(self, sha: str, name: str) -> str:
        """Return where the browser finds the media ``sha``."""
        return self.media_url.format(sha=sha, name=quote(name, safe="") or "file")
