// What is selected on a map: indexes and objects, by layer.

import type { Layer, PickingInfo } from "@deck.gl/core";

export interface DeckSelection {
  indices: Record<string, number[]>;
  objects: Record<string, unknown[]>;
}

export const NOTHING: DeckSelection = { indices: {}, objects: {} };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The selection after a click: on an object, or beside all of them. */
export function toggled(
  before: DeckSelection,
  { picked, layer, index, object }: Pick<PickingInfo, "index"> & { picked?: boolean; layer?: Pick<Layer, "id"> | null; object?: unknown },
  multiple: boolean,
): DeckSelection {
  if (picked === false || !layer || index < 0) return NOTHING;
  const { id } = layer;
  const at = (before.indices[id] ?? []).indexOf(index);
  const base = multiple ? before : NOTHING;
  const indices = { ...base.indices };
  const objects = { ...base.objects };
  if (at >= 0) {
    indices[id] = (indices[id] ?? []).filter((one) => one !== index);
    objects[id] = (objects[id] ?? []).filter((_, place) => place !== at);
    if (indices[id].length === 0) {
      delete indices[id];
      delete objects[id];
    }
  } else {
    indices[id] = [...(indices[id] ?? []), index];
    objects[id] = [...(objects[id] ?? []), isRecord(object) ? object : { value: object ?? null }];
  }
  return { indices, objects };
}

const COLORS = ["getFillColor", "getColor", "getLineColor", "getSourceColor", "getTargetColor"];
const FAINT = 0.3;

type Color = ArrayLike<number>;

/** A layer whose objects recede but for those that are selected. */
export function emphasized(layer: Layer, { indices }: DeckSelection): Layer {
  const chosen = new Set(indices[layer.id] ?? []);
  if (chosen.size === 0) return layer;
  const props = layer.props as unknown as Record<string, unknown>;
  const changed: Record<string, unknown> = {};
  for (const name of COLORS) {
    const own = props[name];
    if (own === undefined || own === null) continue;
    changed[name] = (object: unknown, info: { index: number }): Color => {
      const color = (typeof own === "function" ? (own as (object: unknown, info: unknown) => Color)(object, info) : own) as Color;
      if (chosen.has(info.index)) return color;
      return [color[0] ?? 0, color[1] ?? 0, color[2] ?? 0, (color[3] ?? 255) * FAINT];
    };
  }
  const key = [...chosen].join(",");
  const triggers = Object.fromEntries(COLORS.map((name) => [name, key]));
  return layer.clone({ ...changed, updateTriggers: { ...(props["updateTriggers"] as object | undefined), ...triggers } } as never);
}
