// Staleness goes down the tree as context, so that showing it renders containers, not elements.

import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useClient } from "../client";

const StaleContext = createContext(false);

/** Whether the element `id` is left over from before the run under way, by itself or with its block. */
export function useStale(id: number): boolean {
  const { stale } = useClient();
  const around = useContext(StaleContext);
  const subscribe = useCallback((wake: () => void) => stale.subscribe(id, wake), [stale, id]);
  const here = useSyncExternalStore(subscribe, () => stale.has(id));
  return around || here;
}

/** Tells what stands in the block `id` whether it is left over with it. */
export function StaleScope({ id, children }: { id: number; children: ReactNode }) {
  return <StaleContext value={useStale(id)}>{children}</StaleContext>;
}
