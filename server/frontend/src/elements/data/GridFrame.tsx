// A grid in its frame: the tools above it, the search, the whole screen.

import { type ReactNode, useEffect, useRef } from "react";
import { named } from "../classes";
import { CrossIcon, DownloadIcon, SearchIcon } from "../inputs/icons";
import { saveText, toCsv } from "./csv";
import { Grid } from "./Grid";
import type { GridEditing, GridSelection } from "./grid";
import { ROW_HEIGHT } from "./height";
import type { RowOrder, Source } from "./rows";
import { Toolbar, ToolbarButton, useFullScreen } from "./Toolbar";
import { nextSort, type Sort } from "./view";

/** The height of the search field and its margin. */
const SEARCH = 40;

interface GridFrameProps {
  testId: string;
  label: string;
  source: Source;
  /** The rows shown, where those of the source are not all. */
  order?: RowOrder;
  height: number | string;
  rowHeight: number | undefined;
  placeholder: string | undefined;
  sort: Sort | null;
  setSort(sort: Sort | null): void;
  query: string | null;
  setQuery(query: string | null): void;
  selection?: GridSelection;
  editing?: GridEditing;
  onButton?: (trigger: number, row: number) => void;
  tools?: ReactNode;
}

export function GridFrame(props: GridFrameProps) {
  const { source, height, sort, query, setQuery } = props;
  const { columns, total } = source;
  const order = props.order ?? source.order;
  const fullScreen = useFullScreen();
  const searchRef = useRef<HTMLInputElement>(null);
  const searching = query !== null;
  useEffect(() => {
    if (searching) searchRef.current?.focus();
  }, [searching]);

  const download = (): void => {
    if (source.csv !== undefined) {
      const link = document.createElement("a");
      link.href = source.csv();
      link.download = "data.csv";
      link.click();
      return;
    }
    const rows = Array.from({ length: order.length }, (_, position) => order.at(position));
    saveText(toCsv(columns, rows), "data.csv", "text/csv;charset=utf-8");
  };
  const searched = (query ?? "").trim() !== "";
  // The search takes its room from the table, so that nothing below moves.
  const boxHeight = searching && typeof height === "number" ? Math.max(height - SEARCH, 2 * ROW_HEIGHT) : height;
  return (
    <div
      {...named(props.testId, "stDataFrame", "rf-frame", fullScreen.on && "rf-fullscreen")}
      ref={fullScreen.frameRef}
      data-searching={searching}
    >
      <Toolbar fullScreen={fullScreen}>
        {props.tools}
        <ToolbarButton label="Download as CSV" onPress={download}>
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
            {searched && `${source.order.length.toLocaleString()} of ${total.toLocaleString()}`}
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
        aria-busy={source.waiting}
      >
        <Grid
          label={props.label}
          columns={columns}
          order={order}
          sampled={source.csv === undefined ? total : Math.min(total, 60)}
          rowHeight={props.rowHeight ?? ROW_HEIGHT}
          sort={sort}
          empty={searched ? "No row matches" : "empty"}
          placeholder={props.placeholder ?? "None"}
          onSort={(column) => props.setSort(nextSort(sort, column))}
          selection={props.selection}
          editing={props.editing}
          onButton={props.onButton}
        />
      </div>
    </div>
  );
}
