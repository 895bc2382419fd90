// Passes as bars: how long each took, and the one that is shown. Scrubbing goes back in time.

import { type PassRecord, passText, timeText } from "./trace.ts";

const SHOWN = 60;

interface TimelineProps {
  passes: readonly PassRecord[];
  chosen: PassRecord | null;
  live: boolean;
  onChoose: (number: number | null) => void;
}

export function Timeline({ passes, chosen, live, onChoose }: TimelineProps) {
  const shown = passes.slice(-SHOWN);
  const longest = Math.max(...shown.map((record) => record.seconds), 0);
  const at = chosen === null ? -1 : shown.findIndex((record) => record.number === chosen.number);
  if (chosen === null || at < 0) return <p className="rf-timeline-none">Nothing has run since the panel was opened.</p>;
  return (
    <div className="rf-timeline">
      <div className="rf-bars" aria-hidden="true">
        {shown.map((record, index) => (
          <i
            key={record.number}
            className={index === at ? "rf-on" : undefined}
            style={{ height: `${Math.max(8, 100 * Math.sqrt(record.seconds / longest))}%` }}
            onClick={() => onChoose(record.number)}
            title={`${passText(record)}: ${timeText(record.seconds)}`}
          />
        ))}
      </div>
      <input
        type="range"
        min={0}
        max={shown.length - 1}
        value={at}
        aria-label="Pass"
        aria-valuetext={`pass ${chosen.number}: ${passText(chosen)}`}
        onChange={(event) => {
          const index = Number(event.target.value);
          onChoose(index === shown.length - 1 ? null : (shown[index]?.number ?? null));
        }}
      />
      <p className="rf-timeline-text">
        <b>#{chosen.number}</b> {passText(chosen)} · {timeText(chosen.seconds)}
        {!live && (
          <button type="button" onClick={() => onChoose(null)}>
            Latest
          </button>
        )}
      </p>
    </div>
  );
}
