import { useMemo, useState } from "react";
import type { JsonProps } from "../../protocol.gen";
import { named } from "../classes";
import type { ElementProps } from "../types";
import { CopyButton } from "./CopyButton";

/** An object or list longer than this shows its first members, and the rest on request. */
const FIRST = 100;

export function Json({ props }: ElementProps<JsonProps>) {
  const { body, expanded } = props;
  const parsed = useMemo(() => {
    try {
      return { value: JSON.parse(body) as unknown };
    } catch {
      return undefined;
    }
  }, [body]);
  const depth = expanded === true ? Infinity : expanded === false ? 0 : expanded;
  return (
    <div {...named("stJson")}>
      <div className="rf-json-scroll" tabIndex={0}>
        {parsed === undefined ? <code>{body}</code> : <Value value={parsed.value} depth={depth} />}
      </div>
      <CopyButton text={body} testId="stJsonCopyButton" />
    </div>
  );
}

interface ValueProps {
  /** Its name in the object around it, its place in the list around it. */
  name?: string | number;
  value: unknown;
  /** How many levels from here are open at first. */
  depth: number;
}

function Value({ name, value, depth }: ValueProps) {
  if (typeof value === "object" && value !== null) {
    return <Group name={name} value={value} depth={depth} />;
  }
  const type = value === null ? "null" : typeof value;
  return (
    <div className="rf-json-leaf">
      <Name name={name} />
      <span className={`rf-json-${type}`}>{JSON.stringify(value)}</span>
    </div>
  );
}

function Group({ name, value, depth }: ValueProps & { value: object }) {
  const [open, setOpen] = useState(depth > 0);
  const [limit, setLimit] = useState(FIRST);
  const isList = Array.isArray(value);
  const members: [string | number, unknown][] = isList
    ? value.map((member, at) => [at, member])
    : Object.entries(value);
  const [left, right] = isList ? "[]" : "{}";
  const rest = members.length - limit;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Name name={name} />
        <span className="rf-json-bracket">
          {left}
          {!open && `${members.length > 0 ? "…" : ""}${right}`}
        </span>
        {members.length > 0 && (
          <span className="rf-json-count">
            {members.length} {members.length === 1 ? "item" : "items"}
          </span>
        )}
      </summary>
      {open && (
        <div className="rf-json-members">
          {members.slice(0, limit).map(([key, member]) => (
            <Value key={key} name={key} value={member} depth={depth - 1} />
          ))}
          {rest > 0 && (
            <button type="button" className="rf-link" onClick={() => setLimit(limit + 10 * FIRST)}>
              {rest} more
            </button>
          )}
        </div>
      )}
      {open && <div className="rf-json-bracket">{right}</div>}
    </details>
  );
}

function Name({ name }: { name?: string | number }) {
  if (name === undefined) return null;
  return <span className={typeof name === "number" ? "rf-json-index" : "rf-json-name"}>{name}</span>;
}
