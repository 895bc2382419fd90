"""What each element of the page carries: one frozen struct a kind.

The structs are the contract between the Python API and the browser: the
TypeScript types are generated from them.  A field left at its default is not
sent.  ``None`` means "not given", and a ``set`` operation that carries null
puts a field back to its default.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal

import msgspec

Width = int | str
"""Pixels, or ``"stretch"`` / ``"content"``."""

Height = int | str
"""Pixels, or ``"stretch"`` / ``"content"`` / ``"auto"``."""

LabelVisibility = Literal["visible", "hidden", "collapsed"]
Gap = Literal["none", "xxsmall", "xsmall", "small", "medium", "large", "xlarge", "xxlarge"]
Align = Literal["left", "center", "right", "justify", "distribute"]
VerticalAlign = Literal["top", "center", "bottom", "distribute"]
ButtonType = Literal["primary", "secondary", "tertiary"]


class Props(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every element may carry."""

    kind: ClassVar[str] = ""
    block: ClassVar[bool] = False
    """Whether elements of this kind have children."""

    key: str | None = None
    """The author's ``key=``; the page shows it as the class ``st-key-<key>``."""
    width: Width | None = None

    def addresses(self) -> Iterable[str | None]:
        """The addresses in it that may be of media, which are kept while it is on the page."""
        return ()


# --- text ------------------------------------------------------------------


class Heading(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "heading"
    level: Literal[1, 2, 3]
    body: str
    """Inline markdown."""
    anchor: str | None = None
    """The fragment identifier; ``None``: derived from the text; ``""``: no anchor."""
    divider: str | None = None
    """A colour name, drawn as a line below the heading."""
    help: str | None = None
    icon: str | None = None
    align: Align = "left"


class Markdown(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "markdown"
    body: str
    caption: bool = False
    """Small and muted."""
    html: bool = False
    """Whether raw HTML in ``body`` is kept (sanitised) or shown as text."""
    help: str | None = None
    align: Align = "left"


class Text(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "text"
    body: str
    help: str | None = None
    align: Align = "left"


class Code(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "code"
    body: str
    language: str | None = None
    line_numbers: bool = False
    wrap_lines: bool = False
    height: Height | None = None


class Divider(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "divider"


class Json(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "json"
    body: str
    """JSON text."""
    expanded: bool | int = True
    """Open throughout, closed, or open to this depth."""


class Metric(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "metric"
    label: str
    value: str
    delta: str | None = None
    delta_color: Literal["normal", "inverse", "off"] | str = "normal"
    delta_arrow: Literal["up", "down", "off"] = "off"
    delta_description: str | None = None
    help: str | None = None
    icon: str | None = None
    label_visibility: LabelVisibility = "visible"
    border: bool = False
    height: Height | None = None
    chart_data: list[float] | None = None
    chart_type: Literal["line", "bar", "area"] = "line"


class Latex(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "latex"
    body: str
    help: str | None = None


class HelpMember(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A public member of a class or a module."""

    name: str
    type: str
    doc: str = ""
    """The first line of its docstring."""


class Help(Props, frozen=True, kw_only=True, omit_defaults=True):
    """What a Python object is."""

    kind: ClassVar[str] = "help"
    name: str = ""
    """What the author's code calls it."""
    headline: str
    doc: str = ""
    members: list[HelpMember] = []


class PageLink(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "page_link"
    url: str
    label: str
    """Inline markdown."""
    icon: str | None = None
    icon_position: Literal["left", "right"] = "left"
    help: str | None = None
    disabled: bool = False


class Space(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "space"
    size: int | str
    """Pixels, the name of a gap, or ``"stretch"``."""


class Html(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "html"
    body: str
    """HTML, sanitised by the browser client before it is shown."""


# --- status ----------------------------------------------------------------


class Alert(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "alert"
    level: Literal["success", "info", "warning", "error"]
    body: str
    icon: str | None = None
    title: str | None = None


class TraceFrame(msgspec.Struct, frozen=True, omit_defaults=True):
    """One frame of a traceback, outermost first."""

    file: str
    line: int
    function: str
    code: str = ""
    """The source line, without its indentation."""


class Exception_(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "exception"
    type: str
    message: str
    frames: list[TraceFrame] = []
    """The author's own frames; the library's are left out."""
    hint: str | None = None
    """What to do about it (markdown)."""


class Progress(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "progress"
    value: int
    """0 to 100."""
    text: str | None = None


class Spinner(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "spinner"
    text: str
    show_time: bool = False


class Skeleton(Props, frozen=True, kw_only=True, omit_defaults=True):
    """Stands where something will be."""

    kind: ClassVar[str] = "skeleton"
    height: int | None = None
    """Pixels."""


class Celebration(Props, frozen=True, kw_only=True, omit_defaults=True):
    """Fills the page for a moment. It takes no room."""

    kind: ClassVar[str] = "celebration"
    type: Literal["balloons", "snow"]
    n: int
    """Another number: once more."""


class Toast(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Not an element: shown once, beside the page."""

    body: str
    icon: str | None = None
    duration: Literal["short", "long", "infinite"] | int = "short"


# --- blocks ----------------------------------------------------------------


class Logo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture at the top of the sidebar, or of the page where there is none."""

    image: str
    icon: str | None = None
    """Shown in its place while the sidebar is closed."""
    size: Literal["small", "medium", "large"] = "medium"
    link: str | None = None


class App(Props, frozen=True, kw_only=True, omit_defaults=True):
    """The root. Its children are ``main`` and ``sidebar``."""

    kind: ClassVar[str] = "app"
    block: ClassVar[bool] = True
    title: str | None = None
    icon: str | None = None
    """An emoji, a ``:material/name:`` or an address."""
    layout: Literal["centered", "wide"] = "centered"
    sidebar: Literal["auto", "expanded", "collapsed"] | int = "auto"
    menu: dict[str, str | None] | None = None
    logo: Logo | None = None

    def addresses(self) -> Iterable[str | None]:
        return (self.icon, *((self.logo.image, self.logo.icon) if self.logo else ()))


class Main(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "main"
    block: ClassVar[bool] = True


class Sidebar(Props, frozen=True, kw_only=True, omit_defaults=True):
    """Shown when it has children."""

    kind: ClassVar[str] = "sidebar"
    block: ClassVar[bool] = True


class FragmentBody(Props, frozen=True, kw_only=True, omit_defaults=True):
    """What one instance of a fragment drew. It has no box of its own on the page."""

    kind: ClassVar[str] = "fragment"
    block: ClassVar[bool] = True
    name: str = ""


class Dialog(Props, frozen=True, kw_only=True, omit_defaults=True):
    """Shown over the page. Its event, the value true, says that the user dismissed it."""

    kind: ClassVar[str] = "dialog"
    block: ClassVar[bool] = True
    title: str
    """Inline markdown."""
    size: Literal["small", "medium", "large"] = "small"
    position: Literal["center", "left", "right"] = "center"
    dismissible: bool = True
    icon: str | None = None


class ContainerProps(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "container"
    block: ClassVar[bool] = True
    border: bool = False
    height: Height | None = None
    """With a height in pixels the container scrolls."""
    horizontal: bool = False
    wrap: bool = True
    align: Align = "left"
    vertical_align: VerticalAlign = "top"
    gap: Gap = "small"
    autoscroll: bool = False


class Columns(Props, frozen=True, kw_only=True, omit_defaults=True):
    """Its children are ``column`` blocks."""

    kind: ClassVar[str] = "columns"
    block: ClassVar[bool] = True
    gap: Gap = "small"
    wrap: bool = True


class Column(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "column"
    block: ClassVar[bool] = True
    weight: float = 1.0
    """The share of the row, relative to its siblings."""
    border: bool = False
    vertical_align: VerticalAlign = "top"


class Expander(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "expander"
    block: ClassVar[bool] = True
    label: str
    expanded: bool = False
    icon: str | None = None
    compact: bool = False
    value: bool | None = None
    """Whether it is open, if the session follows that: opening and closing are events."""


class Popover(Props, frozen=True, kw_only=True, omit_defaults=True):
    """A button, and what it opens over the page."""

    kind: ClassVar[str] = "popover"
    block: ClassVar[bool] = True
    label: str
    """Inline markdown."""
    type: ButtonType = "secondary"
    icon: str | None = None
    help: str | None = None
    disabled: bool = False
    value: bool | None = None
    """As an expander's."""


class ChatMessage(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "chat_message"
    block: ClassVar[bool] = True
    name: str
    avatar: str | None = None
    """An emoji, ``:material/name:``, or the address of an image; ``None``: by the name."""


class Tabs(Props, frozen=True, kw_only=True, omit_defaults=True):
    """Its children are ``tab`` blocks."""

    kind: ClassVar[str] = "tabs"
    block: ClassVar[bool] = True
    height: Height | None = None
    default: int = 0
    """The index of the tab that is open at first."""
    value: int | None = None
    """The index of the tab that is open, if the session follows that: switching is an event."""


class Tab(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "tab"
    block: ClassVar[bool] = True
    label: str


class Form(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "form"
    block: ClassVar[bool] = True
    clear_on_submit: bool = False
    enter_to_submit: bool = True
    border: bool = True
    height: Height | None = None


class Empty(Props, frozen=True, kw_only=True, omit_defaults=True):
    """A place for one element (or one container), which the next one replaces."""

    kind: ClassVar[str] = "empty"
    block: ClassVar[bool] = True


# --- widgets ---------------------------------------------------------------


class WidgetProps(Props, frozen=True, kw_only=True, omit_defaults=True):
    """What every input carries. Each has a ``value`` in its own wire form."""

    label: str
    """Inline markdown."""
    help: str | None = None
    disabled: bool = False
    label_visibility: LabelVisibility = "visible"
    form: int = 0
    """The id of the form around it; 0: none, changes are sent at once."""


class ButtonProps(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    """A trigger: its event has the value true."""

    kind: ClassVar[str] = "button"
    type: ButtonType = "secondary"
    icon: str | None = None
    icon_position: Literal["left", "right"] = "left"
    shortcut: str | None = None
    submit: bool = False
    """A form's submit button: its event carries the form's values."""


class DownloadButton(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    """A link to ``url``; its event (value true) is sent unless ``quiet``."""

    kind: ClassVar[str] = "download_button"
    url: str
    file_name: str
    type: ButtonType = "secondary"
    icon: str | None = None
    icon_position: Literal["left", "right"] = "left"
    quiet: bool = False

    def addresses(self) -> Iterable[str | None]:
        return (self.url,)


class LinkButton(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    """A link to ``url``; its event (value true) is sent unless ``quiet``."""

    kind: ClassVar[str] = "link_button"
    url: str
    type: ButtonType = "secondary"
    icon: str | None = None
    icon_position: Literal["left", "right"] = "left"
    shortcut: str | None = None
    quiet: bool = True


class MenuButton(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    """A trigger: its event has the index of the option that was chosen."""

    kind: ClassVar[str] = "menu_button"
    options: list[str]
    type: ButtonType = "secondary"
    icon: str | None = None


class ChatInput(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    """A trigger: its event has the text that was sent.

    With files or recordings it has ``{"text": ..., "files": [ids], "audio": id}``.
    """

    kind: ClassVar[str] = "chat_input"
    max_chars: int | None = None
    height: Height | None = None
    pinned: bool = False
    """It stands at the bottom of the window, whatever comes after it."""
    files: Literal["none", "single", "multiple", "directory"] = "none"
    types: list[str] = []
    """Allowed extensions with their dot; empty: any."""
    audio: bool = False
    sample_rate: int | None = None
    """Hertz; ``None``: the device's own."""
    max_bytes: int = 0
    url: str = ""
    """Where the browser posts each file."""


class ButtonGroup(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    """Options side by side, all in sight."""

    kind: ClassVar[str] = "button_group"
    style: Literal["pills", "segmented_control"] = "pills"
    options: list[str]
    """Inline markdown."""
    multiple: bool = False
    required: bool = False
    """One option at least stays chosen."""
    value: list[int] = []
    """Indexes of the chosen options."""


class Feedback(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "feedback"
    type: Literal["thumbs", "faces", "stars"] = "thumbs"
    value: int | None = None
    """From 0, the worst."""


class Pagination(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "pagination"
    pages: int
    visible: int = 7
    """How many page numbers show at most."""
    value: int = 1
    """From 1."""


class ColorPicker(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "color_picker"
    value: str = "#000000"
    """Always as ``#rrggbb``."""


class TimeInput(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "time_input"
    value: str | None = None
    """ISO: ``HH:MM``, with seconds if they matter."""
    step: int = 900
    """Seconds between the times offered."""
    format: Literal["24h", "12h"] = "24h"
    clearable: bool = False


class DatetimeInput(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "datetime_input"
    value: str | None = None
    """ISO: ``YYYY-MM-DDTHH:MM``."""
    min: str | None = None
    max: str | None = None
    step: int = 900
    """Seconds between the times offered."""
    format: str = "YYYY/MM/DD"
    """Of the date."""
    clearable: bool = False


class SelectSlider(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    """A slider over options."""

    kind: ClassVar[str] = "select_slider"
    options: list[str]
    value: list[int]
    """The index of the chosen option, or of both ends of a range."""


class Checkbox(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "checkbox"
    value: bool = False
    toggle: bool = False
    """Drawn as a switch."""


class Radio(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "radio"
    options: list[str]
    captions: list[str] | None = None
    value: int | None = None
    """The index of the chosen option."""
    horizontal: bool = False


class Selectbox(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "selectbox"
    options: list[str]
    value: int | str | None = None
    """The index of the chosen option, or a new option as text."""
    placeholder: str | None = None
    clearable: bool = False
    accept_new: bool = False
    filter_mode: Literal["fuzzy", "contains", "prefix", "none"] = "fuzzy"
    icon: str | None = None


class Multiselect(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "multiselect"
    options: list[str]
    value: list[int | str] = []
    """Indexes of the chosen options, in order of choice; new options as text."""
    placeholder: str | None = None
    max_selections: int | None = None
    accept_new: bool = False
    filter_mode: Literal["fuzzy", "contains", "prefix", "none"] = "fuzzy"


class Slider(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "slider"
    type: Literal["int", "float", "date", "time", "datetime"] = "int"
    """Dates and times are seconds since the epoch (a time: since midnight), in UTC."""
    min: float
    max: float
    step: float
    format: str | None = None
    """printf style for numbers, a date pattern (YYYY-MM-DD HH:mm:ss) otherwise."""
    value: list[float]
    """One number, or two for a range."""


class NumberInput(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "number_input"
    type: Literal["int", "float"] = "float"
    min: float | None = None
    max: float | None = None
    step: float = 1
    format: str | None = None
    value: float | None = None
    placeholder: str | None = None
    icon: str | None = None


class TextInput(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "text_input"
    value: str | None = None
    type: Literal["default", "password"] = "default"
    max_chars: int | None = None
    autocomplete: str | None = None
    placeholder: str | None = None
    icon: str | None = None
    live: bool = False
    """Send every keystroke (debounced) rather than on Enter or blur."""


class TextArea(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "text_area"
    value: str | None = None
    height: Height | None = None
    max_chars: int | None = None
    placeholder: str | None = None


class DateInput(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "date_input"
    value: list[str] = []
    """ISO dates: none, one, or two for a range (one while it is being chosen)."""
    range: bool = False
    clearable: bool = False
    min: str | None = None
    max: str | None = None
    format: str = "YYYY/MM/DD"


class FileInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One uploaded file as the page knows it."""

    id: str
    """Given by the upload route; the author's code reads the bytes behind it."""
    name: str
    size: int
    """Bytes."""
    type: str
    """MIME type as the browser reported it."""


class FileUploader(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "file_uploader"
    value: list[FileInfo] = []
    types: list[str] = []
    """Allowed extensions with their dot; empty: any."""
    multiple: bool = False
    max_bytes: int
    url: str
    """Where the browser posts each file."""


# --- data ------------------------------------------------------------------


class DataRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A table that crosses the wire once, in a binary frame, known by its hash."""

    sha: str
    format: Literal["arrow", "json"]
    """Arrow IPC stream, or a JSON object ``{"columns": {name: [values]}}``."""
    rows: int
    url: str | None = None
    """Where to ask for the rows that are looked at, of a table too long to be sent."""


ColumnKind = Literal[
    "text",
    "number",
    "checkbox",
    "selectbox",
    "multiselect",
    "date",
    "time",
    "datetime",
    "list",
    "link",
    "markdown",
    "image",
    "audio",
    "video",
    "json",
    "line_chart",
    "bar_chart",
    "area_chart",
    "progress",
    "button",
]


class DataColumn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    name: str
    """The column's name in the data."""
    label: str
    type: Literal[
        "text", "integer", "number", "boolean", "date", "time", "datetime", "list", "object"
    ]
    index: bool = False
    """One of the columns that label the rows."""
    kind: ColumnKind | None = None
    """How its cells look and are edited; ``None``: by its type."""
    width: int | Literal["small", "medium", "large"] | None = None
    help: str | None = None
    """Markdown."""
    format: str | None = None
    pinned: bool = False
    align: Literal["left", "center", "right"] | None = None
    disabled: bool = False
    """Whether its cells cannot be edited."""
    required: bool = False
    """Whether a cell that is edited may not be left empty."""
    default: Any = None
    """What a row that is added holds in it, as in an edit."""
    min: float | str | None = None
    max: float | str | None = None
    step: float | None = None
    """Of numbers; of times in seconds; of dates in days."""
    max_chars: int | None = None
    validate: str | None = None
    """A regular expression that what is entered has to match."""
    display: str | None = None
    """What a link says: text, or a regular expression whose first group is found in it."""
    options: list[Any] | None = None
    labels: list[str] | None = None
    """What is shown for each option; ``None``: the options themselves."""
    colors: list[str] | None = None
    """A colour for each option in turn."""
    accept_new: bool = False
    color: str | None = None
    """Of a chart or a bar."""
    timezone: str | None = None
    look: ButtonType = "secondary"
    """Of buttons."""
    trigger: int = 0
    """The id of the widget that a click in it is an event of."""


class DataProps(Props, frozen=True, kw_only=True, omit_defaults=True):
    """What shows a table."""

    data: DataRef
    columns: list[DataColumn]
    """In the order shown; hidden ones are left out."""
    height: Height | None = None
    alt: str | None = None

    def addresses(self) -> Iterable[str | None]:
        return (self.data.url,)


class GridProps(DataProps, frozen=True, kw_only=True, omit_defaults=True):
    """A table in a box of its own, of which only what is in sight is in the page."""

    row_height: int | None = None
    placeholder: str | None = None
    """Shown for missing values."""


SelectionMode = Literal[
    "single-row",
    "multi-row",
    "single-row-required",
    "single-column",
    "multi-column",
    "single-cell",
    "multi-cell",
]


class Selection(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is selected in a table: places of rows in the data, names of columns."""

    rows: list[int] = []
    columns: list[str] = []
    cells: list[tuple[int, str]] = []


class DataFrame(GridProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "dataframe"
    select: list[SelectionMode] = []
    """What can be selected; nothing: it is no widget."""
    form: int = 0
    value: Selection | None = None


class Edits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a user has done to a table."""

    edited_rows: dict[str, dict[str, Any]] = {}
    """By place of the row in the data, as text, and name of the column."""
    added_rows: list[dict[str, Any]] = []
    deleted_rows: list[int] = []
    of: str | None = None
    """The hash of the table that they were made in; ``None``: they outlive it."""


class DataEditor(GridProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "data_editor"
    num_rows: Literal["fixed", "dynamic", "add", "delete"] = "fixed"
    disabled: bool = False
    form: int = 0
    value: Edits | None = None


class Table(DataProps, frozen=True, kw_only=True, omit_defaults=True):
    """A table that is all on the page. Texts in it are inline markdown."""

    kind: ClassVar[str] = "table"
    border: Literal["all", "horizontal", "none"] = "all"
    hide_header: bool = False


class CellButton(Props, frozen=True, kw_only=True, omit_defaults=True):
    """The clicks in a column of buttons; the event is the row's place. Nothing to be seen."""

    kind: ClassVar[str] = "cell_button"
    disabled: bool = False


class VegaLite(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "vega_lite"
    spec: str
    """The Vega-Lite specification as JSON text, without its data."""
    data: DataRef | None = None
    """Given to the specification as the data set named ``source``."""
    height: Height | None = None
    alt: str | None = None
    themed: bool = True
    """Whether it takes the page's colours and type."""
    selects: list[str] = []
    """The selections in it that the session follows."""
    value: Any = None
    """What is selected, by the selection's name."""
    form: int = 0
    """The id of the form around it, if it selects; 0: none."""


# --- components ------------------------------------------------------------


class Component(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    """A custom component in an iframe; its event has any JSON as its value."""

    kind: ClassVar[str] = "component"
    name: str
    url: str
    args: str
    """The arguments as a JSON object in text."""
    height: int | None = None
    tab_index: int | None = None
    value: Any = None


class IFrame(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "iframe"
    src: str
    height: int = 150
    scrolling: bool = False
    tab_index: int | None = None

    def addresses(self) -> Iterable[str | None]:
        return (self.src,)
