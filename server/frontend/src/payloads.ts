// Tables and other bulk data, known by their hash. Each comes once, in a binary frame.

import { Topics } from "./observable";
import type { PayloadHeader } from "./protocol.gen";

export interface Payload {
  readonly format: string;
  /** A view into the frame, which starts at a multiple of eight bytes. */
  readonly data: Uint8Array;
}

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

  receive(frame: ArrayBuffer): void {
    const { header, payload } = readFrame(frame);
    this.payloads.set(header.sha, payload);
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
}
