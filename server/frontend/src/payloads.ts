// Tables and other bulk data, known by their hash. Each comes once, in a binary frame: whole, or
// as a change to one that the page has.

import { Topics } from "./observable";
import type { PayloadHeader } from "./protocol.gen";

/** What makes a table of another one. */
export interface Change {
  /** The other one; let go of when the table has been made. */
  base: Payload | undefined;
  /** The other one's hash. */
  readonly of: string;
  readonly rows: number;
  readonly skip: number;
  /** How many changes in a row nobody has made anything of. */
  readonly depth: number;
}

export interface Payload {
  readonly format: string;
  /** A view into the frame, which starts at a multiple of eight bytes. */
  readonly data: Uint8Array;
  readonly change?: Change;
}

/** Tables whose rows are asked for one by one have no need of all that was before. */
const WINDOWED = /^w/;
const DEEPEST = 50;

/** Splits `[u32 length][JSON header, padded][payload]`. Throws on a malformed frame. */
export function readFrame(frame: ArrayBuffer): { header: PayloadHeader; payload: Payload } {
  const length = new DataView(frame).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(frame, 4, length));
  const header = JSON.parse(text) as PayloadHeader;
  return { header, payload: { format: header.format, data: new Uint8Array(frame, 4 + length) } };
}

export class PayloadStore {
  private readonly payloads = new Map<string, Payload>();
  private readonly topics = new Topics<string>();

  get(sha: string): Payload | undefined {
    return this.payloads.get(sha);
  }

  subscribe(sha: string, listener: () => void): () => void {
    return this.topics.subscribe(sha, listener);
  }

  /** Whether tables have come since the last `keep`. */
  private grown = false;

  /** Takes a frame. Throws if it is a change to a table that is not here. */
  receive(frame: ArrayBuffer): void {
    const { header, payload } = readFrame(frame);
    this.payloads.set(header.sha, this.resolved(header, payload));
    this.grown = true;
    this.topics.publish(header.sha);
  }

  /** Forgets the tables that no element shows any more; the server sends them again if need be. */
  keep(shown: () => Set<string>): void {
    if (!this.grown) return;
    this.grown = false;
    const kept = shown();
    for (const sha of [...this.payloads.keys()]) if (!kept.has(sha)) this.payloads.delete(sha);
  }

  clear(): void {
    this.payloads.clear();
  }

  private resolved(header: PayloadHeader, payload: Payload): Payload {
    const of = header.base;
    if (of === undefined) return payload;
    let base = this.payloads.get(of);
    const windowed = WINDOWED.test(header.sha);
    if (base === undefined && !windowed) throw new Error(`a change to the table ${of}, which is not here`);
    const depth = base?.change?.base === undefined ? 1 : base.change.depth + 1;
    if (windowed && depth > DEEPEST) base = undefined;
    const { rows = 0, skip = 0 } = header;
    return { ...payload, change: { base, of, rows, skip, depth } };
  }
}
