"""The build hook: a wheel, an sdist and an editable install all have the browser bundle."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def _bundle(root: str) -> ModuleType:
    """``scripts/bundle.py``, which is on no import path while a package is built."""
    path = Path(root, "scripts", "bundle.py")
    spec = importlib.util.spec_from_file_location("reactfrag_bundle", path)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{path} is missing: this is no complete checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class BundleHook(BuildHookInterface[Any]):
    """Builds the bundle where it is missing or its sources changed."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from a wheel, only where a bundle must be built and the machine has no node."""
        bundle = _bundle(self.root)
        if bundle.skipped() or bundle.is_current(Path(self.root)) or bundle.node():
            return []
        return [bundle.NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the bundle. ``version`` and ``build_data`` are hatchling's and stay as they are.

        Raises:
            RuntimeError: it can't be built; the message says what to do.
        """
        bundle = _bundle(self.root)
        if bundle.skipped():
            self.app.display_warning("REACTFRAG_SKIP_FRONTEND is set: no browser client is built")
            return
        try:
            if bundle.build(Path(self.root)):
                self.app.display_success("built the browser client")
        except bundle.BundleError as error:
            raise RuntimeError(str(error)) from None
