"""The browser client's types are those of the Python protocol."""

import importlib.util
from pathlib import Path
from types import ModuleType

SCRIPT = Path(__file__).parent.parent / "scripts" / "gen_protocol.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gen_protocol", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_types_are_up_to_date() -> None:
    generator = load()
    assert generator.TARGET.read_text(encoding="utf-8") == generator.generate(), (
        "run python scripts/gen_protocol.py"
    )
