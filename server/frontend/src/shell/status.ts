// Parts of the client's status, each watched apart.

import { useEffect, useState, useSyncExternalStore } from "react";
import { scriptState, useClient } from "../client";
import type { ScriptState } from "../client";
import type { ConnectionState } from "../socket";

export function useScriptState(): ScriptState {
  const { status } = useClient();
  return useSyncExternalStore(status.subscribe, () => scriptState(status.get()));
}

export function useConnectionState(): ConnectionState {
  const { status } = useClient();
  return useSyncExternalStore(status.subscribe, () => status.get().connection);
}

/** Whether there is a page to show. */
export function useLoaded(): boolean {
  const { status } = useClient();
  return useSyncExternalStore(status.subscribe, () => status.get().loaded);
}

/** A run that ends sooner than this is not spoken of. */
const BRIEF_MS = 250;

/** Whether the script has been running for long enough for somebody to wonder. */
export function useRunsOn(): boolean {
  const { status } = useClient();
  const [long, setLong] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let since = 0;
    // One timer goes on over many short runs: to set and clear one with each click would cost
    // more than what it is there for.
    const look = (): void => {
      timer = undefined;
      const left = since === 0 ? Infinity : since + BRIEF_MS - performance.now();
      if (left <= 0) setLong(true);
      else if (left < Infinity) timer = setTimeout(look, left);
    };
    const follow = (): void => {
      if (scriptState(status.get()) !== "running") {
        since = 0;
        setLong(false);
      } else if (since === 0) {
        since = performance.now();
        timer ??= setTimeout(look, BRIEF_MS);
      }
    };
    follow();
    const leave = status.subscribe(follow);
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [status]);
  return long;
}

/** Whether the script does not compile. */
export function useFailed(): boolean {
  const { status } = useClient();
  return useSyncExternalStore(
    status.subscribe,
    () => scriptState(status.get()) === "compilationError",
  );
}
