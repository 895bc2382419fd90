"""reactfrag: a plain top-to-bottom script as a reactive web app.

>>> import reactfrag as rf
>>> name = rf.text_input("Your name", "Ada")
>>> rf.write("Hello", name)
"""

from typing import TYPE_CHECKING

from reactfrag import components, errors
from reactfrag.caching import cache_data, cache_resource
from reactfrag.elements.public import (
    Container,
    area_chart,
    bar_chart,
    button,
    caption,
    checkbox,
    code,
    columns,
    container,
    dataframe,
    date_input,
    divider,
    download_button,
    empty,
    error,
    exception,
    expander,
    file_uploader,
    form,
    form_submit_button,
    header,
    html,
    info,
    json,
    line_chart,
    markdown,
    metric,
    multiselect,
    number_input,
    progress,
    radio,
    selectbox,
    set_page_config,
    sidebar,
    slider,
    spinner,
    subheader,
    success,
    tabs,
    text,
    text_area,
    text_input,
    title,
    toast,
    toggle,
    warning,
    write,
    write_stream,
)
from reactfrag.names import missing_attribute
from reactfrag.runtime.control import rerun, stop
from reactfrag.runtime.fragment import experimental_fragment, fragment
from reactfrag.runtime.handle import SessionHandle, get_session
from reactfrag.runtime.proxy import session_state

__all__ = [
    "Container",
    "SessionHandle",
    "area_chart",
    "bar_chart",
    "button",
    "cache_data",
    "cache_resource",
    "caption",
    "checkbox",
    "code",
    "columns",
    "components",
    "container",
    "dataframe",
    "date_input",
    "divider",
    "download_button",
    "empty",
    "error",
    "errors",
    "exception",
    "expander",
    "experimental_fragment",
    "file_uploader",
    "form",
    "form_submit_button",
    "fragment",
    "get_session",
    "header",
    "html",
    "info",
    "json",
    "line_chart",
    "markdown",
    "metric",
    "multiselect",
    "number_input",
    "progress",
    "radio",
    "rerun",
    "selectbox",
    "session_state",
    "set_page_config",
    "sidebar",
    "slider",
    "spinner",
    "stop",
    "subheader",
    "success",
    "tabs",
    "text",
    "text_area",
    "text_input",
    "title",
    "toast",
    "toggle",
    "warning",
    "write",
    "write_stream",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        raise missing_attribute("reactfrag", name, __all__)
