// The list of a combobox, in a popover under its input.

import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { Popover } from "react-aria-components/Popover";
import { rowSpan } from "../data/window";
import { beside } from "./beside";
import type { Combobox } from "./combobox";

/** Below this many the options are drawn whole, and long ones may wrap. */
const WHOLE = 120;
const ROW = 36;
const VIEW = 288;

interface Props {
  box: Combobox;
  label: string;
  triggerRef: RefObject<HTMLElement | null>;
  chosen?: number | null;
  multiple?: boolean;
  /** Said in place of the options. */
  note?: ReactNode;
  /** What an entry that is none of the options says. */
  fresh?: (text: string) => string;
}

export function OptionList({ box, label, triggerRef, chosen = null, multiple = false, note, fresh }: Props) {
  const popoverRef = useRef<HTMLElement>(null);
  return (
    <Popover
      ref={popoverRef}
      className="rf-popover rf-options"
      triggerRef={triggerRef}
      isOpen={box.open}
      onOpenChange={(open) => open || beside(triggerRef.current, popoverRef.current) || box.close()}
      isNonModal
      // In the page's main part the list belongs to it; the sidebar would clip it.
      UNSTABLE_portalContainer={triggerRef.current?.closest("main") ?? undefined}
      placement="bottom start"
      offset={4}
    >
      <Rows box={box} label={label} chosen={chosen} multiple={multiple} note={note} fresh={fresh} />
    </Popover>
  );
}

function Rows({ box, label, chosen, multiple, note, fresh }: Omit<Props, "triggerRef">) {
  const { entries, active } = box;
  const listRef = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const long = entries.length > WHOLE;
  const span = long ? rowSpan(top, VIEW, ROW, entries.length) : { first: 0, end: entries.length };

  useLayoutEffect(() => {
    const list = listRef.current;
    if (list === null || active < 0) return;
    if (!long) {
      // jsdom has no layout and no scrollIntoView.
      list.querySelector('[data-active="true"]')?.scrollIntoView?.({ block: "nearest" });
      return;
    }
    const at = active * ROW;
    if (at < list.scrollTop) list.scrollTop = at;
    else if (at + ROW > list.scrollTop + VIEW) list.scrollTop = at + ROW - VIEW;
    setTop(list.scrollTop);
  }, [active, long]);

  const rows = [];
  for (let position = span.first; position < span.end; position += 1) {
    const entry = entries[position];
    if (entry === undefined) continue;
    const selected = entry.index !== null && entry.index === chosen;
    rows.push(
      <li
        key={entry.index ?? "new"}
        id={box.optionId(position)}
        role="option"
        className="rf-option"
        aria-selected={selected}
        aria-setsize={entries.length}
        aria-posinset={position + 1}
        data-active={position === active}
        title={long ? entry.text : undefined}
        style={long ? { position: "absolute", top: position * ROW, height: ROW } : undefined}
        onMouseMove={() => position !== active && box.setActive(position)}
        onClick={() => box.pick(position)}
      >
        <span className="rf-option-text">
          {entry.index !== null ? entry.text : fresh ? fresh(entry.text) : `Add “${entry.text}”`}
        </span>
      </li>,
    );
  }
  const empty = note !== undefined || entries.length === 0;
  return (
    // Focus stays in the input: a press in the list must not take it away.
    <div onMouseDown={(event) => event.preventDefault()}>
      <ul
        ref={listRef}
        id={box.listId}
        role="listbox"
        aria-label={label}
        aria-multiselectable={multiple || undefined}
        className="rf-option-list"
        data-long={long}
        data-testid="stSelectboxVirtualDropdown"
        onScroll={(event) => long && setTop(event.currentTarget.scrollTop)}
      >
        {note === undefined && rows}
        {long && note === undefined && (
          <li role="presentation" style={{ height: entries.length * ROW, width: 1 }} />
        )}
      </ul>
      {empty && <div className="rf-option-note">{note ?? "No results"}</div>}
      <span role="status" className="rf-sr-only">
        {typeof note === "string" ? note : `${entries.length} ${entries.length === 1 ? "option" : "options"}`}
      </span>
    </div>
  );
}
