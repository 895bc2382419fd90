// The field in a cell that is being edited.

import { useEffect, useId, useRef, useState } from "react";
import { kindOf, optionText, plain, type ShownColumn } from "./cells";
import { entryText, readEntry } from "./entry";
import { useTopLayer } from "./topLayer";

/** Where the keyboard goes after an edit. */
export type Direction = "stay" | "down" | "up" | "right" | "left";

interface CellEditorProps {
  column: ShownColumn;
  value: unknown;
  /** What has been typed already, in place of the value. */
  typed: string | null;
  onDone(value: unknown, to: Direction): void;
  onCancel(): void;
}

const INPUT_TYPES: Record<string, string> = { date: "date", time: "time", datetime: "datetime-local" };

export function CellEditor(props: CellEditorProps) {
  const kind = kindOf(props.column.spec);
  if (kind === "selectbox") return <SelectEditor {...props} />;
  if (kind === "multiselect" && !props.column.spec.accept_new) return <TagsEditor {...props} />;
  return <TextEditor {...props} />;
}

function TextEditor({ column, value, typed, onDone, onCancel }: CellEditorProps) {
  const { spec } = column;
  const zone = column.data.zone;
  const type = INPUT_TYPES[kindOf(spec)] ?? "text";
  const [text, setText] = useState(typed !== null && type === "text" ? typed : entryText(value, spec, zone));
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  const hint = useId();
  const said = useRef<HTMLSpanElement>(null);
  useTopLayer(said, error !== undefined);
  useEffect(() => {
    field.current?.focus();
    if (typed === null && type === "text") field.current?.select();
  }, [typed, type]);

  const finish = (to: Direction): void => {
    if (done.current) return;
    // What a browser's own field cannot make a date of it gives out as nothing.
    const unread = text === "" && field.current?.validity?.badInput;
    const entry = unread ? { error: "This is no date" } : readEntry(text, spec, zone);
    if ("error" in entry) {
      setError(entry.error);
      return;
    }
    done.current = true;
    onDone(entry.value, to);
  };
  const limits = type === "text" ? {} : { min: spec.min, max: spec.max, step: type === "date" ? spec.step : (spec.step ?? "any") };
  return (
    <>
      <input
        ref={field}
        className="rf-cell-field"
        type={type}
        {...limits}
        inputMode={kindOf(spec) === "number" ? "decimal" : undefined}
        aria-label={spec.label || "Row"}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : hint}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setError(undefined);
        }}
        onBlur={() => finish("stay")}
        onKeyDown={(event) => {
          event.stopPropagation();
          const to = ({ Enter: event.shiftKey ? "up" : "down", Tab: event.shiftKey ? "left" : "right" } as const)[event.key];
          if (to !== undefined) {
            event.preventDefault();
            finish(to);
          } else if (event.key === "Escape") {
            event.preventDefault();
            done.current = true;
            onCancel();
          }
        }}
        onMouseDown={(event) => event.stopPropagation()}
        onPaste={(event) => event.stopPropagation()}
        onCopy={(event) => event.stopPropagation()}
      />
      {error !== undefined && (
        <span ref={said} className="rf-cell-error" id={hint} role="alert">
          {error}
        </span>
      )}
    </>
  );
}

/** A browser's own list: reachable by keyboard, finger and screen reader alike. */
function SelectEditor({ column, value, typed, onDone, onCancel }: CellEditorProps) {
  const { spec } = column;
  const options = spec.options ?? [];
  const field = useRef<HTMLSelectElement>(null);
  const done = useRef(false);
  const labels = options.map((option) => optionText(option, spec));
  const begins = typed === null ? -1 : labels.findIndex((label) => label.toLowerCase().startsWith(typed.toLowerCase()));
  const known = options.findIndex((option) => Object.is(option, plain(value)));
  const [at, setAt] = useState(begins >= 0 ? begins : known);
  useEffect(() => {
    const select = field.current;
    select?.focus();
    try {
      // Opens at once where the browser allows it; otherwise a key does.
      if (typed === null) select?.showPicker?.();
    } catch {
      // It was not a person's own doing, as in a test.
    }
  }, [typed]);
  const finish = (to: Direction, chosen = at): void => {
    if (done.current) return;
    done.current = true;
    if (chosen < 0 && spec.required) onCancel();
    else onDone(chosen < 0 ? null : options[chosen], to);
  };
  return (
    <select
      ref={field}
      className="rf-cell-field"
      aria-label={spec.label || "Row"}
      value={at}
      onChange={(event) => {
        setAt(Number(event.target.value));
        finish("stay", Number(event.target.value));
      }}
      onBlur={() => finish("stay")}
      onKeyDown={(event) => {
        event.stopPropagation();
        const to = ({ Enter: "down", Tab: event.shiftKey ? "left" : "right" } as const)[event.key];
        if (to !== undefined) {
          event.preventDefault();
          finish(to);
        } else if (event.key === "Escape") {
          event.preventDefault();
          done.current = true;
          onCancel();
        }
      }}
      onMouseDown={(event) => event.stopPropagation()}
    >
      {(at < 0 || !spec.required) && <option value={-1}>{spec.required ? "" : "None"}</option>}
      {labels.map((label, place) => (
        <option key={`${place}:${label}`} value={place}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** Several options, each with a checkbox. */
function TagsEditor({ column, value, onDone, onCancel }: CellEditorProps) {
  const { spec } = column;
  const options = spec.options ?? [];
  const [chosen, setChosen] = useState<unknown[]>(() => {
    const items = plain(value);
    return Array.isArray(items) ? items : [];
  });
  const panel = useRef<HTMLDivElement>(null);
  const done = useRef(false);
  useTopLayer(panel, true);
  useEffect(() => panel.current?.querySelector("input")?.focus(), []);
  const finish = (to: Direction): void => {
    if (done.current) return;
    done.current = true;
    if (chosen.length === 0 && spec.required) onCancel();
    else onDone(chosen, to);
  };
  const step = (by: number): void => {
    const boxes = [...(panel.current?.querySelectorAll("input") ?? [])];
    const at = boxes.indexOf(document.activeElement as HTMLInputElement);
    boxes[Math.max(0, Math.min(boxes.length - 1, at + by))]?.focus();
  };
  return (
    <div
      ref={panel}
      className="rf-cell-panel"
      role="group"
      aria-label={spec.label || "Row"}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) finish("stay");
      }}
      onMouseDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        const keys: Record<string, () => void> = {
          ArrowDown: () => step(1),
          ArrowUp: () => step(-1),
          Enter: () => finish("down"),
          Tab: () => finish(event.shiftKey ? "left" : "right"),
          Escape: () => {
            done.current = true;
            onCancel();
          },
        };
        if (keys[event.key] === undefined) return;
        event.preventDefault();
        keys[event.key]!();
      }}
    >
      {options.map((option, at) => (
        <label key={`${at}:${String(option)}`}>
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            onChange={(event) =>
              setChosen((all) => (event.target.checked ? [...all, option] : all.filter((item) => item !== option)))
            }
          />
          {optionText(option, spec)}
        </label>
      ))}
    </div>
  );
}
