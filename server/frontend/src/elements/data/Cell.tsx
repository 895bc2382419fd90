// One cell of a table.

import { memo, type ReactNode } from "react";
import { CheckIcon } from "../inputs/icons";
import { Content } from "./Content";
import { alignOf, kindOf, type ShownColumn } from "./cells";
import { isMarker } from "./grid";

export interface CellEvents {
  press(position: number, column: number, event: React.MouseEvent): void;
  enter(position: number, column: number, event: React.MouseEvent): void;
  open(position: number, column: number): void;
  tick(position: number, column: number): void;
  button(trigger: number, row: number): void;
}

interface CellProps {
  id: string;
  column: ShownColumn;
  /** The row's number in the data; -1: it is on its way. */
  row: number;
  position: number;
  /** The column's number. */
  at: number;
  /** For a column that stays in sight: how far from the left. */
  left: number | undefined;
  /** The columns to the left that are out of sight, in pixels. */
  gap: number;
  width: number;
  active: boolean;
  selected: boolean;
  /** Whether it is in the rectangle that the keyboard or the mouse spans. */
  ranged: boolean;
  editable: boolean;
  required: boolean;
  placeholder: string;
  busy: boolean;
  editor?: ReactNode;
  events: CellEvents;
}

export const Cell = memo(function Cell(props: CellProps) {
  const { id, column, row, position, at, left, gap, width, active, selected, ranged, editable, editor, events } = props;
  const { spec } = column;
  const marker = isMarker(column);
  const value = row < 0 ? undefined : column.data.at(row);
  const text = row < 0 ? "" : column.text(row);
  const missing = value === null || value === undefined;
  return (
    <div
      id={id}
      role={spec.index && !marker ? "rowheader" : "gridcell"}
      aria-colindex={at + 1}
      aria-selected={selected || undefined}
      aria-readonly={editable ? undefined : true}
      className="rf-cell"
      data-kind={marker ? "marker" : kindOf(spec)}
      data-index={spec.index}
      data-pinned={left !== undefined}
      data-align={alignOf(spec)}
      data-active={active}
      data-selected={selected}
      data-ranged={ranged}
      data-editable={editable}
      data-lacking={props.required && missing && row >= 0}
      title={text.length > 8 && editor === undefined ? text : undefined}
      style={{ width, marginLeft: gap, left }}
      onMouseDown={(event) => events.press(position, at, event)}
      onMouseEnter={(event) => events.enter(position, at, event)}
      onDoubleClick={() => events.open(position, at)}
      onClick={editable && spec.type === "boolean" ? () => events.tick(position, at) : undefined}
    >
      {editor ??
        (marker ? (
          <span className="rf-cell-tick" data-on={selected} role="img" aria-label={selected ? "Selected" : "Not selected"}>
            {selected && <CheckIcon />}
          </span>
        ) : (
          <Content
            column={column}
            value={value}
            text={text}
            row={row}
            placeholder={props.placeholder}
            busy={props.busy}
            onButton={events.button}
          />
        ))}
    </div>
  );
});
