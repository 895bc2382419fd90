"""A real `reactfrag serve` in a process of its own."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

ADDRESS = re.compile(r"https?://[\w.\[\]:-]+:\d+")
START_SECONDS = 60
END_SECONDS = 15


class Served:
    """The command, from its start until the end of the ``with`` block.

    Args:
        app: the script to serve.
        options: more options of `reactfrag serve`.
        environment: more environment variables.

    Raises:
        AssertionError: it ended, or named no address; the message carries what it printed.
    """

    def __init__(
        self,
        app: Path,
        options: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        command = [
            str(Path(sys.executable).with_name("reactfrag")),
            *("serve", str(app), "--headless", "--port", "0"),
            *options,
        ]
        self.lines: list[str] = []
        self._printed: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.url = self._wait_for_address()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Served:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def log(self) -> str:
        """What it has printed so far."""
        return "".join(self.lines)

    def close(self) -> None:
        """End the process, and wait for it."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                raise AssertionError(f"it did not end when told to:\n{self.log}") from None
            finally:
                self._reader.join()
                self._close_pipe()
        else:
            self._reader.join()
            self._close_pipe()

    def _close_pipe(self) -> None:
        if self._process.stdout:
            self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.lines.append(line)
            self._printed.put(line)
        self._printed.put(None)

    def _wait_for_address(self) -> str:
        while True:
            try:
                line = self._printed.get(timeout=START_SECONDS)
            except queue.Empty:
                raise AssertionError(f"it named no address:\n{self.log}") from None
            if line is None:
                raise AssertionError(f"it ended with {self._process.wait()}:\n{self.log}")
            if found := ADDRESS.search(line):
                return found.group()
