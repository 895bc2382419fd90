// One pass: its runs as flame bars, why each ran, and what was left out.

import {
  type PassRecord,
  type RunRecord,
  chainText,
  nameText,
  passText,
  sizeText,
  skipText,
  timeText,
} from "./trace.ts";

interface PassDetailProps {
  record: PassRecord | null;
  onNode: (id: string) => void;
}

export function PassDetail({ record, onNode }: PassDetailProps) {
  if (record === null) return <p className="rf-panel-none">No pass yet. Touch something on the page.</p>;
  const runs = record.runs.map((run, at) => ({ run, at }));
  runs.sort((a, b) => a.run.start - b.run.start || b.run.seconds - a.run.seconds);
  const depths = depthsOf(record.runs);
  return (
    <div className="rf-pass">
      <p>
        <b>{passText(record)}</b> · {new Set(record.runs.map((run) => run.instance)).size} of {record.instances}{" "}
        nodes · {timeText(record.seconds)} · {sizeText(record.bytes_sent)} sent
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">Why it ran</th>
            <th scope="col">Own time</th>
            <th scope="col" className="rf-flame-head">
              When
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map(({ run, at }) => (
            <tr key={at} className={run.outcome === "failed" ? "rf-bad" : undefined}>
              <td style={{ paddingInlineStart: `${0.6 + (depths[at] ?? 0)}rem` }}>
                <button type="button" className="rg-link" onClick={() => onNode(run.node)}>
                  {nameText(run.name)}
                </button>
                {run.outcome !== "finished" && <span className="rf-outcome">{run.outcome}</span>}
              </td>
              <td className="rf-chain">{chainText(record, at)}</td>
              <td className="rf-number">{timeText(run.own_seconds)}</td>
              <td className="rf-flame">
                <i style={placeOf(run, record)} title={`${timeText(run.seconds)} in all`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {record.skipped.length > 0 && (
        <>
          <h3>Not run</h3>
          <ul>
            {record.skipped.map((skip, at) => (
              <li key={at}>
                {nameText(skip.name)}: {skipText(skip)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function placeOf(run: RunRecord, record: PassRecord): { left: string; width: string } {
  const whole = Math.max(record.seconds, 1e-9);
  const left = Math.min(99, (100 * Math.max(0, run.start)) / whole);
  return { left: `${left}%`, width: `${Math.max(0.6, Math.min(100 - left, (100 * run.seconds) / whole))}%` };
}

function depthsOf(runs: RunRecord[]): number[] {
  const depth = (run: RunRecord | undefined, steps: number): number =>
    run === undefined || run.cause.kind !== "within" || steps > 50 ? 0 : 1 + depth(runs[run.cause.run], steps + 1);
  return runs.map((run) => depth(run, 0));
}
