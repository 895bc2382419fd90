// For tests: a table comes over the wire.

import { act } from "@testing-library/react";
import type { TestPage } from "../../testing";

export function putTable(
  page: TestPage,
  sha: string,
  columns: Record<string, unknown[]>,
  format = "json",
): void {
  const header = JSON.stringify({ sha, format });
  const padded = header.padEnd(Math.ceil((header.length + 4) / 8) * 8 - 4);
  const body = new TextEncoder().encode(padded + JSON.stringify({ columns }));
  const frame = new Uint8Array(4 + body.length);
  new DataView(frame.buffer).setUint32(0, padded.length, true);
  frame.set(body, 4);
  act(() => page.client.payloads.receive(frame.buffer));
}
