"""Finding elements: one list for each kind, in page order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from reactfrag.names import missing_attribute
from reactfrag.protocol import props as p
from reactfrag.testing.elements import (
    Code,
    Element,
    ElementList,
    Heading,
    Json,
    Metric,
    Progress,
    Raised,
    Table,
    name_of,
)
from reactfrag.testing.errors import NoSuchKeyError
from reactfrag.testing.mirror import MirrorNode
from reactfrag.testing.widgets import (
    Button,
    ButtonGroup,
    Chart,
    ChatInput,
    Checkbox,
    Choice,
    ColorPicker,
    Component,
    DataEditor,
    DataFrame,
    DateInput,
    FileUploader,
    Multiselect,
    NumberInput,
    SelectSlider,
    Slider,
    TextInput,
    TimeInput,
    Widget,
)

if TYPE_CHECKING:
    from reactfrag.testing.apptest import AppTest

E = TypeVar("E", bound=Element)


class Found(Generic[E]):
    """Declares an attribute that lists all elements of one kind, as ``handle``."""

    def __init__(self, handle: Callable[[AppTest, int], E], *also: str) -> None:
        self._handle = handle
        self._names = also

    def __set_name__(self, owner: type[Query], name: str) -> None:
        self._names = (name, *self._names)
        owner.HANDLES[name] = self._handle

    @overload
    def __get__(self, query: None, owner: type[Query]) -> Found[E]: ...

    @overload
    def __get__(self, query: Query, owner: type[Query]) -> ElementList[E]: ...

    def __get__(self, query: Query | None, owner: type[Query]) -> Found[E] | ElementList[E]:
        if query is None:
            return self
        app, names = query.app_test, self._names
        return ElementList(
            self._handle(app, node.id) for node in query.walk() if name_of(node) in names
        )


class Query:
    """Something that holds elements: the page, or a block on it.

    Kinds that have no attribute below are found by their name all the same, as
    elements without methods of their own.
    """

    __slots__ = ()
    HANDLES: ClassVar[dict[str, Callable[[AppTest, int], Element]]] = {}

    title = Found(Heading)
    header = Found(Heading)
    subheader = Found(Heading)
    markdown = Found(Element)
    caption = Found(Element)
    text = Found(Element)
    code = Found(Code)
    divider = Found(Element)
    html = Found(Element)
    json = Found(Json)
    metric = Found(Metric)
    dataframe = Found(DataFrame)
    data_editor = Found(DataEditor)
    table = Found(Table)
    success = Found(Element)
    info = Found(Element)
    warning = Found(Element)
    error = Found(Element)
    exception = Found(Raised)
    progress = Found(Progress)
    spinner = Found(Element)

    button = Found(Button, "form_submit_button")
    form_submit_button = Found(Button)
    download_button = Found(Button)
    checkbox = Found(Checkbox)
    toggle = Found(Checkbox)
    radio = Found(Choice)
    selectbox = Found(Choice)
    multiselect = Found(Multiselect)
    slider = Found(Slider)
    number_input = Found(NumberInput)
    text_input = Found(TextInput)
    text_area = Found(TextInput)
    date_input = Found(DateInput)
    time_input = Found(TimeInput)
    datetime_input = Found(TimeInput)
    color_picker = Found(ColorPicker)
    select_slider = Found(SelectSlider)
    button_group = Found(ButtonGroup, "pills", "segmented_control")
    pills = Found(ButtonGroup)
    segmented_control = Found(ButtonGroup)
    chat_input = Found(ChatInput)
    file_uploader = Found(FileUploader)
    camera_input = Found(FileUploader)
    audio_input = Found(FileUploader)
    image = Found(Element)
    component = Found(Component)

    @property
    def app_test(self) -> AppTest:
        """The test it belongs to."""
        raise AssertionError("the page and its blocks know")

    def walk(self) -> Iterator[MirrorNode]:
        """Iterate over all that is in it, in page order."""
        raise AssertionError("the page and its blocks know")

    @property
    def columns(self) -> ElementList[Block]:
        """The single columns, of whatever rows."""
        return self._blocks("column")

    @property
    def tabs(self) -> ElementList[Block]:
        """The single tabs, of whatever sets."""
        return self._blocks("tab")

    @property
    def expander(self) -> ElementList[Block]:
        """The expanders."""
        return self._blocks("expander")

    @property
    def container(self) -> ElementList[Block]:
        """The containers."""
        return self._blocks("container")

    @property
    def form(self) -> ElementList[Block]:
        """The forms."""
        return self._blocks("form")

    @property
    def empty(self) -> ElementList[Block]:
        """The slots for a single element."""
        return self._blocks("empty")

    @property
    def fragment(self) -> ElementList[Block]:
        """What each fragment drew; ``name`` is the fragment's."""
        return self._blocks("fragment")

    def find(self, kind: str) -> ElementList[Any]:
        """Return the elements of ``kind``, by the name that an app has for it."""
        found = getattr(type(self), kind, None)
        if isinstance(found, Found | property) and kind != "app_test":
            listed: ElementList[Any] = getattr(self, kind)
            return listed
        nodes = [node for node in self.walk() if kind in (node.kind, name_of(node))]
        return ElementList(handle_of(self.app_test, node) for node in nodes)

    def get_by_key(self, key: str) -> Any:
        """Return the element that carries ``key``; ``KeyError`` if none does."""
        for node in self.walk():
            if node.props.key == str(key):
                return handle_of(self.app_test, node)
        raise NoSuchKeyError(key, (node.props.key for node in self.walk()))

    def __getattr__(self, name: str) -> ElementList[Any]:
        if name in _kinds():
            return self.find(name)
        raise missing_attribute("This page", name, [*_kinds(), *self.HANDLES])

    def _blocks(self, kind: str) -> ElementList[Block]:
        return ElementList(Block(self.app_test, n.id) for n in self.walk() if n.kind == kind)


class Block(Query, Element):
    """An element that holds others: a column, a tab, an expander, a fragment's body..."""

    __slots__ = ()

    @property
    def app_test(self) -> AppTest:
        return self._app

    @property
    def children(self) -> list[Any]:
        """What is in it, one level deep."""
        return [handle_of(self._app, node) for node in self.node.children or ()]

    def walk(self) -> Iterator[MirrorNode]:
        return self.node.walk()

    def get(self, element_type: str) -> ElementList[Any]:
        """Return the elements of one kind, by the name that an app has for it."""
        return self.find(element_type)

    def __len__(self) -> int:
        return len(self.node.children or ())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.children)

    def __getitem__(self, index: int) -> Any:
        return self.children[index]

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        return (
            Query.__getattr__(self, name) if name in _kinds() else Element.__getattr__(self, name)
        )


def handle_of(app: AppTest, node: MirrorNode) -> Any:
    """Return the handle for ``node`` that knows most of its kind."""
    known = Query.HANDLES.get(name_of(node))
    if known is not None:
        return known(app, node.id)
    if node.children is not None:
        return Block(app, node.id)
    if getattr(node.props, "selects", None):
        return Chart(app, node.id)
    return (Widget if isinstance(node.props, p.WidgetProps) else Element)(app, node.id)


def _kinds() -> set[str]:
    """Return the kinds of elements that the page knows."""
    found: set[str] = set()
    pending: list[type[p.Props]] = [p.Props]
    while pending:
        kind = pending.pop()
        pending += kind.__subclasses__()
        found.add(kind.kind)
    return found - {""}
