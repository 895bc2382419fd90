// One node of the tree: finds its component, and gives a leaf its container.

import { Suspense, memo, useCallback, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useClient } from "../client";
import type { Props } from "../protocol.gen";
import type { NodeRecord } from "../tree";
import { usePending } from "../widget";
import { ElementBoundary } from "./ElementBoundary";
import { classes, keyClass } from "./classes";
import { componentOf } from "./registry";
import { widthStyle } from "./size";
import { StaleScope, useStale } from "./stale";

export function useNode(id: number): NodeRecord | undefined {
  const { tree } = useClient();
  const subscribe = useCallback((wake: () => void) => tree.subscribe(id, wake), [tree, id]);
  return useSyncExternalStore(subscribe, () => tree.get(id));
}

export const Element = memo(function Element({ id }: { id: number }) {
  const node = useNode(id);
  if (node === undefined) return null;
  const body = <ElementBoundary of={node.props}>{drawn(node)}</ElementBoundary>;
  return node.children === null ? (
    <Container id={id} props={node.props as Props}>
      {body}
    </Container>
  ) : (
    <StaleScope id={id}>{body}</StaleScope>
  );
});

function drawn({ id, kind, props }: NodeRecord): ReactNode {
  const found = componentOf(kind);
  if (found === undefined) return <p className="rf-unknown">This page cannot show “{kind}”.</p>;
  const { Component, later } = found;
  const element = <Component id={id} props={props} />;
  // Most elements are there from the start, and a boundary is not free.
  return later ? <Suspense fallback={<Arriving />}>{element}</Suspense> : element;
}

interface ContainerProps {
  id: number;
  props: Props;
  children: ReactNode;
}

function Container({ id, props, children }: ContainerProps) {
  return (
    <div
      data-testid="stElementContainer"
      data-element={id}
      data-stale={useStale(id)}
      className={classes(
        "stElementContainer",
        "element-container",
        props.width === "stretch" && "rf-stretch",
        keyClass(props.key),
      )}
      style={widthStyle(props.width)}
    >
      {children}
    </div>
  );
}

/** Stands where an element's code is still loading. */
function Arriving() {
  usePending(true);
  return <div className="rf-arriving" aria-hidden="true" />;
}
