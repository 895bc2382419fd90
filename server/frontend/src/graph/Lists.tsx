// What may happen and what is kept: events and keys, to point at and to choose.

import { type Focus, type Picture, sameFocus, titleOf } from "./model.ts";

interface ListsProps {
  picture: Picture;
  query: string;
  chosen: Focus | null;
  onHover: (focus: Focus | null) => void;
  onChoose: (focus: Focus | null) => void;
}

export function Lists({ picture, query, chosen, onHover, onChoose }: ListsProps) {
  const wanted = query.toLowerCase();
  const events = picture.events
    .map((event, index) => ({ event, index, owner: titleOf(picture, event.node) }))
    .filter(({ event, owner }) => `${event.label} ${owner}`.toLowerCase().includes(wanted));
  const keys = picture.keys.filter((key) => key.name.toLowerCase().includes(wanted));
  const item = (focus: Focus, name: string, note: string, warning = false) => (
    <li key={name + note}>
      <button
        type="button"
        className="rg-item"
        aria-pressed={sameFocus(chosen, focus)}
        onPointerEnter={() => onHover(focus)}
        onPointerLeave={() => onHover(null)}
        onClick={() => onChoose(sameFocus(chosen, focus) ? null : focus)}
      >
        <span className="rg-item-name">{name}</span>
        <span className={warning ? "rg-item-note rg-warn" : "rg-item-note"}>{note}</span>
      </button>
    </li>
  );
  return (
    <>
      <section aria-label="Events">
        <h2>If this happens…</h2>
        <ul>
          {events.map(({ event, index, owner }) =>
            item({ kind: "event", index }, event.label, `in ${owner}`),
          )}
        </ul>
        {events.length === 0 && <p className="rg-none">No widget and no timer.</p>}
      </section>
      <section aria-label="Keys">
        <h2>Session state</h2>
        <ul>
          {keys.map((key) =>
            item(
              { kind: "key", name: key.name },
              key.name,
              key.late
                ? "stale at the top level"
                : `${count(key.writers.length, "writer")}, ${count(key.readers.length, "reader")}`,
              key.late,
            ),
          )}
        </ul>
        {keys.length === 0 && <p className="rg-none">No key.</p>}
      </section>
    </>
  );
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
