// Which component draws which kind of element.
//
//   register("checkbox", Checkbox);
//   register("dataframe", lazy(() => import("./data/DataFrame")));

import { memo } from "react";
import type { ComponentType } from "react";
import type { Kind } from "../protocol.gen";
import type { ElementComponent, ElementProps } from "./types";

export type AnyElement = ComponentType<ElementProps<unknown>>;

const components = new Map<string, AnyElement>();

/** Makes a component (also a lazy one) the one that draws a kind. */
export function register<K extends Kind>(kind: K, component: ElementComponent<K>): void {
  components.set(kind, memo(component) as unknown as AnyElement);
}

export function componentOf(kind: string): AnyElement | undefined {
  return components.get(kind);
}
