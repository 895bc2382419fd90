import type { CSSProperties } from "react";

/** The style of a `width` prop: pixels, "stretch", "content"; none when it is not given. */
export function widthStyle(width: number | string | undefined): CSSProperties | undefined {
  if (typeof width === "number") return { width, maxWidth: "100%" };
  if (width === "stretch") return { width: "100%" };
  if (width === "content") return { width: "fit-content", maxWidth: "100%" };
  return undefined;
}

/** The style of a `height` prop: pixels, "stretch", "content", "auto". */
export function heightStyle(height: number | string | undefined): CSSProperties | undefined {
  if (typeof height === "number") return { height };
  if (height === "stretch") return { height: "100%" };
  return undefined;
}
