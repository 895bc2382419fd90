// Addresses out of data: none that runs code gets into the page.

const SAFE = /^(?:https?:|mailto:|tel:|\/(?!\/)|#|\.{0,2}\/)/i;

/** The address if a link may lead there, else null. */
export function safeAddress(address: string): string | null {
  const plain = address.trim();
  // Browsers leave control characters out of a scheme: so does this look at it.
  // oxlint-disable-next-line no-control-regex
  const seen = plain.replaceAll(/[\u0000-\u0020\u007f-\u009f]/g, "");
  if (SAFE.test(seen)) return plain;
  return /^[a-z][a-z0-9+.-]*:/i.test(seen) || seen === "" ? null : `https://${plain}`;
}

/** Whether an address may be the source of a picture, a sound or a film. */
export function isPlayable(address: string, kind: "image" | "audio" | "video"): boolean {
  const plain = address.trim();
  return /^(?:https?:\/\/|\/(?!\/))/i.test(plain) || plain.toLowerCase().startsWith(`data:${kind}/`);
}

/** What a link says: text, or what a pattern's first group finds in its address. */
export function displayText(display: string | undefined, address: string): string {
  if (display === undefined) return address;
  if (!/\(.*\)/.test(display)) return display;
  try {
    const found = new RegExp(display, "u").exec(address);
    if (found?.[1] === undefined) return address;
    try {
      return decodeURIComponent(found[1]);
    } catch {
      return found[1];
    }
  } catch {
    return display;
  }
}
