// The sources beside the graph, with what is in focus marked.

import { useEffect, useMemo, useRef } from "react";
import { type Note, type Picture, lineId } from "./model.ts";
import { linesOf } from "./source.ts";

interface SourceProps {
  picture: Picture;
  file: string;
  lines: ReadonlySet<string>;
  /** Where to scroll to. */
  top: number | null;
  onFile: (file: string) => void;
}

export function Source({ picture, file, lines, top, onFile }: SourceProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const text = picture.files.find((one) => one.name === file)?.text ?? "";
  const rows = useMemo(() => linesOf(text), [text]);
  const notes = useMemo(() => notesOf(picture, file), [picture, file]);

  useEffect(() => {
    const row = top === null ? null : scroller.current?.querySelector(`[data-line="${top}"]`);
    // Not there in a test's document.
    row?.scrollIntoView?.({ block: "center", behavior: "smooth" });
  }, [top, file]);

  return (
    <section className="rg-source" aria-label="Source">
      {picture.files.length > 1 && (
        <label className="rg-file">
          File
          <select value={file} onChange={(event) => onFile(event.target.value)}>
            {picture.files.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <div className="rg-code" ref={scroller} tabIndex={0}>
        {rows.map((html, at) => {
          const line = at + 1;
          const found = notes.get(line);
          const names = ["rg-line", lines.has(lineId(file, line)) && "rg-marked", found && `rg-${found[0]?.severity}`];
          return (
            <div key={line} data-line={line} className={names.filter(Boolean).join(" ")}>
              <span className="rg-number" aria-hidden="true">
                {line}
              </span>
              {/* highlight.js escapes the text; only its own elements are in there. */}
              <code dangerouslySetInnerHTML={{ __html: html === "" ? " " : html }} />
              {found?.map((note, which) => (
                <p key={which} className="rg-diagnostic">
                  <b>{note.code}</b> {note.message}
                </p>
              ))}
            </div>
          );
        })}
      </div>
    </section>
  );
}

function notesOf(picture: Picture, file: string): Map<number, Note[]> {
  const found = new Map<number, Note[]>();
  for (const note of picture.notes) {
    if (note.file !== file || note.severity === "info") continue;
    found.set(note.line, [...(found.get(note.line) ?? []), note]);
  }
  return found;
}
