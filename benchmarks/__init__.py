"""The benchmark suite: ``python -m benchmarks --help``."""

import sys
from pathlib import Path

# How a browser is found is shared with the tests.
sys.path.append(str(Path(__file__).resolve().parents[1] / "scripts"))

APPS = Path(__file__).parent / "apps"
"""The apps of the workloads."""
