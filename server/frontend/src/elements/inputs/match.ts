// Finding options by what has been typed.

export type FilterMode = "fuzzy" | "contains" | "prefix";

const folded = new WeakMap<readonly string[], string[]>();

/** Lower case without accents, so that "Zurich" finds "Zürich". */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
}

function foldAll(options: readonly string[]): string[] {
  let texts = folded.get(options);
  if (texts === undefined) {
    texts = options.map(fold);
    folded.set(options, texts);
  }
  return texts;
}

/**
 * How well `text` answers `query`, both folded: 0 is best, infinity no match.
 * The classes, best first: equal, a prefix, the start of a word, anywhere, and the letters
 * in order with gaps (the fewer and the smaller the better).
 */
export function score(text: string, query: string): number {
  if (text === query) return 0;
  const at = text.indexOf(query);
  if (at === 0) return 1;
  if (at > 0) return /[\p{L}\p{N}]/u.test(text[at - 1] ?? "") ? 3 : 2;
  let position = -1;
  let gaps = 0;
  for (const letter of query) {
    if (letter === " ") continue;
    const next = text.indexOf(letter, position + 1);
    if (next < 0) return Number.POSITIVE_INFINITY;
    if (position >= 0) gaps += next - position - 1;
    position = next;
  }
  return 4 + gaps / (text.length + 1);
}

/** Indexes of the options that match, best first for fuzzy and in their own order otherwise. */
export function matchOptions(
  options: readonly string[],
  query: string,
  mode: FilterMode | null,
): number[] {
  const wanted = fold(query.trim());
  if (wanted === "" || mode === null) return options.map((_, index) => index);
  const texts = foldAll(options);
  if (mode !== "fuzzy") {
    const found: number[] = [];
    texts.forEach((text, index) => {
      if (mode === "prefix" ? text.startsWith(wanted) : text.includes(wanted)) found.push(index);
    });
    return found;
  }
  const found: [score: number, index: number][] = [];
  texts.forEach((text, index) => {
    const points = score(text, wanted);
    if (points < Number.POSITIVE_INFINITY) found.push([points, index]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, index]) => index);
}
