"""Containers: what elements are drawn into, and the handles of those already drawn."""

from __future__ import annotations

from types import TracebackType

from reactfrag.elements.buttons import ButtonMixin
from reactfrag.elements.charts import ChartMixin
from reactfrag.elements.chat import ChatMixin
from reactfrag.elements.choices import ChoiceMixin
from reactfrag.elements.colors import ColorMixin
from reactfrag.elements.data import DataMixin
from reactfrag.elements.dates import DateMixin
from reactfrag.elements.drawings import DrawingMixin
from reactfrag.elements.echarts import EChartsMixin
from reactfrag.elements.editor import EditorMixin
from reactfrag.elements.files import FileMixin
from reactfrag.elements.forms import FormMixin
from reactfrag.elements.groups import GroupMixin
from reactfrag.elements.images import ImageMixin
from reactfrag.elements.layout import LayoutMixin
from reactfrag.elements.lazy import LazyMixin
from reactfrag.elements.links import LinkMixin
from reactfrag.elements.maps import MapMixin
from reactfrag.elements.menus import MenuMixin
from reactfrag.elements.numbers import NumberMixin
from reactfrag.elements.players import PlayerMixin
from reactfrag.elements.plotly import PlotlyMixin
from reactfrag.elements.prose import ProseMixin
from reactfrag.elements.recorders import RecorderMixin
from reactfrag.elements.sliders import SliderMixin
from reactfrag.elements.space import SpaceMixin
from reactfrag.elements.status import StatusMixin
from reactfrag.elements.switches import SwitchMixin
from reactfrag.elements.tables import TableMixin
from reactfrag.elements.text import TextMixin
from reactfrag.elements.texts import TextInputMixin
from reactfrag.elements.times import TimeMixin
from reactfrag.elements.vega import VegaMixin
from reactfrag.elements.write import WriteMixin
from reactfrag.errors import ApiError
from reactfrag.protocol import SIDEBAR
from reactfrag.runtime.bare import bare_run
from reactfrag.runtime.context import current, provide_bare
from reactfrag.runtime.executor import provide
from reactfrag.runtime.run import Place
from reactfrag_compiler.emit import SHOW


class Container(
    TextMixin,
    WriteMixin,
    LayoutMixin,
    LazyMixin,
    FormMixin,
    ButtonMixin,
    SwitchMixin,
    ChoiceMixin,
    SliderMixin,
    NumberMixin,
    TextInputMixin,
    DateMixin,
    FileMixin,
    ChatMixin,
    ColorMixin,
    GroupMixin,
    LinkMixin,
    MenuMixin,
    ProseMixin,
    SpaceMixin,
    TimeMixin,
    StatusMixin,
    DataMixin,
    TableMixin,
    EditorMixin,
    ChartMixin,
    ImageMixin,
    PlayerMixin,
    RecorderMixin,
    VegaMixin,
    PlotlyMixin,
    EChartsMixin,
    DrawingMixin,
    MapMixin,
):
    """A place on the page with every element as a method.

    Elements are added by its methods, or by any element called within
    ``with container:``.

    >>> left, right = columns(2)
    >>> left.write("Here")
    >>> with right:
    ...     write("and there")
    """

    __slots__ = ()

    def __enter__(self) -> Container:
        if self._place is not None:
            current().enter(self._place)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._place is not None:
            current().leave()

    def _leaf(self, place: Place) -> Container:
        return Leaf(place)

    def _block(self, place: Place) -> Container:
        return Container(place)

    def _lazy(self, place: Place, shown: bool | None) -> Container:
        return Lazy(place, shown)

    def _slot(self, place: Place) -> Container:
        return Slot(place)

    def _same(self) -> Container:
        return self

    @property
    def open(self) -> bool | None:
        """Whether it is open, of an expander, a popover or a tab with ``on_change=``."""
        return None

    def __repr__(self) -> str:
        return f"<reactfrag {type(self).__name__.lower()}>"


class Leaf(Container):
    """An element that has been drawn: whatever is drawn on it takes its place."""

    __slots__ = ()
    _single = True

    def __enter__(self) -> Container:
        raise ApiError(
            "`with` takes a container, and this is an element. Draw into a container() or an "
            "expander(), or call a method on the element to replace it."
        )


class Lazy(Container):
    """A container that the user opens and closes."""

    __slots__ = ("_shown",)

    def __init__(self, place: Place, shown: bool | None) -> None:
        super().__init__(place)
        self._shown = shown

    @property
    def open(self) -> bool | None:
        """Whether the user has opened it; ``None`` if the session does not follow that."""
        return self._shown


class Slot(Container):
    """What ``empty()`` returns: room for one element, which the next one replaces."""

    __slots__ = ()
    _single = True

    def empty(self) -> Container:
        """Take what stands here off the page.

        >>> note = empty()
        >>> note.write("Working")
        >>> note.empty()
        """
        assert self._place is not None
        current().remove(self._place)
        return self


main = Container()
"""Draws wherever the innermost ``with`` block is; the module-level functions are its methods."""

sidebar = Container(Place(SIDEBAR))
"""The sidebar of the page."""

provide(SHOW, main.show)
provide_bare(bare_run)
