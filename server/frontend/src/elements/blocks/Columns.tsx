import type { CSSProperties } from "react";
import type { ColumnProps, ColumnsProps } from "../../protocol.gen";
import { Children } from "../Children";
import { keyClass, named } from "../classes";
import { widthStyle } from "../size";
import type { ElementProps } from "../types";
import { VerticalBlock } from "./VerticalBlock";
import { gapSize } from "./gap";

/** Side by side; below each other in a narrow window. */
export function Columns({ id, props }: ElementProps<ColumnsProps>) {
  const style = { gap: gapSize(props.gap), ...widthStyle(props.width) };
  return (
    <div
      {...named("stHorizontalBlock", "rf-columns", props.wrap && "rf-wraps", keyClass(props.key))}
      style={style}
    >
      <Children id={id} />
    </div>
  );
}

const PLACE: Record<ColumnProps["vertical_align"], CSSProperties["justifyContent"]> = {
  top: "flex-start",
  center: "center",
  bottom: "flex-end",
  distribute: "space-between",
};

export function Column({ id, props }: ElementProps<ColumnProps>) {
  return (
    <div
      {...named("stColumn", props.border && "rf-card", keyClass(props.key))}
      style={{ flexGrow: props.weight }}
    >
      <VerticalBlock id={id} style={{ justifyContent: PLACE[props.vertical_align] }} />
    </div>
  );
}
