// Material icons by name, loaded with some of their like when a page first shows one.

import buckets from "virtual:material-icons";
import { bucketOf } from "./iconBucket";

const loaded = new Map<number, Record<string, string>>();

/** The path of an icon on a 24 by 24 grid; undefined while it is on its way, null when unknown. */
export function iconPath(name: string): string | null | undefined {
  const bucket = loaded.get(bucketOf(name));
  return bucket === undefined ? undefined : (bucket[name] ?? null);
}

/** Fetches an icon and the others of its bucket. */
export async function loadIcon(name: string): Promise<void> {
  const bucket = bucketOf(name);
  const { default: icons } = await buckets[bucket]!();
  loaded.set(bucket, icons);
}

/** The name in `:material/name:`, undefined for anything else. */
export function materialName(icon: string): string | undefined {
  return /^:material\/([a-z0-9_]+):$/.exec(icon)?.[1];
}
