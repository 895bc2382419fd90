// Parts of the client's status, each watched apart.

import { useSyncExternalStore } from "react";
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
