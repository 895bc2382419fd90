/** How many modules the icons are spread over. */
export const BUCKETS = 64;

/** The module an icon is in. The build spreads them by this, the page finds them by it. */
export function bucketOf(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (hash * 31 + name.charCodeAt(at)) >>> 0;
  return hash % BUCKETS;
}
