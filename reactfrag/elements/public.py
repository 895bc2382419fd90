"""The elements as functions: they draw wherever the innermost ``with`` block is."""

from __future__ import annotations

from reactfrag.elements.config import set_page_config
from reactfrag.elements.container import Container, main, sidebar
from reactfrag.elements.dialogs import dialog, experimental_dialog
from reactfrag.elements.echo import echo
from reactfrag.elements.images import logo

__all__ = [
    "Container",
    "altair_chart",
    "area_chart",
    "audio",
    "audio_input",
    "badge",
    "balloons",
    "bar_chart",
    "button",
    "camera_input",
    "caption",
    "chat_input",
    "chat_message",
    "checkbox",
    "code",
    "color_picker",
    "columns",
    "container",
    "data_editor",
    "dataframe",
    "date_input",
    "datetime_input",
    "dialog",
    "divider",
    "download_button",
    "echarts_chart",
    "echo",
    "empty",
    "error",
    "exception",
    "expander",
    "experimental_dialog",
    "feedback",
    "file_uploader",
    "form",
    "form_submit_button",
    "graphviz_chart",
    "header",
    "help",
    "html",
    "image",
    "info",
    "json",
    "latex",
    "line_chart",
    "link_button",
    "logo",
    "map",
    "markdown",
    "menu_button",
    "mermaid_chart",
    "metric",
    "multiselect",
    "number_input",
    "page_link",
    "pagination",
    "pdf",
    "pills",
    "plotly_chart",
    "popover",
    "progress",
    "pydeck_chart",
    "pyplot",
    "radio",
    "scatter_chart",
    "segmented_control",
    "select_slider",
    "selectbox",
    "set_page_config",
    "sidebar",
    "skeleton",
    "slider",
    "snow",
    "space",
    "spinner",
    "subheader",
    "success",
    "table",
    "tabs",
    "text",
    "text_area",
    "text_input",
    "time_input",
    "title",
    "toast",
    "toggle",
    "vega_lite_chart",
    "video",
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
data_editor = main.data_editor
table = main.table
metric = main.metric
line_chart = main.line_chart
bar_chart = main.bar_chart
area_chart = main.area_chart
popover = main.popover
badge = main.badge
latex = main.latex
help = main.help
link_button = main.link_button
page_link = main.page_link
space = main.space
skeleton = main.skeleton
balloons = main.balloons
snow = main.snow
pills = main.pills
segmented_control = main.segmented_control
feedback = main.feedback
time_input = main.time_input
datetime_input = main.datetime_input
select_slider = main.select_slider
color_picker = main.color_picker
chat_message = main.chat_message
chat_input = main.chat_input
menu_button = main.menu_button
pagination = main.pagination
image = main.image
audio = main.audio
video = main.video
pdf = main.pdf
camera_input = main.camera_input
audio_input = main.audio_input
altair_chart = main.altair_chart
echarts_chart = main.echarts_chart
graphviz_chart = main.graphviz_chart
map = main.map
mermaid_chart = main.mermaid_chart
plotly_chart = main.plotly_chart
pydeck_chart = main.pydeck_chart
pyplot = main.pyplot
scatter_chart = main.scatter_chart
vega_lite_chart = main.vega_lite_chart
