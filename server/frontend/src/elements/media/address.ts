/** An address that a link may lead to: none that runs something. */
export function safeAddress(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  try {
    const { protocol } = new URL(address, document.baseURI);
    return ["http:", "https:", "mailto:", "tel:"].includes(protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}
