// The tables on the page, decoded once each.

import { useCallback, useSyncExternalStore } from "react";
import { useClient } from "../../client";
import type { Payload } from "../../payloads";
import type { DataRef } from "../../protocol.gen";
import { decodeTable, type Table } from "./table";

const decoded = new WeakMap<Payload, Table>();

/** The payload's table; several elements that show the same data share it. */
export function tableOf(payload: Payload): Table {
  let table = decoded.get(payload);
  if (table === undefined) {
    table = decodeTable(payload.data, payload.format);
    decoded.set(payload, table);
  }
  return table;
}

/** The table that an element refers to; undefined until it has come. */
export function useTable(data: DataRef | undefined): Table | undefined {
  const { payloads } = useClient();
  const sha = data?.sha ?? "";
  const subscribe = useCallback((wake: () => void) => payloads.subscribe(sha, wake), [payloads, sha]);
  const payload = useSyncExternalStore(subscribe, () => payloads.get(sha));
  return payload && tableOf(payload);
}
