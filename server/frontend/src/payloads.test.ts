import { expect, it, vi } from "vitest";
import { PayloadStore } from "./payloads";

function frame(header: object, bytes: number[]): ArrayBuffer {
  let text = JSON.stringify(header);
  while ((text.length + 4) % 8 !== 0) text += " ";
  const head = new TextEncoder().encode(text);
  const whole = new Uint8Array(4 + head.length + bytes.length);
  new DataView(whole.buffer).setUint32(0, head.length, true);
  whole.set(head, 4);
  whole.set(bytes, 4 + head.length);
  return whole.buffer;
}

it("keeps a payload by its hash and wakes who waits for it", () => {
  const store = new PayloadStore();
  const wake = vi.fn();
  store.subscribe("abc", wake);
  store.receive(frame({ sha: "abc", format: "arrow" }, [1, 2, 3]));
  expect(wake).toHaveBeenCalledOnce();
  const payload = store.get("abc");
  expect(payload?.format).toBe("arrow");
  expect([...(payload?.data ?? [])]).toEqual([1, 2, 3]);
  expect((payload?.data.byteOffset ?? 1) % 8).toBe(0);
});
