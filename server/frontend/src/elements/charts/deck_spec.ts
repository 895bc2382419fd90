// From pydeck's JSON to layers.

import * as aggregation from "@deck.gl/aggregation-layers";
import * as core from "@deck.gl/core";
import * as geo from "@deck.gl/geo-layers";
import { JSONConfiguration, JSONConverter } from "@deck.gl/json";
import * as flat from "@deck.gl/layers";
import * as meshes from "@deck.gl/mesh-layers";

export interface DeckSpec {
  initialViewState?: ViewState;
  layers?: LayerSpec[];
  views?: unknown;
}

export interface ViewState {
  longitude?: number;
  latitude?: number;
  zoom?: number;
  pitch?: number;
  bearing?: number;
  /** [[west, south], [east, north]] to be seen whole. */
  bounds?: [[number, number], [number, number]];
  [name: string]: unknown;
}

interface LayerSpec {
  id?: string;
  [name: string]: unknown;
}

function layerClasses(): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const library of [flat, aggregation, geo, meshes] as Record<string, unknown>[]) {
    for (const [name, value] of Object.entries(library)) if (name.endsWith("Layer")) found[name] = value;
  }
  return found;
}

// Expressions in it are interpreted, and may not call functions (deck.gl sees to that).
const converter = new JSONConverter({
  configuration: new JSONConfiguration({
    classes: { ...layerClasses(), MapView: core.MapView, FirstPersonView: core.FirstPersonView, GlobeView: core._GlobeView, OrbitView: core.OrbitView, OrthographicView: core.OrthographicView },
    constants: { COORDINATE_SYSTEM: core.COORDINATE_SYSTEM },
    enumerations: { COORDINATE_SYSTEM: core.COORDINATE_SYSTEM },
  }),
});

/** What an expression may not name: the way out of plain data. */
const FORBIDDEN = /\b(constructor|__proto__|prototype|__defineGetter__|__lookupGetter__)\b/;

function refuse(value: unknown): void {
  if (typeof value === "string") {
    if (value.startsWith("@@=") && FORBIDDEN.test(value)) throw new Error(`A map's layer has an expression that is not allowed: ${value}`);
    if (value.startsWith("@@#")) throw new Error(`A map's layer names something that is not there: ${value}`);
  } else if (Array.isArray(value)) {
    // The rows of a table are data, not expressions.
    if (value.length <= 64) value.forEach(refuse);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) if (name !== "data") refuse(part);
  }
}

/** The layers of a specification; their data stays as it is. */
export function layersOf(spec: DeckSpec): core.Layer[] {
  const layers = spec.layers ?? [];
  refuse(layers);
  // The converter walks through all that it is given: rows are put back afterwards.
  const bare = layers.map(({ data, ...rest }, at) => (Array.isArray(data) ? { ...rest, rfData: at } : { ...rest, data }));
  const converted = converter.convert({ layers: bare }) as { layers?: (core.Layer | undefined)[] };
  return (converted.layers ?? []).flatMap((layer, at) => {
    if (layer === undefined || layer === null || typeof (layer as { clone?: unknown }).clone !== "function") {
      throw new Error(`A map has no layer of the type ${String(layers[at]?.["@@type"])}.`);
    }
    const data = layers[at]?.["data"];
    return Array.isArray(data) ? layer.clone({ data } as never) : layer;
  });
}
