"""What the compiler knows of the element API, as data.

Signatures up to the last parameter that may be given by position; only those
parameters matter here by which a call touches the session state or calls back.
"""

from __future__ import annotations

PACKAGES = frozenset({"reactfrag", "streamlit"})

FRAGMENT = frozenset({"fragment", "experimental_fragment", "dialog", "experimental_dialog"})
"""What makes a function a node of its own; a dialog is a fragment shown over the page."""

DECORATORS = frozenset(
    {
        "cache_data",
        "cache_resource",
        "experimental_memo",
        "experimental_singleton",
        "cache",
    }
)
"""Called with a function they give back one that behaves alike; else such a decorator."""

_SCALAR = {
    "button": "label key help on_click args kwargs",
    "checkbox": "label value key help on_change args kwargs",
    "toggle": "label value key help on_change args kwargs",
    "color_picker": "label value key help on_change args kwargs",
    "download_button": "label data file_name mime key help on_click args kwargs",
    "form_submit_button": "label help on_click args kwargs",
    "link_button": "label url",
    "number_input": "label min_value max_value value step format key help on_change args kwargs",
    "slider": "label min_value max_value value step format key help on_change args kwargs",
    "text_area": "label value height max_chars key help on_change args kwargs",
    "text_input": "label value max_chars key type help autocomplete on_change args kwargs",
    "time_input": "label value key help on_change args kwargs",
    "datetime_input": "label value min_value max_value",
    "feedback": "options",
    "pagination": "num_pages",
}
_CHOICE = {
    "radio": "label options index format_func key help on_change args kwargs",
    "selectbox": "label options index format_func key help on_change args kwargs",
    "select_slider": "label options value format_func key help on_change args kwargs",
    "pills": "label options",
    "segmented_control": "label options",
    "menu_button": "label options",
}
_OBJECT = {
    "audio_input": "label",
    "camera_input": "label key help on_change args kwargs",
    "chat_input": "placeholder",
    "data_editor": "data",
    "date_input": "label value min_value max_value key help on_change args kwargs",
    "file_uploader": "label type accept_multiple_files key help on_change args kwargs",
    "multiselect": "label options default format_func key help on_change args kwargs",
    "component": "",
    "ButtonColumn": "label",
}
_SELECTABLE = {
    "altair_chart": "altair_chart",
    "dataframe": "data width height",
    "echarts_chart": "spec",
    "plotly_chart": "figure_or_data use_container_width",
    "pydeck_chart": "pydeck_obj",
    "vega_lite_chart": "data spec",
    "expander": "label expanded",
    "popover": "label",
    "tabs": "tabs",
}

WIDGETS: dict[str, tuple[str, ...]] = {
    name: tuple(signature.split())
    for group in (_SCALAR, _CHOICE, _OBJECT, _SELECTABLE)
    for name, signature in group.items()
}
"""Widget -> its positional parameters. Each takes ``key``, which names its state."""

SCALAR_WIDGETS = frozenset(_SCALAR)
"""Their value is immutable and no text of the author's."""
CHOICE_WIDGETS = frozenset(_CHOICE)
"""Their value is one of their options."""
SELECTABLE = frozenset(_SELECTABLE)
"""They keep state under their key only when asked to, by one of ``CALLBACKS``."""

CALLBACKS = ("on_click", "on_change", "on_select", "on_submit")
CALLBACK_WORDS = frozenset({"ignore", "rerun"})

TEXTS = frozenset(
    """
    write text markdown title header subheader caption code metric badge success info warning error
    """.split()
)
"""They show the text of what they are given."""
CONTAINERS = frozenset(
    {
        "container",
        "columns",
        "tabs",
        "expander",
        "form",
        "sidebar",
        "empty",
        "popover",
        "status",
        "chat_message",
        "spinner",
        "echo",
        "grid",
        "bottom",
        "dg",
        "main",
    }
)

PLACES = frozenset({"sidebar", "bottom"})
"""Containers that every page has."""

NOT_ELEMENTS = frozenset(
    {
        "rerun",
        "stop",
        "set_page_config",
        "switch_page",
        "get_option",
        "set_option",
        "experimental_rerun",
    }
)

MAPPINGS = frozenset({"query_params", "secrets", "context", "user", "column_config"})

NAMES = frozenset(
    {
        *WIDGETS,
        *CONTAINERS,
        *DECORATORS,
        *FRAGMENT,
        *NOT_ELEMENTS,
        *MAPPINGS,
        "session_state",
        "app_state",
        "by_identity",
        "write",
        "markdown",
        "title",
        "header",
        "subheader",
        "caption",
        "text",
        "code",
        "divider",
        "json",
        "metric",
        "line_chart",
        "bar_chart",
        "area_chart",
        "success",
        "info",
        "warning",
        "error",
        "exception",
        "progress",
        "toast",
    }
)
"""What ``from reactfrag import *`` may bring in, as far as it matters here."""
