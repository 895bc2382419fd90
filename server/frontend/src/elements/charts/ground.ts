// The ground that maps stand on: land and borders of Natural Earth, which come with the page.

import { GeoJsonLayer, PathLayer } from "@deck.gl/layers";
import type { Layer } from "@deck.gl/core";
import type { FeatureCollection, MultiLineString, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/** How finely the outlines are drawn, from which zoom on. */
export type Detail = "110m" | "50m" | "10m";

export function detailAt(zoom: number): Detail {
  if (zoom < 2.5) return "110m";
  return zoom < 5.5 ? "50m" : "10m";
}

export interface Ground {
  land: FeatureCollection;
  borders: Position[][];
}

const LOADERS: Record<Detail, () => Promise<{ default: unknown }>> = {
  "110m": () => import("world-atlas/countries-110m.json"),
  "50m": () => import("world-atlas/countries-50m.json"),
  "10m": () => import("world-atlas/countries-10m.json"),
};
const loaded = new Map<Detail, Promise<Ground>>();

export function loadGround(detail: Detail): Promise<Ground> {
  let ground = loaded.get(detail);
  if (ground === undefined) {
    ground = LOADERS[detail]().then((module) => {
      const atlas = module.default as Atlas;
      const lines = mesh(atlas, atlas.objects.countries, (a, b) => a !== b) as MultiLineString;
      return { land: feature(atlas, atlas.objects.land) as unknown as FeatureCollection, borders: lines.coordinates };
    });
    loaded.set(detail, ground);
  }
  return ground;
}

export interface GroundColors {
  land: [number, number, number];
  border: [number, number, number];
  coast: [number, number, number];
}

export const GROUND_COLORS: Record<"light" | "dark", GroundColors & { water: string }> = {
  light: { water: "#dfe7ee", land: [250, 250, 248], border: [203, 208, 214], coast: [176, 188, 199] },
  dark: { water: "#12171e", land: [33, 38, 45], border: [66, 74, 84], coast: [80, 90, 102] },
};

export function groundLayers(ground: Ground, detail: Detail, dark: boolean): Layer[] {
  const { land, border, coast } = GROUND_COLORS[dark ? "dark" : "light"];
  return [
    new GeoJsonLayer({
      id: `rf-land-${detail}`,
      data: ground.land,
      stroked: true,
      filled: true,
      getFillColor: land,
      getLineColor: coast,
      lineWidthUnits: "pixels",
      getLineWidth: 0.75,
      updateTriggers: { getFillColor: dark, getLineColor: dark },
    }),
    new PathLayer<Position[]>({
      id: `rf-borders-${detail}`,
      data: ground.borders,
      getPath: (line) => line as [number, number][],
      getColor: border,
      widthUnits: "pixels",
      getWidth: 0.75,
      updateTriggers: { getColor: dark },
    }),
  ];
}
