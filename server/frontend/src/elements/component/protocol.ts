// The messages between the page and a custom component in an iframe.

export type ComponentMessage =
  | { type: "ready" }
  | { type: "value"; value: unknown }
  | { type: "height"; height: number };

export interface ComponentTheme {
  base: "light" | "dark";
  primaryColor: string;
  backgroundColor: string;
  secondaryBackgroundColor: string;
  textColor: string;
  font: string;
}

function base64(bytes: Uint8Array): string {
  let text = "";
  // In pieces: a call cannot take a million arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

function bytesOf(value: unknown): Uint8Array | null {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return null;
}

/**
 * A value in the form it has on the wire: JSON as it is, bytes as `{"base64": "..."}`.
 * What JSON cannot carry (functions, NaN) becomes null rather than a frame that is refused.
 */
export function wireValue(value: unknown): unknown {
  const bytes = bytesOf(value);
  if (bytes !== null) return { base64: base64(bytes) };
  if (value === undefined) return null;
  try {
    return JSON.parse(JSON.stringify(value) ?? "null") as unknown;
  } catch {
    return null;
  }
}

/** Reads what a component posted; null for anything that is not of this protocol. */
export function readMessage(data: unknown): ComponentMessage | null {
  if (typeof data !== "object" || data === null) return null;
  const message = data as Record<string, unknown>;
  if (message.isStreamlitMessage !== true) return null;
  switch (message.type) {
    case "streamlit:componentReady":
      return { type: "ready" };
    case "streamlit:setComponentValue":
      return { type: "value", value: wireValue(message.value) };
    case "streamlit:setFrameHeight":
      return typeof message.height === "number" && Number.isFinite(message.height)
        ? { type: "height", height: Math.max(0, message.height) }
        : null;
    default:
      return null;
  }
}

/** What a component is drawn with. */
export function renderMessage(args: unknown, disabled: boolean, theme: ComponentTheme): object {
  return { type: "streamlit:render", args, dfs: [], disabled, theme };
}
