"""A Chromium for the browser tests: find one, or get one.

python scripts/browser.py       print the path of a Chromium, installed if need be
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

import bundle

VARIABLE = "REACTFRAG_CHROMIUM"
"""The environment variable that names the browser to use."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What a headless browser is started with: it is to open no connection of its own."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_APPS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
_ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as p: print(p.chromium.executable_path)"
)


class BrowserError(Exception):
    """No browser can be had; the message says what to do."""


def find() -> str | None:
    """A Chromium that starts: the one the environment names, or one of this machine's."""
    named = os.environ.get(VARIABLE)
    if named:
        if not _starts(named):
            raise BrowserError(f"{VARIABLE} names {named}, which does not start")
        return named
    candidates = [path for name in _NAMES if (path := shutil.which(name))]
    return next((path for path in (*candidates, *_APPS) if _starts(path)), None)


def use_own_node() -> None:
    """Let Playwright's driver run on the node that builds the client.

    The node it brings along needs a library that a small Debian does not have.
    """
    if own := bundle.node():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", own)


def ensure() -> str:
    """The path of a Chromium, installed first where there is none.

    Raises:
        BrowserError: none is there and none could be installed.
    """
    use_own_node()
    if path := find() or _playwrights_own():
        return path
    tried = []
    for what, command in _ways():
        print(f"==> no Chromium found: trying {what}", file=sys.stderr, flush=True)
        done = _run(command)
        if path := find() or _playwrights_own():
            return path
        last = (done.stdout.strip().splitlines() or [""])[-1]
        tried.append(f"  {what} ended with code {done.returncode}: {last}")
    raise BrowserError(
        "the browser tests need Chromium or Google Chrome, and none could be installed:\n"
        + "\n".join(tried)
        + f"\nInstall one, or set {VARIABLE} to the path of one, and run this again."
    )


def _ways() -> list[tuple[str, Sequence[str]]]:
    ways: list[tuple[str, Sequence[str]]] = []
    apt, as_root = shutil.which("apt-get"), _as_root()
    if apt and as_root is not None:
        install = [*as_root, apt, "install", "-y", "--no-install-recommends", "chromium"]
        ways.append(("apt-get install chromium", install))
        ways.append(("apt-get update", [*as_root, apt, "update"]))
        ways.append(("apt-get install chromium again", install))
    ways.append(("playwright install", [sys.executable, "-m", "playwright", "install", "chromium"]))
    return ways


def _as_root() -> list[str] | None:
    """What to put before a command so that it runs as root; ``None`` where that can't be had."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and _run([sudo, "-n", "true"]).returncode == 0:
        return [sudo, "-n"]
    return None


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _starts(path: str) -> bool:
    # Some distributions put a script in a browser's place that only says where to get one.
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, timeout=60, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "Chrom" in done.stdout


def _playwrights_own() -> str | None:
    done = subprocess.run(
        [sys.executable, "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    )
    path = done.stdout.strip()
    return path if done.returncode == 0 and _starts(path) else None


if __name__ == "__main__":
    try:
        print(ensure())
    except BrowserError as problem:
        sys.exit(f"error: {problem}")
