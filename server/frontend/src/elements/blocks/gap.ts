import type { ColumnsProps } from "../../protocol.gen";

export type Gap = ColumnsProps["gap"];

const SIZES: Record<Gap, string> = {
  none: "0",
  xxsmall: "0.25rem",
  xsmall: "0.5rem",
  small: "1rem",
  medium: "2rem",
  large: "4rem",
  xlarge: "6rem",
  xxlarge: "8rem",
};

/** The space between a block's children. */
export function gapSize(gap: Gap): string {
  return SIZES[gap];
}
