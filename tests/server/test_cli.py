"""The command line: what it refuses, what it prints, a served script from start to Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import cast
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner, Result
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from reactfrag_server import cli, ports, wiring
from reactfrag_server.cli import main
from reactfrag_server.settings import DEFAULT_PORT, Settings
from tests.server.doubles import hello

PATIENCE = 60.0
"""Seconds within which a started server has to say something."""


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


REFUSED = [
    (["serve"], "Missing argument"),
    (["serve", "{folder}/missing.py"], "there is no file"),
    (["serve", "{folder}"], "is a folder"),
    (["serve", "{folder}/binary.py"], "is no Python script"),
    (["serve", "{folder}/latin.py"], "is no Python script"),
    (["serve", "{folder}/coding.py"], "is no Python script"),
    (["serve", "{folder}/good.py", "--port", "70000"], "70000"),
    (["serve", "{folder}/good.py", "--host", "no such host"], "is no address"),
    (["serve", "{folder}/good.py", "--host", "192.0.2.1"], "no address of this machine"),
    (["serve", "{folder}/good.py", "--allow-host", "a b"], "is no host"),
    (["serve", "{folder}/good.py", "--max-upload-mb", "0"], "--max-upload-mb"),
    (["serve", "{folder}/good.py", "--log-level", "loud"], "loud"),
    (["graph", "{folder}/missing.py"], "there is no file"),
    (["graph", "{folder}"], "is a folder"),
    (["graph", "{folder}/good.py", "--format", "png"], "png"),
    (["graph", "{folder}/good.py", "-o", "{folder}/no/such/file"], "cannot be written"),
    (["fly"], "No such command"),
]


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    (tmp_path / "good.py").write_text("x = 1\n")
    (tmp_path / "bad.py").write_text("x = 1\ny = (\n")
    (tmp_path / "binary.py").write_bytes(b"\x7fELF\0\0\0")
    (tmp_path / "latin.py").write_bytes("# caf\u00e9\n".encode("latin-1"))
    (tmp_path / "coding.py").write_text("# coding: klingon\n")
    return tmp_path


@pytest.mark.parametrize(("args", "part"), REFUSED)
def test_what_cannot_be_done_is_refused(scripts: Path, args: list[str], part: str) -> None:
    result = call(*(arg.format(folder=scripts) for arg in args))
    assert result.exit_code == 2
    assert part in result.output
    assert "Traceback" not in result.output


def test_a_named_port_in_use_is_refused(scripts: Path) -> None:
    with closing(ports.listen("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        result = call("serve", scripts / "good.py", "--port", port)
    assert result.exit_code == 2
    assert f"port {port} is in use" in result.output


def test_a_search_goes_on_to_a_free_port() -> None:
    with closing(ports.listen("127.0.0.1", 0)) as first:
        taken = first.getsockname()[1]
        with closing(ports.listen("127.0.0.1", taken, search=True)) as second:
            assert taken < second.getsockname()[1] <= taken + ports.MAX_TRIES
        with pytest.raises(ports.CannotListen, match="in use"):
            ports.listen("127.0.0.1", taken)


ADDRESSES = [
    (("127.0.0.1", 8501), "http://127.0.0.1:8501"),
    (("0.0.0.0", 80), "http://127.0.0.1:80"),
    (("::1", 8501, 0, 0), "http://[::1]:8501"),
    (("::", 8501, 0, 0), "http://[::1]:8501"),
]


class Named:
    """A socket as far as its name goes."""

    def __init__(self, name: tuple[object, ...]) -> None:
        self._name = name

    def getsockname(self) -> tuple[object, ...]:
        return self._name


@pytest.mark.parametrize(("name", "address"), ADDRESSES)
def test_the_address_is_one_for_a_browser(name: tuple[object, ...], address: str) -> None:
    assert ports.address_of(cast(socket.socket, Named(name))) == address


def test_version() -> None:
    result = call("--version")
    assert result.exit_code == 0
    assert result.output.startswith("reactfrag")


@pytest.mark.parametrize("format", ["tree", "mermaid", "dot", "json"])
def test_graph(scripts: Path, format: str) -> None:
    result = call("graph", scripts / "good.py", "--format", format)
    assert result.exit_code == 0
    assert result.output.strip()
    out = scripts / "graph.txt"
    written = call("graph", scripts / "good.py", "--format", format, "-o", out)
    assert written.output == ""
    assert out.read_text() == result.output


def test_graph_of_a_broken_script_shows_where(scripts: Path) -> None:
    result = call("graph", scripts / "bad.py")
    assert result.exit_code == 1
    assert "bad.py:2" in result.output
    assert "y = (" in result.output


# --- a real server ---------------------------------------------------------


class Running:
    """A ``reactfrag`` process, with what it prints."""

    def __init__(self, *args: str | Path) -> None:
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY",)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reactfrag_server", *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment | {"PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        self.output = ""

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Read what the process prints until the pattern is in it."""
        stdout = self.process.stdout
        assert stdout is not None
        deadline = time.monotonic() + PATIENCE
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while (found := re.search(pattern, self.output)) is None:
                assert selector.select(deadline - time.monotonic()), self.output
                read = stdout.read()
                assert read, f"ended without saying {pattern!r}: {self.output}"
                self.output += read.decode()
        return found

    def address(self) -> str:
        return self.wait_for(r"on (http://\S+) ")[1]

    def interrupt(self) -> int:
        """Ctrl-C; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=PATIENCE)
        self.output += (rest or b"").decode()
        return self.process.returncode


Start = Callable[..., Running]


@pytest.fixture
def start() -> Iterator[Start]:
    with ExitStack() as stack:

        def run(*args: str | Path) -> Running:
            running = Running(*args)
            stack.callback(running.process.wait)
            stack.callback(running.process.kill)
            if running.process.stdout is not None:
                stack.callback(running.process.stdout.close)
            return running

        yield run


def get(address: str, **headers: str) -> tuple[int, str]:
    try:
        with urlopen(Request(address, headers=headers), timeout=PATIENCE) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_script_is_served_until_ctrl_c(start: Start, scripts: Path) -> None:
    running = start("serve", scripts / "good.py", "--port", "0", "--headless")
    address = running.address()
    assert address.startswith("http://127.0.0.1:")
    status, body = get(address + "/healthz")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    assert get(address + "/healthz", Host="evil.example")[0] == 403
    assert running.interrupt() == 0
    assert "Traceback" not in running.output
    assert "Serving good.py" in running.output
    assert "Everyone" not in running.output


def test_a_broken_script_is_served_and_recovers(start: Start, scripts: Path) -> None:
    script = scripts / "bad.py"
    running = start("serve", script, "--port", "0", "--headless")
    running.wait_for(r"bad\.py:2")
    assert get(running.address() + "/healthz")[0] == 200
    script.write_text("x = 1\ny = 2\n")
    running.wait_for("Reloaded bad.py")
    assert running.interrupt() == 0


def test_h9_reruns_are_logged_when_asked_for(start: Start, tmp_path: Path) -> None:
    script = tmp_path / "app.py"
    script.write_text(
        "import reactfrag as rf\n\n@rf.fragment\ndef part():\n    rf.text('x')\n\npart()\n"
    )
    for options, expected in ((["--log-reruns", "--log-level", "error"], 1), ([], 0)):
        running = start("serve", script, "--port", "0", "--headless", *options)
        address = running.address()
        with connect(
            address.replace("http", "ws") + "/_reactfrag/ws", origin=Origin(address)
        ) as socket:
            socket.send(json.dumps(hello()))
            said: dict[str, object] = {}
            while said.get("t") != "patch" or said.get("running"):
                said = json.loads(socket.recv(PATIENCE))
            if expected:
                running.wait_for(
                    r"reactfrag\.reruns: #1    first load -> 2 of 2 nodes, [\d.]+ ms, \d+ B: "
                    r"part \(in app\), app \(start\)\n"
                )
        assert running.interrupt() == 0
        assert running.output.count("first load") == expected


@pytest.mark.parametrize(("options", "pause"), [([], True), (["--background-timers"], False)])
def test_h5_timers_rest_unless_they_are_told_not_to(
    scripts: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], pause: bool
) -> None:
    made: list[Settings] = []
    monkeypatch.setattr(cli, "_serve", lambda app, args, settings, *rest: made.append(settings))
    assert call("serve", scripts / "good.py", *options).exit_code == 0
    (settings,) = made
    assert wiring.of_sessions(settings).pause_timers is pause


def test_the_default_port_gives_way(start: Start, scripts: Path) -> None:
    with ExitStack() as stack:
        try:
            stack.enter_context(closing(ports.listen("127.0.0.1", DEFAULT_PORT)))
        except ports.CannotListen:
            pass  # somebody else's server does as well
        running = start("serve", scripts / "good.py", "--headless")
        port = int(running.address().rpartition(":")[2])
        assert DEFAULT_PORT < port <= DEFAULT_PORT + ports.MAX_TRIES


def test_an_exposed_server_warns(start: Start, scripts: Path) -> None:
    running = start("serve", scripts / "good.py", "--host", "0.0.0.0", "--port", "0", "--headless")
    running.wait_for("Everyone who can reach this machine")
    assert get(running.address() + "/healthz")[0] == 200


def read_to_the_end(socket: ClientConnection) -> None:
    while True:
        socket.recv(PATIENCE)


def test_code_that_never_ends_holds_up_the_end_until_ctrl_c_again(
    start: Start, tmp_path: Path
) -> None:
    script = tmp_path / "endless.py"
    script.write_text("import time\nprint('begun', flush=True)\ntime.sleep(3600)\n")
    running = start("serve", script, "--port", "0", "--headless")
    address = running.address()
    with connect(
        address.replace("http", "ws") + "/_reactfrag/ws", origin=Origin(address)
    ) as socket:
        socket.send(json.dumps(hello()))
        assert json.loads(socket.recv())["t"] == "welcome"
        running.wait_for("begun")
        running.process.send_signal(signal.SIGINT)
        with pytest.raises(ConnectionClosed):
            read_to_the_end(socket)
    assert running.interrupt() == 0
    assert "Traceback" not in running.output
