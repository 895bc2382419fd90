// The markdown renderer, loaded with the first text that needs it.

import { useSyncExternalStore } from "react";
import { Observable } from "../observable";
import { usePending } from "../widget";

type Renderer = typeof import("./render");

const renderer = new Observable<Renderer | Error | undefined>(undefined);
let coming: Promise<void> | undefined;

export function loadRenderer(): Promise<void> {
  return (coming ??= import("./render").then(
    (loaded) => renderer.set(loaded),
    (error: unknown) => {
      // Another text is another attempt.
      coming = undefined;
      renderer.set(error instanceof Error ? error : new Error(String(error)));
    },
  ));
}

/** The renderer; undefined while it is on its way. Throws when it cannot be had. */
export function useRenderer(): Renderer | undefined {
  const loaded = useSyncExternalStore(renderer.subscribe, renderer.get);
  usePending(loaded === undefined);
  if (loaded === undefined) void loadRenderer();
  if (loaded instanceof Error) throw loaded;
  return loaded;
}
