// A table that is all on the page.

import { useMemo, useRef } from "react";
import type { TableProps } from "../../protocol.gen";
import { usePending } from "../../widget";
import { named } from "../classes";
import { Inline } from "../Inline";
import { heightStyle } from "../size";
import type { ElementProps } from "../types";
import { alignOf, type ShownColumn, shownColumn } from "./cells";
import { useTable } from "./payload";

type Props = TableProps;

function Text({ column, row }: { column: ShownColumn; row: number }) {
  const value = column.data.at(row);
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  const text = column.text(row);
  return column.spec.type === "text" ? <Inline text={text} /> : <>{text}</>;
}

export default function StaticTable({ props }: ElementProps<Props>) {
  const arrived = useTable(props.data);
  usePending(arrived === undefined);
  const last = useRef<{ table: NonNullable<typeof arrived>; specs: Props["columns"] }>(undefined);
  if (arrived !== undefined) last.current = { table: arrived, specs: props.columns };
  const standing = last.current;
  const columns = useMemo(
    () => (standing?.specs ?? []).map((spec) => shownColumn(spec, standing?.table.column(spec.name))),
    [standing?.specs, standing?.table],
  );
  if (standing === undefined) return <div {...named("stTable")} aria-busy="true" />;
  const { rows } = standing.table;
  return (
    <div {...named("stTable", "rf-static")} data-border={props.border} style={heightStyle(props.height)} tabIndex={0} role="group" aria-label={props.alt ?? "Table"}>
      <table aria-label={props.alt}>
        {!props.hide_header && (
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.spec.name} scope="col" data-align={alignOf(column.spec)}>
                  <Inline text={column.spec.label} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {columns.map((column) => {
                const Cell = column.spec.index ? "th" : "td";
                return (
                  <Cell key={column.spec.name} scope={column.spec.index ? "row" : undefined} data-align={alignOf(column.spec)}>
                    <Text column={column} row={row} />
                  </Cell>
                );
              })}
            </tr>
          ))}
          {rows === 0 && (
            <tr>
              <td colSpan={Math.max(1, columns.length)}>empty</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
