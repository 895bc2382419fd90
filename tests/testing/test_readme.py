"""What the README says of testing holds (H10)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

README = Path(__file__).parents[2] / "README.md"


def test_the_example_of_the_readme(tmp_path, monkeypatch):
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (script,) = (block for block in blocks if "rf.title(" in block)
    (example,) = (block for block in blocks if "AppTest" in block)
    (tmp_path / "tips.py").write_text(script, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    defined: dict[str, Any] = {}
    exec(example, defined)
    tests = [value for name, value in defined.items() if name.startswith("test_")]
    assert tests
    for test in tests:
        test()
