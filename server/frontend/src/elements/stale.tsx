// Staleness goes down the tree as context, so that showing it renders containers, not elements.

import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useClient } from "../client";

const StaleContext = createContext(false);

/** Whether what stands here is left over from before the run under way. */
export function useStale(): boolean {
  return useContext(StaleContext);
}

export function StaleScope({ id, children }: { id: number; children: ReactNode }) {
  const { stale } = useClient();
  const around = useContext(StaleContext);
  const subscribe = useCallback((wake: () => void) => stale.subscribe(id, wake), [stale, id]);
  const here = useSyncExternalStore(subscribe, () => stale.has(id));
  return <StaleContext value={around || here}>{children}</StaleContext>;
}
