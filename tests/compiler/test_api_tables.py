"""The compiler's tables of the API hold every key, callback and container that the API has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reactfrag.runtime.proxy import SessionState
from reactfrag_compiler import api, compile_program, effect_table
from reactfrag_compiler.access import STATE_METHODS

API = json.loads((Path(__file__).parents[1] / "data" / "api.json").read_text(encoding="utf-8"))
FUNCTIONS: dict[str, list[list[str]]] = {**API["methods"], **API["functions"]}
CONTAINERS = {"container", "form", "dialog", "fragment", "experimental_fragment", "pdf"}
"""Their ``key`` names what is on the page, and no state."""


def names_of(function: str) -> list[str]:
    return [parameter[0] for parameter in FUNCTIONS[function]]


KEYED = sorted(n for n in FUNCTIONS if "key" in names_of(n) and n not in CONTAINERS)
CALLED = sorted(
    (name, parameter)
    for name in FUNCTIONS
    for parameter in names_of(name)
    if parameter.startswith("on_") or parameter == "callback"
)


def touched(source: str) -> set[tuple[str, str]]:
    program = compile_program("/app/app.py", source=f"import reactfrag as rf\n{source}")
    nodes = program.nodes.values()
    return {(access.mode, str(access.key)) for node in nodes for access in node.accesses}


@pytest.mark.parametrize("name", KEYED)
def test_a_key_is_seen_by_name_and_by_position(name: str):
    callbacks = [parameter for parameter in names_of(name) if parameter.startswith("on_")]
    asked = ", " + ", ".join(f"{callback}='rerun'" for callback in callbacks) if callbacks else ""
    assert ("read", "the_key") in touched(f"rf.{name}(key='the_key'{asked})")
    positional = [parameter[0] for parameter in FUNCTIONS[name] if parameter[1] == "p"]
    if "key" in positional:
        before = "None, " * positional.index("key")
        assert ("read", "the_key") in touched(f"rf.sidebar.{name}({before}'the_key')")


COLUMNS = (
    "rf.column_config.ButtonColumn",
    "from reactfrag.column_config import ButtonColumn\nButtonColumn",
    "import reactfrag.column_config as cc\ncc.ButtonColumn",
)


@pytest.mark.parametrize("use", COLUMNS)
def test_a_column_of_buttons_has_a_key_and_calls_back(use: str):
    source = f"def call(): rf.session_state.called = 1\n{use}(key='the_key', on_click=call)"
    assert touched(source) >= {("read", "the_key"), ("write", "called")}


def test_all_columns_are_known_to_be_pure():
    from_file = set(API["column_config"])
    assert from_file <= effect_table.API_PURE


@pytest.mark.parametrize(("name", "parameter"), CALLED)
def test_a_callback_is_called(name: str, parameter: str):
    use = f"rf.{name}({parameter}=call)"
    if name in api.DECORATORS or name in api.FRAGMENT:
        use = f"@{use}\ndef f(): pass\nf()"
    source = f"def call(*_, **__): rf.session_state.called = 1\n{use}"
    assert ("write", "called") in touched(source)


@pytest.mark.parametrize("name", sorted(api.WIDGETS.keys() & FUNCTIONS.keys()))
def test_the_parameters_of_a_widget_stand_where_they_stand(name: str):
    positional = [parameter[0] for parameter in FUNCTIONS[name] if parameter[1] == "p"]
    known = list(api.WIDGETS[name])
    assert known == positional[: len(known)]
    beyond = set(positional[len(known) :])
    assert not beyond & {"key", "options", "args", "kwargs", *api.CALLBACKS}


def test_what_is_no_key_of_the_state_is_a_method_of_it():
    own = {name for name in dir(SessionState) if not name.startswith("_")}
    assert {name for name in STATE_METHODS if not name.startswith("__")} == own
