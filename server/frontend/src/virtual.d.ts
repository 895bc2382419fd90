declare module "virtual:material-icons" {
  /** By `bucketOf`: loads the icons' names with the path data of each. */
  const buckets: (() => Promise<{ default: Record<string, string> }>)[];
  export default buckets;
}
