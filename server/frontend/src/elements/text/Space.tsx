import type { CSSProperties } from "react";
import type { SpaceProps } from "../../protocol.gen";
import { named } from "../classes";
import type { ElementProps } from "../types";

const SIZES: Record<string, string> = {
  xxsmall: "0.25rem",
  xsmall: "0.5rem",
  small: "0.75rem",
  medium: "2.5rem",
  large: "4.25rem",
  xlarge: "6rem",
  xxlarge: "8rem",
};

/** Empty room: high in a column, wide in a row. The style sheet knows which. */
export function Space({ props }: ElementProps<SpaceProps>) {
  const { size } = props;
  const room = typeof size === "number" ? `${size}px` : SIZES[size];
  return (
    <div
      {...named("stSpace", room === undefined && "rf-space-stretch")}
      style={{ "--rf-room": room } as CSSProperties}
    />
  );
}
