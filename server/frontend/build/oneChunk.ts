// Everything that a page needs to start, in one file.
//
// What is needed at once and again by a part that is loaded later would otherwise become a chunk
// of its own, and each such chunk is another request before anything shows.

/** The few helpers that the bundler adds. */
const RUNTIME = "\0rolldown/runtime.js";

interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[]; isEntry: boolean } | null;
}

/** Names the chunk of what the entry imports, directly or not; null for all that is loaded later. */
export function oneChunk(entry: string): (id: string, modules: Modules) => string | null {
  let needed: Set<string> | undefined;
  const reach = (from: string, modules: Modules): Set<string> => {
    const found = new Set([from]);
    for (const id of found) {
      for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
    }
    return found;
  };
  return (id, modules) => {
    needed ??= reach(entry, modules);
    return needed.has(id) || id === RUNTIME ? "index" : null;
  };
}
