// The top of a column: its label, its order, and the edge that it is widened by.

import { useEffect, useRef } from "react";
import { CheckIcon, ChevronIcon } from "../inputs/icons";
import { Inline } from "../Inline";
import { alignOf, type ShownColumn } from "./cells";
import { isMarker } from "./grid";

export type SortMark = "none" | "ascending" | "descending";

interface HeaderCellProps {
  id: string;
  column: ShownColumn;
  at: number;
  left: number | undefined;
  gap: number;
  width: number;
  active: boolean;
  sort: SortMark;
  /** Whether a click selects the column, and whether it is selected. */
  selectable: boolean;
  selected: boolean;
  editable: boolean;
  onPress(): void;
  onSort(): void;
  onResize(to: number): void;
  onFit(): void;
}

export function HeaderCell(props: HeaderCellProps) {
  const { id, column, at, left, gap, width, active, sort, selectable, selected, onResize, onFit } = props;
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const drag = (event: React.PointerEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const from = event.clientX;
    const move = (moved: PointerEvent): void => onResize(width + moved.clientX - from);
    const end = (): void => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
    };
    stop.current = end;
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  };

  const { spec } = column;
  const marker = isMarker(column);
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={marker ? undefined : sort}
      aria-selected={selectable ? selected : undefined}
      className="rf-cell rf-cell-header"
      data-kind={marker ? "marker" : undefined}
      data-index={spec.index}
      data-pinned={left !== undefined}
      data-align={alignOf(spec)}
      data-active={active}
      data-selected={selected}
      title={spec.help ?? spec.label}
      style={{ width, marginLeft: gap, left }}
      onClick={props.onPress}
    >
      {marker ? (
        <span className="rf-cell-tick" data-on={selected} role="img" aria-label="All rows">
          {selected && <CheckIcon />}
        </span>
      ) : spec.label === "" ? (
        <span className="rf-sr-only">Row</span>
      ) : (
        <span className="rf-cell-text">
          <Inline text={spec.label} links={false} />
          {spec.required && props.editable && <span className="rf-cell-required" aria-label=", required">*</span>}
        </span>
      )}
      {spec.help !== undefined && <span className="rf-sr-only">{spec.help}</span>}
      {!marker && (sort !== "none" || selectable) && (
        <span
          className="rf-sort"
          data-descending={sort === "descending"}
          data-on={sort !== "none"}
          onClick={(event) => {
            event.stopPropagation();
            props.onSort();
          }}
        >
          <ChevronIcon />
        </span>
      )}
      {!marker && (
        <span
          className="rf-resize"
          aria-hidden="true"
          onPointerDown={drag}
          onClick={(event) => event.stopPropagation()}
          onDoubleClick={(event) => {
            event.stopPropagation();
            onFit();
          }}
        />
      )}
    </div>
  );
}
