// Which component draws which kind of element.
//
//   register("checkbox", Checkbox);
//   register("dataframe", lazy(() => import("./data/DataFrame")));

import { memo } from "react";
import type { ComponentType } from "react";
import type { Kind } from "../protocol.gen";
import type { ElementComponent, ElementProps } from "./types";

export type AnyElement = ComponentType<ElementProps<unknown>>;

export interface Registered {
  readonly Component: AnyElement;
  /** Its code may still have to come. */
  readonly later: boolean;
}

const components = new Map<string, Registered>();

/** Makes a component (also a lazy one) the one that draws a kind. */
export function register<K extends Kind>(kind: K, component: ElementComponent<K>): void {
  const Component = memo(component) as unknown as AnyElement;
  components.set(kind, { Component, later: typeof component !== "function" });
}

export function componentOf(kind: string): Registered | undefined {
  return components.get(kind);
}
