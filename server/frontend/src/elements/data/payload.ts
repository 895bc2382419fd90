// The tables on the page, decoded once each.

import { useCallback, useSyncExternalStore } from "react";
import { useClient } from "../../client";
import type { Payload } from "../../payloads";
import type { DataRef } from "../../protocol.gen";
import { patched, readChange } from "./patched";
import { decodeTable, type Table } from "./table";

const decoded = new WeakMap<Payload, Table>();

/** The payload's table; several elements that show the same data share it. */
export function tableOf(payload: Payload): Table {
  const pending: Payload[] = [];
  let found: Table | undefined;
  for (let at: Payload | undefined = payload; at !== undefined; at = at.change?.base) {
    found = decoded.get(at);
    if (found !== undefined) break;
    pending.push(at);
  }
  for (const next of pending.reverse()) {
    const own = decodeTable(next.data, next.format);
    const { change } = next;
    found = change && found ? patched(found, readChange(own), change.rows, change.skip) : own;
    decoded.set(next, found);
    // What it was made of is not needed any more.
    if (change) change.base = undefined;
  }
  return found!;
}

/** What the server has sent under a hash; undefined until it has come. */
export function usePayload(sha: string): Payload | undefined {
  const { payloads } = useClient();
  const subscribe = useCallback((wake: () => void) => payloads.subscribe(sha, wake), [payloads, sha]);
  return useSyncExternalStore(subscribe, () => payloads.get(sha));
}

/** The table that an element refers to; undefined until it has come. */
export function useTable(data: DataRef | undefined): Table | undefined {
  const payload = usePayload(data?.url === undefined ? (data?.sha ?? "") : "");
  return payload && tableOf(payload);
}
