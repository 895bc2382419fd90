"""The elements as functions: they draw wherever the innermost ``with`` block is."""

from __future__ import annotations

from reactfrag.elements.config import set_page_config
from reactfrag.elements.container import Container, main, sidebar
from reactfrag.elements.dialogs import dialog, experimental_dialog

__all__ = [
    "Container",
    "area_chart",
    "bar_chart",
    "button",
    "caption",
    "checkbox",
    "code",
    "columns",
    "container",
    "dataframe",
    "date_input",
    "dialog",
    "divider",
    "download_button",
    "empty",
    "error",
    "exception",
    "expander",
    "experimental_dialog",
    "file_uploader",
    "form",
    "form_submit_button",
    "header",
    "html",
    "info",
    "json",
    "line_chart",
    "markdown",
    "metric",
    "multiselect",
    "number_input",
    "popover",
    "progress",
    "radio",
    "selectbox",
    "set_page_config",
    "sidebar",
    "slider",
    "spinner",
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

title = main.title
header = main.header
subheader = main.subheader
markdown = main.markdown
caption = main.caption
text = main.text
code = main.code
divider = main.divider
json = main.json
html = main.html
write = main.write
write_stream = main.write_stream
columns = main.columns
container = main.container
expander = main.expander
tabs = main.tabs
empty = main.empty
form = main.form
form_submit_button = main.form_submit_button
button = main.button
download_button = main.download_button
checkbox = main.checkbox
toggle = main.toggle
radio = main.radio
selectbox = main.selectbox
multiselect = main.multiselect
slider = main.slider
number_input = main.number_input
text_input = main.text_input
text_area = main.text_area
date_input = main.date_input
file_uploader = main.file_uploader
success = main.success
info = main.info
warning = main.warning
error = main.error
exception = main.exception
progress = main.progress
spinner = main.spinner
toast = main.toast
dataframe = main.dataframe
metric = main.metric
line_chart = main.line_chart
bar_chart = main.bar_chart
area_chart = main.area_chart
popover = main.popover
