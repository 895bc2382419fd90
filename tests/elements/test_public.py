"""The public names: what is there, what is not, and what it takes."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import reactfrag as rf
from reactfrag import compat
from reactfrag.components import v1
from reactfrag.elements.container import Container
from tests.elements.drawing import Drawing

FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "api.json").read_text(encoding="utf-8")
)
KINDS = {
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "p",
    inspect.Parameter.KEYWORD_ONLY: "k",
    inspect.Parameter.VAR_POSITIONAL: "*",
    inspect.Parameter.VAR_KEYWORD: "**",
    inspect.Parameter.POSITIONAL_ONLY: "/",
}

OWN_PARAMETERS = {"fragment": {"memo", "outside"}}
"""What reactfrag takes beyond the API it follows."""


def parameters(function: Any) -> list[list[str]]:
    found = []
    for parameter in inspect.signature(function).parameters.values():
        fact = [parameter.name, KINDS[parameter.kind]]
        if parameter.default is not inspect.Parameter.empty:
            fact.append("..." if parameter.default is ... else repr(parameter.default))
        found.append(fact)
    return found


@pytest.mark.parametrize("name", FACTS["functions"])
def test_functions_take_what_the_api_says(name: str) -> None:
    own = OWN_PARAMETERS.get(name, set())
    found = [fact for fact in parameters(getattr(rf, name)) if fact[0] not in own]
    assert found == FACTS["functions"][name]


@pytest.mark.parametrize("name", FACTS["methods"])
def test_methods_take_what_the_api_says(name: str) -> None:
    assert parameters(getattr(Container, name))[1:] == FACTS["methods"][name]


@pytest.mark.parametrize("name", FACTS["components.v1"])
def test_components_take_what_the_api_says(name: str) -> None:
    assert parameters(getattr(v1, name)) == FACTS["components.v1"][name]


def test_column_config_has_what_the_api_says() -> None:
    assert set(rf.column_config.__all__) == set(FACTS["column_config"])


@pytest.mark.parametrize("name", FACTS["column_config"])
def test_columns_take_what_the_api_says(name: str) -> None:
    function = getattr(rf.column_config, name)
    assert parameters(function) == FACTS["column_config"][name]
    assert inspect.getdoc(function)


@pytest.mark.parametrize("name", FACTS["session_state"])
def test_session_state_has_what_the_api_says(name: str) -> None:
    assert callable(getattr(type(rf.session_state), name))


ISSUE = {
    "title",
    "header",
    "subheader",
    "write",
    "markdown",
    "text",
    "caption",
    "code",
    "divider",
    "json",
    "metric",
    "button",
    "toggle",
    "checkbox",
    "radio",
    "selectbox",
    "multiselect",
    "slider",
    "number_input",
    "text_input",
    "text_area",
    "date_input",
    "file_uploader",
    "download_button",
    "columns",
    "container",
    "sidebar",
    "empty",
    "expander",
    "tabs",
    "form",
    "form_submit_button",
    "dataframe",
    "line_chart",
    "bar_chart",
    "area_chart",
    "success",
    "info",
    "warning",
    "error",
    "exception",
    "spinner",
    "progress",
    "toast",
    "session_state",
    "rerun",
    "stop",
    "cache_data",
    "cache_resource",
    "set_page_config",
    "fragment",
    "experimental_fragment",
}


def test_every_element_of_now_is_there() -> None:
    assert set(rf.__all__) >= ISSUE


def test_all_is_what_is_defined() -> None:
    tree = ast.parse(Path(rf.__file__).read_text(encoding="utf-8"))
    imported = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reactfrag")
        for alias in node.names
    }
    assert imported - {"missing_attribute"} == set(rf.__all__)
    assert list(rf.__all__) == sorted(rf.__all__)
    for name in rf.__all__:
        getattr(rf, name)


@pytest.mark.parametrize("name", rf.__all__)
def test_public_functions_are_documented(name: str) -> None:
    thing = getattr(rf, name)
    assert inspect.getdoc(thing)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("buton", "Did you mean `button`"),
        ("connection", "does not have `connection` yet"),
        ("beta_columns", "use `columns`"),
        ("zzz", "has no `zzz`"),
    ],
)
def test_a_missing_name_says_what_is_there(name: str, said: str) -> None:
    with pytest.raises(AttributeError, match=said):
        getattr(rf, name)


def test_importing_is_light() -> None:
    heavy = ["numpy", "pandas", "polars", "pyarrow", "starlette", "matplotlib", "altair"]
    code = f"import sys, reactfrag; print([n for n in {heavy} if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# --- import streamlit ------------------------------------------------------


@pytest.fixture
def streamlit() -> Any:
    compat.install()
    compat.install()
    yield importlib.import_module("streamlit")
    compat.uninstall()
    compat.uninstall()


def test_streamlit_is_reactfrag(streamlit: Any) -> None:
    assert streamlit.button == rf.button
    assert streamlit.session_state is rf.session_state
    assert importlib.import_module("streamlit.components.v1").html is v1.html
    assert streamlit.components.v1.iframe is v1.iframe
    generator = importlib.import_module("streamlit.delta_generator")
    assert generator.DeltaGenerator is Container
    assert streamlit.experimental_rerun is rf.rerun
    assert streamlit.experimental_fragment is rf.fragment
    assert issubclass(streamlit.errors.StreamlitAPIException, Exception)
    namespace: dict[str, Any] = {}
    exec("from streamlit import *\nfrom streamlit import write, components", namespace)
    assert namespace["button"] == rf.button


@pytest.mark.parametrize(
    ("statement", "error", "said"),
    [
        ("from streamlit import connection", ImportError, "does not have `connection` yet"),
        ("from streamlit import buton", ImportError, "Did you mean `button`"),
        ("import streamlit.runtime.scriptrunner", ImportError, "has no `runtime`"),
        ("import streamlit.components.v2", ImportError, "has no `v2`"),
        ("from streamlit.components.v1 import htm", ImportError, "Did you mean `html`"),
        ("import streamlit; streamlit.secrets", AttributeError, "does not have `secrets` yet"),
        ("import streamlit; streamlit.buton", AttributeError, "Did you mean `button`"),
    ],
)
def test_what_reactfrag_lacks_says_so(
    streamlit: Any, statement: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said) as raised:
        exec(statement, {})
    assert "reactfrag" in str(raised.value)


def test_an_installed_streamlit_is_put_back() -> None:
    theirs = type(sys)("streamlit")
    sys.modules["streamlit"] = theirs
    try:
        compat.install()
        assert importlib.import_module("streamlit") is not theirs
        compat.uninstall()
        assert importlib.import_module("streamlit") is theirs
    finally:
        del sys.modules["streamlit"]


def test_the_older_cache(streamlit: Any) -> None:
    def empty() -> list[int]:
        return []

    one = streamlit.cache(empty, allow_output_mutation=True)
    two = streamlit.cache()(empty)
    assert one() is one()
    assert two() is not two()


# --- components ------------------------------------------------------------


def test_a_component_draws_and_answers(drawing: Drawing, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>")
    stars = v1.declare_component("stars", path=tmp_path)
    assert stars(most=5, default=2, key="s") == 2
    assert drawing.last.name.endswith("stars")
    assert drawing.last.url == f"/_reactfrag/component/{drawing.last.name}/index.html"
    assert json.loads(drawing.last.args) == {"most": 5}
    assert drawing.widget.decode({"any": [1]}) == {"any": [1]}


def test_a_component_from_a_server(drawing: Drawing) -> None:
    dev = v1.declare_component("dev", url="http://localhost:3001")
    assert dev() is None
    assert drawing.last.url == "http://localhost:3001"


def test_components_refuse(drawing: Drawing, tmp_path: Path) -> None:
    refused: list[dict[str, Any]] = [
        {"name": "a"},
        {"name": "a", "path": tmp_path, "url": "http://x"},
        {"name": "a b", "url": "http://x"},
        {"name": "../a", "url": "http://x"},
        {"name": "a", "path": tmp_path},
        {"name": "a", "path": tmp_path / "no"},
        {"name": "a", "url": "javascript:alert(1)"},
    ]
    for arguments in refused:
        with pytest.raises(rf.errors.ApiError):
            v1.declare_component(**arguments)
    with pytest.raises(rf.errors.ApiError, match="by name"):
        v1.declare_component("a", url="http://x")(1)
    with pytest.raises(rf.errors.ApiError, match="address"):
        v1.iframe("javascript:alert(1)")


def test_frames(drawing: Drawing) -> None:
    v1.html("<p>", height=300)
    assert drawing.last.src.endswith("/index.html")
    assert drawing.last.height == 300
    v1.iframe("https://example.com", scrolling=True)
    assert (drawing.last.src, drawing.last.height, drawing.last.scrolling) == (
        "https://example.com",
        150,
        True,
    )
