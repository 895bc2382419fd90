// One cell of a table.

import { memo } from "react";
import { CheckIcon } from "../inputs/icons";
import { isNumeric, itemsOf, type ShownColumn } from "./cells";

/** Items of a list that are drawn; a cell has room for few. */
const MOST_ITEMS = 20;

interface CellProps {
  id: string;
  column: ShownColumn;
  /** The row's number in the data. */
  row: number;
  /** The column's number. */
  at: number;
  /** For a column that stays in sight: how far from the left. */
  left: number | undefined;
  /** The columns to the left that are out of sight, in pixels. */
  gap: number;
  width: number;
  active: boolean;
  onPress(): void;
}

export const Cell = memo(
  function Cell({ id, column, row, at, left, gap, width, active, onPress }: CellProps) {
    const { spec } = column;
    const value = column.data.at(row);
    const text = column.text(row);
    return (
      <div
        id={id}
        role={spec.index ? "rowheader" : "gridcell"}
        aria-colindex={at + 1}
        className="rf-cell"
        data-index={spec.index}
        data-numeric={isNumeric(spec)}
        data-active={active}
        title={text.length > 8 ? text : undefined}
        style={{ width, marginLeft: gap, left }}
        onMouseDown={onPress}
      >
        <Content value={value} text={text} type={spec.type} />
      </div>
    );
  },
  // `onPress` is new with every scroll and does the same.
  (a, b) =>
    a.id === b.id &&
    a.column === b.column &&
    a.row === b.row &&
    a.left === b.left &&
    a.gap === b.gap &&
    a.width === b.width &&
    a.active === b.active,
);

function Content({ value, text, type }: { value: unknown; text: string; type: string }) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return <span className="rf-cell-missing">None</span>;
  }
  if (type === "boolean") {
    return (
      <span className="rf-cell-tick" data-on={Boolean(value)} role="img" aria-label={text}>
        {Boolean(value) && <CheckIcon />}
      </span>
    );
  }
  if (type === "list") {
    return (
      <span className="rf-cell-list">
        {itemsOf(value)
          .slice(0, MOST_ITEMS)
          .map((item, at) => (
            <span key={`${at}:${item}`}>{item}</span>
          ))}
      </span>
    );
  }
  return <span className="rf-cell-text">{text}</span>;
}
