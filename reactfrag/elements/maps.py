"""Maps: points of a table, and the layers of pydeck."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.data import Frame, to_frame
from reactfrag.elements import check
from reactfrag.elements.chart_selections import OnSelect, SelectMixin, follows, some, whole_numbers
from reactfrag.elements.specs import columns, encoded
from reactfrag.errors import ApiError
from reactfrag.protocol.figures import Deck

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_LATITUDES = ("lat", "latitude", "y")
_LONGITUDES = ("lon", "lng", "long", "longitude", "x")
_MODES = ("single-object", "multi-object")
_RADIUS = 100
_TILES = re.compile(r"https?://[^\s{}]+(\{[xyzs]\}[^\s{}]*){3,4}")
_HEX = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")


class MapMixin(SelectMixin):
    """Maps."""

    __slots__ = ()

    def map(
        self,
        data: Any = None,
        *,
        latitude: str | None = None,
        longitude: str | None = None,
        color: Any = None,
        size: str | float | None = None,
        zoom: int | None = None,
        width: int | str = "stretch",
        height: int | str = 500,
        use_container_width: bool | None = None,
        alt: str | None = None,
    ) -> Container:
        """Show points on a map of the world.

        The map is outlines of land and borders that come with the page: no other host is asked.

        Parameters
        ----------
        data
            A table, as for :meth:`dataframe`, with a row for each point; ``None``: an empty map.
        latitude, longitude
            The columns of degrees north and east; ``None``: found by their names, such as
            ``lat`` and ``lon``.
        color
            A colour, or the column that holds one for each point: ``"#rrggbb"`` or a list of
            three or four numbers, from 0 to 255 or fractions of 1.
        size
            The radius in metres, or the column that holds one for each point; ``None``: 100.
            Points are never too small to be seen.
        zoom
            0 (the world) to 20 (a house); ``None``: so that all points show.
        width
            ``"stretch"`` or pixels.
        height
            ``"stretch"`` or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        alt
            A description for screen readers.

        Raises
        ------
        ApiError
            The data is no table, a column is not there or holds no degrees, or an argument is
            none of those.

        >>> map({"lat": [59.91, 41.9], "lon": [10.75, 12.5]})
        """
        points = _points(to_frame(data), latitude, longitude, color, size)
        view: dict[str, Any] = {}
        if points:
            lons, lats = zip(*(point["position"] for point in points), strict=True)
            west, south, east, north = min(lons), min(lats), max(lons), max(lats)
            view = {"longitude": (west + east) / 2, "latitude": (south + north) / 2}
            if zoom is None:
                view["bounds"] = [[west, south], [east, north]]
        if zoom is not None:
            view["zoom"] = _zoom(zoom)
        layer = {
            "@@type": "ScatterplotLayer",
            "id": "points",
            "data": points,
            "getPosition": "@@=position",
            "getRadius": "@@=size" if isinstance(size, str) else _RADIUS if size is None else size,
            "radiusMinPixels": 3,
            "pickable": False,
        }
        if color is not None:
            layer["getFillColor"] = "@@=color"
        spec = {"initialViewState": view, "layers": [layer]}
        return self._draw(
            Deck(
                spec=encoded(spec),
                width=check.width(check.stretched(use_container_width, width)),
                height=check.height(height, None),
                alt=alt,
            )
        )

    def pydeck_chart(
        self,
        pydeck_obj: Any = None,
        *,
        width: int | str = "stretch",
        use_container_width: bool | None = None,
        height: int | str = 500,
        selection_mode: Literal["single-object", "multi-object"] = "single-object",
        on_select: OnSelect = "ignore",
        key: str | int | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show layers of data over a map, made with pydeck.

        The map is outlines of land and borders that come with the page; the styles of map
        services that pydeck names by default are not fetched.  ``map_style`` may be the address
        of raster tiles with ``{z}``, ``{x}`` and ``{y}``, and ``map_provider=None`` asks for none.

        Parameters
        ----------
        pydeck_obj
            The ``pydeck.Deck``; ``None``: an empty map.
        width
            ``"stretch"`` or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        height
            ``"stretch"`` or pixels.
        selection_mode
            ``"single-object"`` or ``"multi-object"``: a click adds to what is selected.
        on_select
            ``"ignore"``; ``"rerun"``, or a function to call first: what is selected is returned,
            and selecting reruns what drew the map.  Layers have an ``id`` and are ``pickable``.
        key
            Its name on the page, and in session state if ``on_select`` follows it.
        alt
            A description for screen readers.

        Returns
        -------
        What is selected, if ``on_select`` follows it: ``event.selection.indices`` and
        ``event.selection.objects`` have a list for each layer, by its ``id``.

        Raises
        ------
        ApiError
            It is no deck of pydeck, or an argument is none of those.

        >>> layer = pydeck.Layer("ScatterplotLayer", towns, get_position="[lon, lat]", id="towns",
        ...                      get_radius=2000, pickable=True)
        >>> event = pydeck_chart(pydeck.Deck(layer), on_select="rerun")
        """
        if selection_mode not in _MODES:
            raise ApiError(
                f"pydeck_chart(selection_mode={selection_mode!r}): it takes 'single-object' or "
                "'multi-object'."
            )
        name = check.key(key)
        spec, ground = _deck(pydeck_obj)
        wide = check.width(check.stretched(use_container_width, width))
        high = check.height(height, None)
        follow = follows("pydeck_chart", on_select)
        text = encoded(spec)

        def draw(value: dict[str, Any] | None, form: int) -> Deck:
            return Deck(
                key=name,
                spec=text,
                width=wide,
                height=high,
                alt=alt,
                selects=["objects"] if follow else [],
                multiple=selection_mode == "multi-object",
                value=value,
                form=form,
                **ground,
            )

        empty: dict[str, Any] = {"indices": {}, "objects": {}}
        return self._chart_or_input("pydeck_chart", name, on_select, empty, _clean, draw)


def is_deck(value: Any) -> bool:
    """Whether ``value`` is a deck of pydeck."""
    return type(value).__module__.startswith("pydeck.") and hasattr(value, "to_json")


def _clean(wire: Mapping[str, Any]) -> dict[str, Any]:
    indices, objects = wire.get("indices", {}), wire.get("objects", {})
    if not isinstance(indices, Mapping) or not isinstance(objects, Mapping):
        raise ValueError("indices and objects are by layer")
    return {
        "indices": {str(k): whole_numbers(v, "indices") for k, v in indices.items()},
        "objects": {str(k): some(v, "objects") for k, v in objects.items()},
    }


def _deck(deck: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a deck's layers and view, and what is to be known of its ground and its tooltip."""
    if deck is None:
        return {"layers": []}, {}
    if not hasattr(deck, "to_json"):
        raise ApiError(f"pydeck_chart() takes a deck of pydeck, not {type(deck).__name__}.")
    try:
        spec = json.loads(deck.to_json())
    except (TypeError, ValueError) as error:
        raise ApiError(f"pydeck_chart(): the deck cannot be written as JSON: {error}.") from error
    style = spec.pop("mapStyle", None)
    provider = spec.pop("mapProvider", None)
    spec = {name: spec[name] for name in ("initialViewState", "layers", "views") if name in spec}
    ground: dict[str, Any] = {}
    if isinstance(style, str) and _TILES.fullmatch(style):
        ground["tiles"] = style
    elif isinstance(style, str) and style:
        dark = re.search(r"dark", style)
        light = re.search(r"light|positron|road|streets|outdoors", style)
        ground["dark"] = True if dark else False if light else None
    if provider is None and style is None:
        ground["basemap"] = False
    tooltip = getattr(deck, "_tooltip", None)
    if isinstance(tooltip, Mapping):
        ground["tooltip"] = encoded(dict(tooltip))
    elif tooltip:
        ground["tooltip"] = "{}"
    return spec, ground


# --- points ----------------------------------------------------------------


def _points(
    frame: Frame, latitude: str | None, longitude: str | None, color: Any, size: Any
) -> list[dict[str, Any]]:
    if not frame.rows:
        return []
    named = columns(frame)
    labels = {field.label: field.name for field in reversed(frame.fields)}

    def column(argument: str, name: str) -> list[Any]:
        found = named.get(name, named.get(labels.get(name, ""), None))
        if found is None:
            known = ", ".join(map(repr, named))
            raise ApiError(
                f"map({argument}={name!r}): there is no such column. There are: {known}."
            )
        return found

    lats = column("latitude", _found(frame, "latitude", latitude, _LATITUDES))
    lons = column("longitude", _found(frame, "longitude", longitude, _LONGITUDES))
    sizes = column("size", size) if isinstance(size, str) else None
    if sizes is None and size is not None and not _is_number(size):
        raise ApiError(f"map(size={size!r}): it takes metres, or the name of a column.")
    colors: list[Any] | None = None
    if isinstance(color, str) and (color in named or color in labels):
        colors = [_rgba(value) for value in column("color", color)]
    one = None if color is None or colors is not None else _rgba(color)
    points = []
    for row in range(frame.rows):
        lat, lon = lats[row], lons[row]
        if lat is None or lon is None:
            continue
        if not _is_number(lat) or not _is_number(lon):
            raise ApiError(
                f"map(): row {row} has the place ({lat!r}, {lon!r}), which is no number."
            )
        if not -90 <= lat <= 90 or not -360 <= lon <= 360:
            raise ApiError(
                f"map(): row {row} has latitude {lat} and longitude {lon}. Degrees go from -90 to "
                "90 and from -180 to 180: are the columns the right way round?"
            )
        point: dict[str, Any] = {"position": [float(lon), float(lat)]}
        if color is not None:
            point["color"] = colors[row] if colors is not None else one
        if sizes is not None:
            point["size"] = sizes[row] if _is_number(sizes[row]) else 0
        points.append(point)
    return points


def _found(frame: Frame, argument: str, given: str | None, names: Sequence[str]) -> str:
    if given is not None:
        return str(given)
    by_label = {field.label.lower(): field.name for field in reversed(frame.fields)}
    for name in names:
        if name in by_label:
            return by_label[name]
    known = ", ".join(repr(field.label) for field in frame.fields)
    raise ApiError(
        f"map(): no column is called {names[0]!r} or {names[1]!r}. Name one as {argument}=...; "
        f"there are: {known}."
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _rgba(value: Any) -> list[int]:
    """Return a colour as four whole numbers."""
    if isinstance(value, str) and _HEX.fullmatch(value):
        digits = value[1:]
        if len(digits) <= 4:
            digits = "".join(digit * 2 for digit in digits)
        parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
        return [*parts, 255][:4]
    numbers = list(value) if isinstance(value, (list, tuple)) else []
    if len(numbers) in (3, 4) and all(map(_is_number, numbers)):
        fractions = all(isinstance(part, float) and 0 <= part <= 1 for part in numbers)
        scaled = [round(part * 255) if fractions else round(part) for part in numbers]
        if all(0 <= part <= 255 for part in scaled):
            return [*scaled, 255][:4]
    raise ApiError(
        f"map(color={value!r}): a colour is '#rrggbb' or three or four numbers; a string may also "
        "name a column."
    )


def _zoom(zoom: Any) -> float:
    if _is_number(zoom) and 0 <= zoom <= 24:
        return float(zoom)
    raise ApiError(f"map(zoom={zoom!r}): it takes a number from 0 (the world) to 24.")
