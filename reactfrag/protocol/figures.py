"""What pictures, players, recorders, charts and maps carry: the rest of :mod:`.props`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal

import msgspec

from reactfrag.protocol.props import FileInfo, Height, Props, WidgetProps

# --- media -----------------------------------------------------------------


class Picture(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One picture of an ``image`` element."""

    url: str
    caption: str | None = None
    """Inline markdown."""
    alt: str | None = None
    """What a screen reader says; ``""``: it only decorates; ``None``: the caption."""


class Image(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "image"
    images: list[Picture]
    each: int | None = None
    """How wide each picture is, in pixels."""
    link: str | None = None

    def addresses(self) -> Iterable[str | None]:
        return [picture.url for picture in self.images]


class Audio(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "audio"
    url: str
    start: float = 0
    """Seconds."""
    end: float | None = None
    loop: bool = False
    autoplay: bool = False
    alt: str | None = None

    def addresses(self) -> Iterable[str | None]:
        return (self.url,)


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """Subtitles."""

    label: str
    url: str
    """Of WebVTT text."""


class Video(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "video"
    url: str
    embed: bool = False
    """The address is of a page with a player, to be shown in a frame."""
    start: float = 0
    """Seconds."""
    end: float | None = None
    loop: bool = False
    autoplay: bool = False
    muted: bool = False
    subtitles: list[Track] = []
    alt: str | None = None

    def addresses(self) -> Iterable[str | None]:
        return (self.url, *(track.url for track in self.subtitles))


class Pdf(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "pdf"
    url: str
    height: Height = 500
    alt: str | None = None

    def addresses(self) -> Iterable[str | None]:
        return (self.url,)


class CameraInput(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "camera_input"
    value: list[FileInfo] = []
    """The picture taken, if any."""
    ideal: list[int] | None = None
    """Width and height to ask the camera for, in pixels."""
    max_bytes: int
    url: str
    """Where the browser posts the picture."""


class AudioInput(WidgetProps, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "audio_input"
    value: list[FileInfo] = []
    """The recording, if any: a WAV file."""
    sample_rate: int | None = None
    """Hertz; ``None``: the device's own."""
    max_bytes: int
    url: str
    """Where the browser posts the recording."""


# --- charts ----------------------------------------------------------------


class ChartProps(Props, frozen=True, kw_only=True, omit_defaults=True):
    """What every chart carries. A selection is its ``value``, in the form its kind has."""

    height: Height | None = None
    themed: bool = True
    """Whether it takes the page's colours and type."""
    alt: str | None = None
    selects: list[str] = []
    """What the session follows of what is selected in it; empty: nothing."""
    value: Any = None
    form: int = 0
    """The id of the form around it, if it selects; 0: none."""


class Plotly(ChartProps, frozen=True, kw_only=True, omit_defaults=True):
    """Its value: ``{"points": [...], "point_indices": [...], "box": [...], "lasso": [...]}``."""

    kind: ClassVar[str] = "plotly_chart"
    spec: str
    """The figure (data, layout, frames) as JSON text."""
    config: str = "{}"
    """Options of the drawing library, as JSON text."""


class ECharts(ChartProps, frozen=True, kw_only=True, omit_defaults=True):
    """Its value: ``{"points": [...], "point_indices": [...]}``."""

    kind: ClassVar[str] = "echarts_chart"
    spec: str
    """The options as JSON text."""
    renderer: Literal["canvas", "svg"] = "canvas"


class Graphviz(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "graphviz_chart"
    dot: str
    engine: str = "dot"
    height: Height | None = None
    alt: str | None = None


class Mermaid(Props, frozen=True, kw_only=True, omit_defaults=True):
    kind: ClassVar[str] = "mermaid_chart"
    body: str
    alt: str | None = None


class Deck(ChartProps, frozen=True, kw_only=True, omit_defaults=True):
    """Layers over a map. Its value: ``{"indices": {layer: [...]}, "objects": {layer: [...]}}``."""

    kind: ClassVar[str] = "pydeck_chart"
    spec: str
    """Layers and view in deck.gl's JSON form, as text."""
    tooltip: str | None = None
    """``html`` or ``text`` templates and a ``style``, as a JSON object in text."""
    tiles: str | None = None
    """The address of map tiles, with ``{x}``, ``{y}`` and ``{z}``; ``None``: shipped outlines."""
    basemap: bool = True
    dark: bool | None = None
    """Whether the ground is dark; ``None``: as the page is."""
    multiple: bool = False
    """Whether several objects can be selected."""
