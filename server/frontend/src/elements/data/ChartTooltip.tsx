// What a chart says about the mark under the pointer.

import { useLayoutEffect, useRef, useState } from "react";

export interface Tip {
  x: number;
  y: number;
  /** A text, or an object of which each field is a line. */
  value: unknown;
}

const DISTANCE = 12;

/** A number with a tail of decimals is cut to what can be read. */
function readable(text: string): string {
  return /^-?\d+\.\d{5,}$/.test(text) ? String(Number(Number(text).toPrecision(6))) : text;
}

function linesOf(value: unknown): [name: string, text: string][] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [["", readable(String(value))]];
  return Object.entries(value).map(([name, text]) => [
    name,
    typeof text === "object" && text !== null ? JSON.stringify(text) : readable(String(text)),
  ]);
}

/** Stands beside the pointer, inside the window. */
export function ChartTooltip({ tip }: { tip: Tip | null }) {
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const box = ref.current?.getBoundingClientRect();
    if (tip === null || box === undefined) return;
    const right = tip.x + DISTANCE;
    const below = tip.y + DISTANCE;
    setPlace({
      left: Math.max(0, right + box.width > innerWidth ? tip.x - DISTANCE - box.width : right),
      top: Math.max(0, below + box.height > innerHeight ? tip.y - DISTANCE - box.height : below),
    });
  }, [tip]);
  if (tip === null) return null;
  return (
    <div ref={ref} className="rf-chart-tip" style={place}>
      {linesOf(tip.value).map(([name, text]) => (
        <div key={name}>
          {name !== "" && <span>{name}</span>}
          <strong>{text}</strong>
        </div>
      ))}
    </div>
  );
}
