"""What reactfrag is measured beside, and how each of them is served."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import environments

HERE = Path(__file__).parent
SCENARIOS = ("counter", "dependents", "isolation")

KEY = """
if (element.type === 'range') {
  const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  native.set.call(element, value);
  element.dispatchEvent(new Event('input', {bubbles: true}));
  element.dispatchEvent(new Event('change', {bubbles: true}));
} else {
  element.focus();
  for (const type of ['keydown', 'keyup'])
    element.dispatchEvent(new KeyboardEvent(
      type, {key: 'ArrowRight', code: 'ArrowRight', keyCode: 39, bubbles: true, composed: true}));
}
"""

ARROW = """
element.focus();
for (const type of ['keydown', 'keyup'])
  element.dispatchEvent(new KeyboardEvent(
    type, {key: 'ArrowRight', code: 'ArrowRight', keyCode: 39, bubbles: true, composed: true}));
"""
"""The same, where a key moves what is an ``<input type=range>`` too."""

Command = Callable[[Path, Path, int], list[str]]
"""From an interpreter, an app and a port to what serves the app there."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool, and how its apps are served."""

    name: str
    folder: str
    command: Command
    packages: tuple[str, ...] = ()
    """What its environment holds; empty: this process's own environment."""
    suffix: str = ""
    """Of the names of its apps."""
    path: str = "/"
    """Of the page."""
    button: str = "role=button[name=/^count$/i]"
    """Playwright's selector of the button."""
    thumb: str = "[role=slider], input[type=range]"
    """Playwright's selector of what takes the keys of the slider."""
    move: str = KEY
    """JavaScript that moves the slider ``element`` to ``value``, as a key of the user's would."""
    environment: dict[str, str] = field(default_factory=dict)
    note: str = ""

    def python(self) -> Path:
        """Return the interpreter that has the peer's packages."""
        if not self.packages:
            return Path(sys.executable)
        return environments.python_of(self.folder, *self.packages)

    def version(self) -> str:
        if not self.packages:
            return ""
        return environments.version_of(self.python(), self.packages[0])

    def prepare(self, scenario: str, scratch: Path) -> Path:
        """Return the app's file; tools that want a folder of their own get one in ``scratch``."""
        return HERE / self.folder / f"{scenario}{self.suffix}.py"


def _reactfrag(python: Path, app: Path, port: int) -> list[str]:
    return [str(python), "-m", "reactfrag_server", "serve", str(app), "--headless", "--no-reload",
            "--port", str(port)]  # fmt: skip


def _floor(python: Path, app: Path, port: int) -> list[str]:
    return [str(python), "-m", "benchmarks.floor", str(port), app.stem]


def _streamlit(python: Path, app: Path, port: int) -> list[str]:
    return [str(python), "-m", "streamlit", "run", str(app), "--server.port", str(port),
            "--server.address", "127.0.0.1", "--server.headless", "true",
            "--browser.gatherUsageStats", "false"]  # fmt: skip


def _marimo(python: Path, app: Path, port: int) -> list[str]:
    return [str(python), "-m", "marimo", "-q", "run", str(app), "--port", str(port),
            "--headless", "--no-token"]  # fmt: skip


def _shiny(python: Path, app: Path, port: int) -> list[str]:
    return [str(python), "-m", "shiny", "run", str(app), "--port", str(port)]


def _solara(python: Path, app: Path, port: int) -> list[str]:
    return [str(python), "-m", "solara", "run", str(app), "--port", str(port), "--no-open",
            "--production"]  # fmt: skip


def _script(python: Path, app: Path, port: int) -> list[str]:
    return [str(python), str(app), str(port)]


def _panel(python: Path, app: Path, port: int) -> list[str]:
    return [str(python), "-m", "panel", "serve", str(app), "--port", str(port)]


def _reflex(python: Path, app: Path, port: int) -> list[str]:
    return [str(python), "-m", "reflex", "run", "--env", "prod", "--single-port",
            "--frontend-port", str(port), "--backend-port", str(port)]  # fmt: skip


class Reflex(Peer):
    """Its apps are projects, which it builds with tools of node's."""

    def prepare(self, scenario: str, scratch: Path) -> Path:
        folder = scratch / scenario
        module = folder / scenario
        module.mkdir(parents=True)
        (folder / "rxconfig.py").write_text(
            f"import reflex as rx\n\nconfig = rx.Config(app_name={scenario!r})\n", encoding="utf-8"
        )
        (module / "__init__.py").touch()
        shutil.copy(HERE / self.folder / f"{scenario}.py", module / f"{scenario}.py")
        return module / f"{scenario}.py"


FLOOR = Peer("floor", "floor", _floor)
FRAGMENT = Peer("reactfrag", "reactfrag", _reactfrag)
FULL = Peer("reactfrag, full rerun", "reactfrag", _reactfrag, suffix="_full")
OTHERS = (
    Reflex(
        "Reflex",
        "reflex",
        _reflex,
        ("reflex",),
        environment={"REFLEX_USE_NPM": "1"},
        thumb="[role=slider]",
    ),
    Peer("NiceGUI", "nicegui", _script, ("nicegui",), thumb=".q-slider__thumb"),
    Peer(
        "Shiny",
        "shiny",
        _shiny,
        ("shiny",),
        thumb="#level",
        move="jQuery(element).data('ionRangeSlider').update({from: value})",
    ),
    Peer("Panel", "panel", _panel, ("panel",)),
    Peer("Dash", "dash", _script, ("dash",)),
    Peer("Solara", "solara", _solara, ("solara", "solara-assets")),
    Peer("marimo", "marimo", _marimo, ("marimo",)),
    Peer("Streamlit, fragment", "streamlit", _streamlit, ("streamlit",), move=ARROW),
    Peer("Streamlit, full rerun", "streamlit", _streamlit, ("streamlit",), "_full", move=ARROW),
)
ALL = (FLOOR, FRAGMENT, FULL, *OTHERS)
