"""What a test sees of the elements on a page: handles, good for as long as the element stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reactfrag.data import load_table
from reactfrag.protocol import props as p
from reactfrag.runtime import media
from reactfrag.testing.errors import ElementGoneError, NoSuchKeyError
from reactfrag.testing.mirror import MirrorNode

if TYPE_CHECKING:
    from reactfrag.testing.apptest import AppTest

E = TypeVar("E", bound="Element")


class Element:
    """One element on the page.

    What it was drawn with can be read as attributes (``label``, ``help``,
    ``icon``...), beside those below.
    """

    __slots__ = ("_app", "id")

    def __init__(self, app: AppTest, id: int) -> None:
        self._app = app
        self.id = id
        """The element's number on this session's page."""

    @property
    def node(self) -> MirrorNode:
        """The element as the browser holds it; raises :class:`ElementGoneError`."""
        node = self._app.mirror.nodes.get(self.id)
        if node is None:
            raise ElementGoneError(type(self).__name__)
        return node

    @property
    def props(self) -> Any:
        """All that it was drawn with."""
        return self.node.props

    @property
    def kind(self) -> str:
        """What the page calls this kind of element."""
        return self.node.kind

    @property
    def type(self) -> str:
        """What an app calls this kind of element, such as ``"title"``."""
        return name_of(self.node)

    @property
    def key(self) -> str | None:
        """Its ``key=``."""
        key: str | None = self.node.props.key
        return key

    @property
    def value(self) -> Any:
        """What it shows."""
        return getattr(self.node.props, "body", None)

    def walk(self) -> Iterator[MirrorNode]:
        """Iterate over this element and all below it, in page order."""
        return self.node.walk()

    def run(self, *, timeout: float | None = None) -> AppTest:
        """Run the app with what has been entered; see :meth:`AppTest.run`."""
        return self._app.run(timeout=timeout)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return getattr(self.node.props, name)
        except AttributeError:
            raise AttributeError(f"A {self.type} has no `{name}`.", name=name) from None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and other._app is self._app and other.id == self.id

    def __hash__(self) -> int:
        return self.id

    def __repr__(self) -> str:
        node = self._app.mirror.nodes.get(self.id)
        if node is None:
            return f"<{type(self).__name__}, gone>"
        label = getattr(node.props, "label", None)
        shown = f" {label!r}" if label is not None else ""
        key = f" key={node.props.key!r}" if node.props.key is not None else ""
        return f"<{name_of(node)}{shown}{key} value={self.value!r}>"


class Heading(Element):
    """A title, header or subheader."""

    __slots__ = ()

    @property
    def tag(self) -> str:
        """``"h1"``, ``"h2"`` or ``"h3"``."""
        return f"h{self.props.level}"


class Code(Element):
    """A block of code; ``value`` is its text."""

    __slots__ = ()

    @property
    def language(self) -> str | None:
        """What it is highlighted as."""
        language: str | None = self.props.language
        return language


class Json(Element):
    """A JSON value; ``value`` is its text."""

    __slots__ = ()

    @property
    def data(self) -> Any:
        """The value itself."""
        return json.loads(self.props.body)


class Metric(Element):
    """A figure; ``label``, ``value`` and ``delta`` are texts."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The figure as it is shown."""
        value: str = self.props.value
        return value

    @property
    def delta(self) -> str:
        """The change as it is shown; ``""``: none."""
        return self.props.delta or ""


class Raised(Element):
    """An exception that the app's code raised."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The message."""
        return self.message

    @property
    def message(self) -> str:
        """What it says."""
        message: str = self.props.message
        return message

    @property
    def name(self) -> str:
        """The exception's class."""
        name: str = self.props.type
        return name

    @property
    def stack_trace(self) -> list[str]:
        """The app's own frames, outermost first, one text each."""
        return [f"{f.file}:{f.line} in {f.function}: {f.code}" for f in self.props.frames]


class Progress(Element):
    """A bar; ``value`` is between 0 and 100."""

    __slots__ = ()

    @property
    def value(self) -> int:
        """Per cent."""
        value: int = self.props.value
        return value


class Table(Element):
    """A table."""

    __slots__ = ()

    @property
    def value(self) -> Any:
        """The data: a pandas frame where pandas is installed, a dict of lists otherwise."""
        return self._data

    @property
    def _data(self) -> Any:
        shown = self.props.columns
        ref: p.DataRef = self.props.data
        if ref.url is not None:
            kept = media.store.get(ref.url.split("/")[-2])
            assert kept is not None
            data, format = kept.data, str(ref.format)
        else:
            format, data = self._app.tables[ref.sha]
        return load_table(
            data,
            format,
            {column.name: column.label for column in shown},
            [column.name for column in shown if column.index],
        )


class Toast:
    """A message beside the page, shown in the last step."""

    __slots__ = ("icon", "value")

    def __init__(self, toast: p.Toast) -> None:
        self.value = toast.body
        self.icon = toast.icon

    def __repr__(self) -> str:
        return f"<toast value={self.value!r}>"


def name_of(node: MirrorNode) -> str:
    """Return what an app calls an element like ``node``."""
    match node.props:
        case p.Heading(level=level):
            return ("title", "header", "subheader")[level - 1]
        case p.Alert(level=level):
            return level
        case p.Markdown(caption=True):
            return "caption"
        case p.Checkbox(toggle=True):
            return "toggle"
        case p.ButtonProps(submit=True):
            return "form_submit_button"
        case _ if node.kind == "button_group":
            return str(getattr(node.props, "style", node.kind))
        case _:
            return node.kind


class ElementList(tuple[E, ...], Generic[E]):
    """Elements in page order. Called with a key, it gives the one that carries it."""

    __slots__ = ()

    def __call__(self, key: str) -> E:
        for element in self:
            if element.key == str(key):
                return element
        raise NoSuchKeyError(key, (element.key for element in self))

    @property
    def values(self) -> list[Any]:
        """The value of each."""
        return [element.value for element in self]
