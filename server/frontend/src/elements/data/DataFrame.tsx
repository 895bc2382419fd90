// A table to read: sorted, searched and saved in the browser.

import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { DataFrameProps } from "../../protocol.gen";
import { usePending } from "../../widget";
import { named } from "../classes";
import { CrossIcon, DownloadIcon, SearchIcon } from "../inputs/icons";
import type { ElementProps } from "../types";
import { shownColumn } from "./cells";
import { saveText, toCsv } from "./csv";
import { Grid } from "./Grid";
import { frameHeight, ROW_HEIGHT } from "./height";
import { useTable } from "./payload";
import type { Table } from "./table";
import { Toolbar, ToolbarButton, useFullScreen } from "./Toolbar";
import { allRows, nextSort, SearchIndex, type Sort, sortRows } from "./view";

/** The height of the search field and its margin. */
const SEARCH = 40;

export default function DataFrame({ props }: ElementProps<DataFrameProps>) {
  const { data } = props;
  const arrived = useTable(data);
  usePending(arrived === undefined);
  // Until new data has come the table that stands is better than none.
  const last = useRef<{ table: Table; columns: DataFrameProps["columns"] }>(undefined);
  if (arrived !== undefined) last.current = { table: arrived, columns: props.columns };
  const standing = last.current;
  const height = frameHeight(props);
  if (standing === undefined) {
    return <div {...named("stDataFrame", "rf-frame-wait")} style={{ height }} aria-busy="true" />;
  }
  return <Frame props={props} table={standing.table} columns={standing.columns} height={height} />;
}

interface FrameProps {
  props: DataFrameProps;
  table: Table;
  columns: DataFrameProps["columns"];
  height: number | string;
}

function Frame({ props, table, columns: specs, height }: FrameProps) {
  const fullScreen = useFullScreen();
  const [sort, setSort] = useState<Sort | null>(null);
  const [query, setQuery] = useState<string | null>(null);
  // Typing stays ahead of a search through a long table.
  const searched = useDeferredValue(query ?? "");
  const searchRef = useRef<HTMLInputElement>(null);
  const searching = query !== null;
  useEffect(() => {
    if (searching) searchRef.current?.focus();
  }, [searching]);

  // The specification of a column is a new object with each patch: its text tells whether it is new.
  const described = JSON.stringify(specs);
  const columns = useMemo(
    () => (JSON.parse(described) as typeof specs).map((spec) => shownColumn(spec, table.column(spec.name))),
    [described, table],
  );
  const index = useMemo(() => new SearchIndex(columns, table.rows), [columns, table]);
  const found = useMemo(() => (searched === "" ? allRows(table.rows) : index.find(searched)), [index, searched, table]);
  const rows = useMemo(() => {
    const by = sort === null ? undefined : columns[sort.column];
    return by === undefined ? found : sortRows(found, by, sort!.descending);
  }, [found, sort, columns]);

  const empty = props.placeholder ?? "empty";
  // The search takes its room from the table, so that nothing below moves.
  const boxHeight = searching && typeof height === "number" ? Math.max(height - SEARCH, 2 * ROW_HEIGHT) : height;
  return (
    <div
      {...named("stDataFrame", "rf-frame", fullScreen.on && "rf-fullscreen")}
      ref={fullScreen.frameRef}
      data-searching={searching}
    >
      <Toolbar fullScreen={fullScreen}>
        <ToolbarButton
          label="Download as CSV"
          onPress={() => saveText(toCsv(columns, rows), "data.csv", "text/csv;charset=utf-8")}
        >
          <DownloadIcon />
        </ToolbarButton>
        <ToolbarButton label="Search" pressed={searching} onPress={() => setQuery(searching ? null : "")}>
          <SearchIcon />
        </ToolbarButton>
      </Toolbar>
      {searching && (
        <div className="rf-frame-search" role="search">
          <SearchIcon />
          <input
            ref={searchRef}
            type="text"
            aria-label="Search the table"
            placeholder="Search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.preventDefault();
              setQuery(null);
            }}
          />
          <span role="status">
            {searched !== "" && `${rows.length.toLocaleString()} of ${table.rows.toLocaleString()}`}
          </span>
          <button type="button" className="rf-box-button" aria-label="Close the search" onClick={() => setQuery(null)}>
            <CrossIcon />
          </button>
        </div>
      )}
      <div
        className="rf-frame-box stDataFrameResizable"
        data-testid="stDataFrameResizable"
        style={{ height: fullScreen.on ? undefined : boxHeight }}
      >
        <Grid
          label={props.alt ?? "Table"}
          columns={columns}
          rows={rows}
          total={table.rows}
          rowHeight={props.row_height ?? ROW_HEIGHT}
          sort={sort}
          placeholder={searched === "" ? empty : "No row matches"}
          onSort={(column) => setSort(nextSort(sort, column))}
        />
      </div>
    </div>
  );
}
