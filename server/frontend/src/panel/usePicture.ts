// The program's graph, fetched anew when another program runs.

import { useEffect, useState } from "react";
import type { Picture } from "../graph/model.ts";

export function usePicture(program: string): { picture: Picture | null; trouble: string | null } {
  const [picture, setPicture] = useState<Picture | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    if (program === "") return;
    const stop = new AbortController();
    fetch(new URL("_reactfrag/graph", document.baseURI), { signal: stop.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(((await answer.json()) as { message?: string }).message);
        setPicture((await answer.json()) as Picture);
        setTrouble(null);
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setTrouble(`The graph could not be had: ${String(error)}`);
      });
    return () => stop.abort();
  }, [program]);
  return { picture, trouble };
}
