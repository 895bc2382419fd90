// A map: layers of data over the outlines of the world.

import { useEffect, useMemo, useRef, useState } from "react";
import { Deck as DeckGl, type Layer, MapView, type PickingInfo, WebMercatorViewport } from "@deck.gl/core";
import { TileLayer } from "@deck.gl/geo-layers";
import { BitmapLayer } from "@deck.gl/layers";
import type { DeckProps } from "../../protocol.gen";
import { useTheme } from "../../theme/theme";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { ChartFrame, useRoom } from "./ChartFrame";
import { palette } from "./colors";
import { type DeckSpec, layersOf, type ViewState } from "./deck_spec";
import { type DeckSelection, emphasized, NOTHING, toggled } from "./deck_selection";
import { type Detail, detailAt, type Ground, GROUND_COLORS, groundLayers, loadGround } from "./ground";
import { tooltipOf } from "./deck_tooltip";

const WORLD: ViewState = { longitude: 10, latitude: 25, zoom: 0.6 };
/** No closer than this to points that are all in one place. */
const CLOSEST = 12;

export default function Deck({ id, props }: ElementProps<DeckProps>) {
  const theme = useTheme();
  const { value, commit } = useWidget<DeckSelection | null>(id, props);
  const spec = useMemo(() => JSON.parse(props.spec) as DeckSpec, [props.spec]);
  const deck = useRef<DeckGl<MapView>>(undefined);
  const [ready, setReady] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [zoom, setZoom] = useState(0);
  const [ground, setGround] = useState<{ detail: Detail; ground: Ground }>();
  const room = useRoom({ height: props.height, usual: 500, drawn: ready });
  const { host, width, height, seen } = room;
  const dark = props.dark ?? theme === "dark";
  const follows = props.selects.length > 0;
  const selection = value ?? NOTHING;
  const latest = useRef({ selection, commit, multiple: props.multiple });
  latest.current = { selection, commit, multiple: props.multiple };

  const detail = detailAt(zoom);
  const outlined = props.basemap && props.tiles === undefined;
  useEffect(() => {
    if (!outlined) return undefined;
    let current = true;
    loadGround(detail).then(
      (loaded) => current && setGround({ detail, ground: loaded }),
      (error: unknown) => current && setFailure(error),
    );
    return () => {
      current = false;
    };
  }, [outlined, detail]);

  const layers = useMemo(() => {
    try {
      const { accent } = palette(theme);
      return layersOf(spec).map((layer) => withUsualColor(layer, accent));
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }, [spec, theme]);

  // The map itself, once there is room for it.
  useEffect(() => {
    if (host.current === null || !seen) return undefined;
    const made = new DeckGl({
      parent: host.current,
      views: new MapView({ repeat: true }),
      controller: { scrollZoom: { smooth: true, speed: 0.02 }, touchRotate: true },
      initialViewState: startOf(spec.initialViewState, width, height) as never,
      pickingRadius: 4,
      onError: (error: Error) => setFailure(error),
      onViewStateChange: ({ viewState }) => setZoom((viewState as ViewState).zoom ?? 0),
      // A frame has been drawn, with all that the layers have loaded.
      onAfterRender: () => setReady(true),
    });
    deck.current = made;
    setZoom(startOf(spec.initialViewState, width, height).zoom ?? 0);
    return () => {
      deck.current = undefined;
      made.finalize();
    };
    // Another view is taken over below; another size by deck.gl itself.
  }, [host, seen]);

  const view = JSON.stringify(spec.initialViewState ?? null);
  const viewed = useRef(view);
  useEffect(() => {
    if (viewed.current === view) return;
    viewed.current = view;
    deck.current?.setProps({ initialViewState: startOf(JSON.parse(view) as ViewState | undefined, width, height) as never });
  }, [view, width, height]);

  useEffect(() => {
    if (layers instanceof Error) return;
    const below = props.tiles !== undefined ? [tileLayer(props.tiles)] : ground !== undefined && outlined ? groundLayers(ground.ground, ground.detail, dark) : [];
    const above = follows ? layers.map((layer) => emphasized(layer, selection)) : layers;
    deck.current?.setProps({
      layers: [...below, ...above],
      getTooltip: props.tooltip === undefined ? null : tooltipOf(props.tooltip),
      onClick: follows ? (info: PickingInfo) => pick(info) : null,
      getCursor: ({ isDragging, isHovering }) => (isDragging ? "grabbing" : isHovering && (follows || props.tooltip !== undefined) ? "pointer" : "grab"),
    });

    function pick(info: PickingInfo): void {
      const { selection: before, multiple, commit: send } = latest.current;
      send(toggled(before, info, multiple));
    }
  }, [layers, ground, outlined, dark, props.tiles, props.tooltip, follows, selection, seen]);

  if (layers instanceof Error) throw layers;
  if (failure !== undefined) throw failure instanceof Error ? failure : new Error(String(failure));
  return (
    <div className="rf-map" style={{ ["--rf-water" as string]: GROUND_COLORS[dark ? "dark" : "light"].water, height: props.height === "stretch" ? "100%" : undefined }}>
      <ChartFrame
        testId="stDeckGlJsonChart"
        room={room}
        alt={props.alt}
        name="Map"
        drawn={ready}
        fluid={props.height === "stretch"}
      />
    </div>
  );
}

/** Where the map is looked at from at first. */
function startOf(asked: ViewState | undefined, width: number, height: number): ViewState {
  const { bounds, ...view } = asked ?? {};
  if (bounds !== undefined && view.zoom === undefined) {
    const viewport = new WebMercatorViewport({ width: Math.max(width, 50), height: Math.max(height, 50) });
    const padding = Math.min(40, width / 6, height / 6);
    const { longitude, latitude, zoom } = viewport.fitBounds(bounds, { padding, maxZoom: CLOSEST });
    return { ...view, longitude, latitude, zoom: Math.max(zoom, 0) };
  }
  return { ...WORLD, ...view };
}

function withUsualColor(layer: Layer, accent: string): Layer {
  const props = layer.props as unknown as Record<string, unknown>;
  if (layer.id !== "points" || typeof props["getFillColor"] === "function") return layer;
  const parts = [1, 3, 5].map((at) => Number.parseInt(accent.slice(at, at + 2), 16));
  return layer.clone({ getFillColor: [...parts, 190] } as never);
}

/** Pictures of map tiles, as the author's own choice of server gives them. */
function tileLayer(address: string): Layer {
  return new TileLayer<HTMLImageElement>({
    id: "rf-tiles",
    data: address,
    minZoom: 0,
    maxZoom: 19,
    tileSize: 256,
    getTileData: ({ url, signal }) => loadPicture(url ?? "", signal),
    renderSubLayers: (props) => {
      const [[west, south], [east, north]] = props.tile.boundingBox as [[number, number], [number, number]];
      return new BitmapLayer({ id: props.id, image: props.data, bounds: [west, south, east, north] });
    },
  });
}

function loadPicture(url: string, signal: AbortSignal | undefined): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.crossOrigin = "anonymous";
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error(`This map tile cannot be loaded: ${url}`));
    signal?.addEventListener("abort", () => (picture.src = ""));
    picture.src = url;
  });
}
