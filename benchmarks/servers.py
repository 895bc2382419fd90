"""Servers in processes of their own: started, waited for, looked at, ended."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import psutil

STARTING = 300.0
"""Seconds that a server may take until it listens."""


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class Server:
    """A server process and all its children.

    Parameters
    ----------
    command
        What to run.
    port
        The port that it will listen on.
    folder
        Where it is to run.
    environment
        Variables besides those of this process.
    """

    def __init__(
        self,
        command: Sequence[str],
        port: int,
        *,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.port = port
        self.began = time.perf_counter()
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )

    def wait_until_up(self) -> None:
        """Wait until something listens on the port.

        Raises
        ------
        RuntimeError
            It ended, or took too long; with the end of what it printed.
        """
        deadline = self.began + STARTING
        while time.perf_counter() < deadline:
            if self._process.poll() is not None:
                break
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.005)
        self._log.seek(0)
        raise RuntimeError(f"the server did not start: {self._log.read()[-2000:]}")

    def memory(self) -> int:
        """Return the resident bytes of the process and its children."""
        return sum(_resident(process) for process in self._family())

    def processor_time(self) -> float:
        """Return the seconds of processor time spent so far, children included."""
        total = 0.0
        for process in self._family():
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                total += times.user + times.system
        return total

    def close(self) -> None:
        """End the process and its children."""
        family = self._family()
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.terminate()
        _, left = psutil.wait_procs(family, timeout=5)
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait()
        self._log.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _family(self) -> list[psutil.Process]:
        try:
            parent = psutil.Process(self._process.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


@contextlib.contextmanager
def reactfrag(app: Path) -> Iterator[Server]:
    """Serve an app as its users would, without a browser or a file watcher."""
    port = free_port()
    command = [sys.executable, "-m", "reactfrag_server", "serve", str(app)]
    command += ["--headless", "--no-reload", "--port", str(port), "--log-level", "error"]
    with Server(command, port) as server:
        server.wait_until_up()
        yield server
