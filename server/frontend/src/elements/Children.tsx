import { memo, useCallback, useSyncExternalStore } from "react";
import { useClient } from "../client";
import { Element } from "./Element";

const NONE: readonly number[] = [];

export function useChildren(id: number): readonly number[] {
  const { tree } = useClient();
  const subscribe = useCallback((wake: () => void) => tree.subscribe(id, wake), [tree, id]);
  return useSyncExternalStore(subscribe, () => tree.get(id)?.children ?? NONE);
}

/** The elements below a block, in page order. */
export const Children = memo(function Children({ id }: { id: number }) {
  return useChildren(id).map((child) => <Element key={child} id={child} />);
});
