/** Joins class names, leaving out what is empty. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}

/** The class that shows an author's key, for custom CSS: `st-key-<key>`. */
export function keyClass(key: string | undefined): string | undefined {
  return key === undefined ? undefined : `st-key-${key.trim().replace(/[^a-zA-Z0-9_-]/g, "-")}`;
}

/** An element's own name, as class and test id. */
export function named(testId: string, ...more: (string | false | null | undefined)[]) {
  return { "data-testid": testId, className: classes(testId, ...more) };
}
