// The whole page: the graph in the middle, events and keys on the left, the source on the right.

import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Canvas, type CanvasProps } from "./Canvas.tsx";
import { Detail } from "./Detail.tsx";
import { Lists, count } from "./Lists.tsx";
import { Source } from "./Source.tsx";
import { layOut } from "./layout.ts";
import { APP, type Box, type Focus, type Lit, type Picture, type StateEdge, hasText, light, modulesOf } from "./model.ts";

interface ExplorerProps {
  picture: Picture;
  live?: CanvasProps["live"];
  more?: (box: Box) => ReactNode;
  /** What stands out while nothing is pointed at or chosen. */
  overlay?: Lit | null;
  /** A node to choose; another object chooses again. */
  wanted?: { id: string } | null;
  /** Which edges have been seen in use; the others are dimmed. */
  seen?: (edge: StateEdge) => boolean;
}

/** Beyond this many nodes modules are collapsed at first. */
const OPEN = 60;

const NOTHING: ReadonlySet<string> = new Set();

export function Explorer({ picture, live, more, overlay = null, wanted = null, seen }: ExplorerProps) {
  const [chosen, setChosen] = useState<Focus | null>(null);
  const [hovered, setHovered] = useState<Focus | null>(null);
  const [query, setQuery] = useState("");
  const [only, setOnly] = useState(false);
  const [calls, setCalls] = useState(false);
  const modules = modulesOf(picture);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(() =>
    modules.length > 1 && picture.nodes.length > OPEN ? new Set(modules) : NOTHING,
  );
  const main = useRef<HTMLElement>(null);
  const room = useSize(main);
  const [place, setPlace] = useState<{ file: string; line: number } | null>(null);

  const picked = useMemo(() => (chosen === null ? null : light(picture, chosen)), [picture, chosen]);
  const lit = useMemo(
    () => (hovered === null ? (picked ?? overlay) : light(picture, hovered)),
    [picture, hovered, picked, overlay],
  );
  const kept = only ? picked : null;
  const layout = useMemo(() => {
    const found = new Set(
      picture.nodes
        .filter((box) => (kept === null || kept.nodes.has(box.id)) && (query === "" || hasText(box, query)))
        .map((box) => box.id),
    );
    // What is looked for is to be seen, whatever it stands in.
    const folded = query === "" && kept === null ? collapsed : NOTHING;
    return layOut(picture, { shown: (id) => found.has(id), collapsed: folded, calls, room });
  }, [picture, kept, query, collapsed, calls, room]);

  const choose = (focus: Focus | null): void => {
    setChosen(focus);
    setPlace(null);
    if (focus === null) setOnly(false);
  };
  useEffect(() => {
    if (wanted !== null) setChosen({ kind: "node", id: wanted.id });
  }, [wanted]);
  const fold = (module: string, closed: boolean): void => {
    const next = new Set(collapsed);
    if (closed) next.add(module);
    else next.delete(module);
    setCollapsed(next);
  };
  const top = place ?? lit?.top ?? null;
  const file = top?.file ?? picture.files[0]?.name ?? "";
  return (
    <div className="rg-page">
      <header className="rg-bar">
        <h1>{picture.app}</h1>
        <p>{summary(picture)}</p>
        <input
          type="search"
          placeholder="Find a fragment or a key"
          aria-label="Find a fragment or a key"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <label>
          <input type="checkbox" checked={only} disabled={chosen === null} onChange={() => setOnly(!only)} />
          Only what is chosen
        </label>
        <label>
          <input type="checkbox" checked={calls} onChange={() => setCalls(!calls)} />
          Calls of the script
        </label>
        {modules.length > 1 && (
          <button
            type="button"
            onClick={() => setCollapsed(collapsed.size > 0 ? NOTHING : new Set(modules))}
          >
            {collapsed.size > 0 ? "Open all modules" : "Collapse modules"}
          </button>
        )}
      </header>
      <aside className="rg-side" aria-label={chosen === null ? "Events and keys" : "Details"}>
        {chosen === null ? (
          <Lists picture={picture} query={query} chosen={chosen} onHover={setHovered} onChoose={choose} />
        ) : (
          <Detail
            picture={picture}
            focus={chosen}
            onChoose={choose}
            onGo={(name, line) => setPlace({ file: name, line })}
            more={more}
          />
        )}
      </aside>
      <main className="rg-main" ref={main}>
        <Canvas
          layout={layout}
          lit={lit}
          chosen={chosen}
          live={live}
          seen={seen}
          onHover={setHovered}
          onChoose={choose}
          onExpand={(module) => fold(module, false)}
          onCollapse={(module) => fold(module, true)}
        />
        <Legend picture={picture} />
        {layout.nodes.length === 0 && <p className="rg-empty">Nothing has “{query}” in it.</p>}
      </main>
      <Source
        picture={picture}
        file={file}
        lines={lit?.lines ?? NOTHING}
        top={top?.line ?? null}
        onFile={(name) => setPlace({ file: name, line: 1 })}
      />
    </div>
  );
}

/** How large an element is, after it has stopped changing its size by little. */
function useSize(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 900, height: 700 });
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      const differs = (a: number, b: number): boolean => Math.abs(a - b) > 40;
      setSize((old) =>
        width > 0 && (differs(old.width, width) || differs(old.height, height)) ? { width, height } : old,
      );
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

function summary(picture: Picture): string {
  const fragments = picture.nodes.filter((node) => node.kind === "fragment");
  const pure = fragments.filter((node) => node.pure).length;
  const cycles = picture.cycles.filter((part) => part.length > 1).length;
  const parts = [count(fragments.length, "fragment"), `${pure} pure`, count(picture.keys.length, "key")];
  if (cycles > 0) parts.push(count(cycles, "cycle"));
  const late = picture.keys.filter((key) => key.late).length;
  if (late > 0) parts.push(`${count(late, "key")} stale at the top level`);
  return parts.join(" · ");
}

function Legend({ picture }: { picture: Picture }) {
  const has = {
    calls: picture.calls.length > 0,
    late: picture.state.some((edge) => edge.late),
    cycle: picture.cycles.some((part) => part.length > 1),
    unused: picture.nodes.some((node) => node.id !== APP && !node.called),
  };
  return (
    <ul className="rg-legend" aria-label="Legend">
      <li className="rg-legend-state">a key: written → read</li>
      {has.calls && <li className="rg-legend-call">calls</li>}
      {has.late && <li className="rg-legend-late">read by the script: stale until a full run</li>}
      {has.cycle && <li className="rg-legend-bad">a cycle</li>}
      <li className="rg-legend-pure">pure</li>
      <li className="rg-legend-impure">not proven pure</li>
      {has.unused && <li className="rg-legend-unused">never called</li>}
    </ul>
  );
}
