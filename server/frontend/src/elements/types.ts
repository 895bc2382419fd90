import type { ComponentType } from "react";
import type { Kind, PropsByKind } from "../protocol.gen";

/** What every element's component is given. */
export interface ElementProps<P> {
  /** The element's id on the wire, stable as long as the element stands. */
  id: number;
  /** Complete: what the wire leaves out has its default. */
  props: P;
}

/** The component of one kind of element. */
export type ElementComponent<K extends Kind> = ComponentType<ElementProps<PropsByKind[K]>>;
