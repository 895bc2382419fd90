// Where the time went since the panel was opened, what partial reruns saved, and what would
// save more.

import { type NodeTotals, type Watched, nameText, timeText } from "./trace.ts";

/** Seconds of the script's own code from which on a hint is worth giving. */
const WORTH = 0.005;

interface TotalsProps {
  watched: Watched;
  onNode: (id: string) => void;
}

export function Totals({ watched, onNode }: TotalsProps) {
  const rows = [...watched.totals.values()].sort((a, b) => b.own - a.own);
  const whole = rows.reduce((sum, row) => sum + row.own, 0);
  if (watched.count === 0) return <p className="rf-panel-none">No pass yet. Touch something on the page.</p>;
  const saved = watched.full - watched.spent;
  return (
    <div className="rf-totals">
      <p>
        {watched.count} passes took <b>{timeText(watched.spent)}</b>. Running everything each time would have taken{" "}
        {timeText(watched.full)}, by what each part took when it last ran: <b>{timeText(saved)} saved</b>.
      </p>
      {hintOf(rows, whole)}
      <table>
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">Runs</th>
            <th scope="col">Own time</th>
            <th scope="col">A run</th>
            <th scope="col">Of all</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.node}>
              <th scope="row">
                <button type="button" className="rg-link" onClick={() => onNode(row.node)}>
                  {nameText(row.name)}
                </button>
              </th>
              <td className="rf-number">{row.runs}</td>
              <td className="rf-number">{timeText(row.own)}</td>
              <td className="rf-number">{timeText(row.own / row.runs)}</td>
              <td className="rf-number">{whole > 0 ? `${Math.round((100 * row.own) / whole)} %` : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function hintOf(rows: NodeTotals[], whole: number) {
  const [first] = rows;
  if (first === undefined || first.runs < 2 || first.own / first.runs < WORTH || first.own < whole / 3) return null;
  const name = nameText(first.name);
  return (
    <p className="rf-hint">
      Splitting {name} would save most: its own code has taken {timeText(first.own)} in {first.runs} runs,{" "}
      {timeText(first.own / first.runs)} each. What in it does not depend on the input that makes it run can be a
      fragment of its own, or a function with <code>@cache_data</code>.
    </p>
  );
}
