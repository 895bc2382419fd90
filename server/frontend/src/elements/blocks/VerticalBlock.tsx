import type { CSSProperties } from "react";
import { Children } from "../Children";
import { named } from "../classes";

interface VerticalBlockProps {
  /** The block whose children stand in it. */
  id: number;
  className?: string;
  style?: CSSProperties;
}

/** Elements below each other. */
export function VerticalBlock({ id, className, style }: VerticalBlockProps) {
  return (
    <div {...named("stVerticalBlock", className)} style={style}>
      <Children id={id} />
    </div>
  );
}
