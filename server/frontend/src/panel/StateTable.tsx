// Session state as it stands: values, versions, and who wrote and reads each key.

import { useState } from "react";
import { type Watched, nameText } from "./trace.ts";

export function StateTable({ watched }: { watched: Watched }) {
  const [query, setQuery] = useState("");
  const rows = [...watched.state.values()]
    .filter((row) => row.key.toLowerCase().includes(query.toLowerCase()))
    .sort((a, b) => b.version - a.version);
  return (
    <div className="rf-state">
      <input
        type="search"
        placeholder="Find a key"
        aria-label="Find a key"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <table>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Value</th>
            <th scope="col">Type</th>
            <th scope="col">Version</th>
            <th scope="col">Written by</th>
            <th scope="col">Read by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.key}</th>
              <td>
                <code>{row.preview}</code>
              </td>
              <td>{row.type}</td>
              <td className="rf-number">{row.version}</td>
              <td>{nameText(row.writer)}</td>
              <td>
                {watched.instances
                  .filter((instance) => instance.reads.includes(row.key))
                  .map((instance) => nameText(instance.name))
                  .join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="rf-panel-none">No key.</p>}
    </div>
  );
}
