"""What serving an app does not take: modules that cost more than the app itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

APP = Path(__file__).parent.parent / "examples" / "counter.py"

HEAVY = (
    "altair",
    "hypothesis",
    "importlib.metadata",
    "matplotlib",
    "narwhals",
    "networkx",
    "numpy",
    "pandas",
    "PIL",
    "plotly",
    "polars",
    "pyarrow",
    "reactfrag.testing",
    "rich",
)

SERVE = f"""
import sys
from pathlib import Path

import reactfrag_server.cli
from reactfrag_server.settings import Settings
from reactfrag_server.wiring import make_service

service = make_service(Path({str(APP)!r}), Settings(reload=False))
assert service.programs.current.nodes
print(*sorted(set(sys.modules) & set({HEAVY!r})))
"""


def test_serving_an_app_imports_nothing_heavy():
    ran = subprocess.run(
        [sys.executable, "-c", SERVE], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.split() == []


def test_the_api_gives_what_it_imports_late():
    later = (
        "from reactfrag import compat; compat.install()\n"
        "from streamlit.testing.v1 import AppTest\n"
        "import reactfrag.testing\n"
        "assert AppTest is reactfrag.testing.AppTest"
    )
    subprocess.run([sys.executable, "-c", later], check=True, timeout=60)
