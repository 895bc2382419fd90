// The live panel: the graph of this session, what runs and why, and what it costs.

import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { useClient } from "../client";
import { Explorer } from "../graph/Explorer.tsx";
import "../graph/graph.css";
import { type Box, type Lit, type Picture, type Role, type StateEdge, lineId } from "../graph/model.ts";
import "../theme/syntax.css";
import { Outlines } from "./Outlines.tsx";
import { PassDetail } from "./PassDetail.tsx";
import { StateTable } from "./StateTable.tsx";
import { Timeline } from "./Timeline.tsx";
import { Totals } from "./Totals.tsx";
import "./panel.css";
import { type PassRecord, TraceStore, type Watched, chainText, skipText, timeText } from "./trace.ts";
import { usePicture } from "./usePicture.ts";

const VIEWS = ["Graph", "Pass", "State", "Totals"] as const;
type ViewName = (typeof VIEWS)[number];

const LOWEST = 160;

export default function Panel({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const [store] = useState(() => new TraceStore());
  const watched = useSyncExternalStore(store.subscribe, store.get);
  const { picture, trouble } = usePicture(watched.program);
  const [view, setView] = useState<ViewName>("Graph");
  const [number, setNumber] = useState<number | null>(null);
  const [wanted, setWanted] = useState<{ id: string } | null>(null);
  const [outlined, setOutlined] = useState(false);
  const [height, setHeight] = useState(() => Math.max(320, Math.round(window.innerHeight * 0.5)));

  useEffect(() => {
    client.onTrace = (trace) => store.take(trace);
    client.transport?.watch(true);
    return () => {
      client.transport?.watch(false);
      client.onTrace = () => undefined;
    };
  }, [client, store]);

  useEffect(() => {
    // The page stays reachable above the panel.
    document.documentElement.style.setProperty("--rf-panel", `${height}px`);
    return () => void document.documentElement.style.removeProperty("--rf-panel");
  }, [height]);

  const record = shownPass(watched, number);
  const choose = (id: string): void => {
    setWanted({ id });
    setView("Graph");
  };
  // In the body: what the header looks like is no concern of the panel's.
  return createPortal(
    <section className="rf-panel" style={{ height }} aria-label="Developer panel">
      <Grip height={height} onHeight={setHeight} />
      <header className="rf-panel-bar">
        <div role="tablist" aria-label="Views">
          {VIEWS.map((name) => (
            <button key={name} type="button" role="tab" aria-selected={view === name} onClick={() => setView(name)}>
              {name}
            </button>
          ))}
        </div>
        <Timeline passes={watched.passes} chosen={record} live={number === null} onChoose={setNumber} />
        <label>
          <input type="checkbox" checked={outlined} onChange={() => setOutlined(!outlined)} />
          Outline fragments <kbd>Alt</kbd>
        </label>
        <button type="button" className="rf-panel-close" aria-label="Close the panel" onClick={onClose}>
          ✕
        </button>
      </header>
      <div className="rf-panel-body" role="tabpanel" aria-label={view}>
        {trouble !== null && <p className="rf-panel-trouble">{trouble}</p>}
        {view === "Graph" && picture !== null && (
          <LiveGraph picture={picture} watched={watched} record={record} wanted={wanted} />
        )}
        {view === "Pass" && <PassDetail record={record} onNode={choose} />}
        {view === "State" && <StateTable watched={watched} />}
        {view === "Totals" && <Totals watched={watched} onNode={choose} />}
      </div>
      <Outlines on={outlined} instances={watched.instances} onNode={choose} />
    </section>,
    document.body,
  );
}

function shownPass(watched: Watched, number: number | null): PassRecord | null {
  const last = watched.passes.at(-1) ?? null;
  if (number === null) return last;
  return watched.passes.find((record) => record.number === number) ?? last;
}

interface LiveGraphProps {
  picture: Picture;
  watched: Watched;
  record: PassRecord | null;
  wanted: { id: string } | null;
}

function LiveGraph({ picture, watched, record, wanted }: LiveGraphProps) {
  const overlay = useMemo(() => (record === null ? null : lightPass(picture, record)), [picture, record]);
  const seen = useMemo(() => seenEdges(watched), [watched]);
  const live = (box: Box) => {
    const runs = record?.runs.filter((run) => run.node === box.id) ?? [];
    const places = watched.instances.filter((instance) => instance.node === box.id);
    if (runs.length === 0) {
      const skipped = record?.skipped.some(
        (skip) => skip.reason === "unchanged" && places.some((place) => place.id === skip.instance),
      );
      return skipped ? { className: "rg-skipped", note: "skipped: unchanged" } : null;
    }
    const own = runs.reduce((sum, run) => sum + run.own_seconds, 0);
    const failed = runs.some((run) => run.outcome === "failed");
    const times = runs.length > 1 ? `${runs.length} runs, ` : "";
    return { className: failed ? "rg-failed" : "rg-ran", note: `${times}${timeText(own)}` };
  };
  const more = (box: Box) => <NodeRuns box={box} watched={watched} record={record} />;
  return <Explorer picture={picture} live={live} more={more} overlay={overlay} seen={seen} wanted={wanted} />;
}

function NodeRuns({ box, watched, record }: { box: Box; watched: Watched; record: PassRecord | null }) {
  const totals = watched.totals.get(box.id);
  const places = watched.instances.filter((instance) => instance.node === box.id);
  const at = record?.runs.findLastIndex((run) => run.node === box.id) ?? -1;
  const skipped = record?.skipped.find((skip) => places.some((place) => place.id === skip.instance));
  return (
    <section>
      <h3>In this session</h3>
      <p>
        {places.length === 0 ? "Not on the page." : `On the page ${places.length === 1 ? "once" : `${places.length} times`}.`}{" "}
        {totals === undefined
          ? "Has not run since the panel was opened."
          : `${totals.runs} runs, ${timeText(totals.own)} in its own code.`}
      </p>
      {record !== null && at >= 0 && (
        <p className="rf-chain">
          Ran in pass {record.number}: {chainText(record, at)}
        </p>
      )}
      {record !== null && at < 0 && skipped !== undefined && (
        <p className="rf-chain">
          Not run in pass {record.number}: {skipText(skipped)}
        </p>
      )}
    </section>
  );
}

/** What a pass ran stands out, in the order in which it began. */
function lightPass(picture: Picture, record: PassRecord): Lit {
  const began = [...record.runs].sort((a, b) => a.start - b.start);
  const order = new Map<string, number>();
  for (const run of began) if (!order.has(run.node)) order.set(run.node, order.size + 1);
  const nodes = new Map<string, Role>([...order.keys()].map((id) => [id, "runs"]));
  const used = new Set(
    record.runs
      .filter((run) => run.cause.kind === "key")
      .map((run) => `${record.runs[run.cause.run]?.node ?? ownerOf(record, run.cause.event)} ${run.node} ${run.cause.key}`),
  );
  const lines = new Set<string>();
  for (const box of picture.nodes) {
    if (box.kind === "fragment" && order.has(box.id)) lines.add(lineId(box.file, box.line));
  }
  return {
    nodes,
    order,
    edge: (edge) => edge.keys.some((key) => used.has(`${edge.source} ${edge.target} ${key}`)),
    call: () => false,
    lines,
    top: null,
  };
}

function ownerOf(record: PassRecord, event: number): string {
  const name = record.events[event]?.name ?? "";
  return record.runs.find((run) => run.name === name)?.node ?? name;
}

/** An edge is in use when one end has written one of its keys and the other has read it. */
function seenEdges(watched: Watched): (edge: StateEdge) => boolean {
  const reads = new Set<string>();
  const writes = new Set<string>();
  for (const { node, ...instance } of watched.instances) {
    for (const key of instance.reads) reads.add(`${node} ${key}`);
    for (const key of instance.writes) writes.add(`${node} ${key}`);
  }
  const known = (found: Set<string>, node: string, key: string): boolean => {
    if (!key.includes("*") && key !== "any key") return found.has(`${node} ${key}`);
    return [...found].some((one) => one.startsWith(`${node} `));
  };
  return ({ source, target, keys }) =>
    keys.some((key) => known(reads, target, key) && (known(writes, source, key) || watched.state.has(key)));
}

function Grip({ height, onHeight }: { height: number; onHeight: (height: number) => void }) {
  const clamp = (wanted: number): number => Math.min(window.innerHeight - 80, Math.max(LOWEST, wanted));
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onHeight(clamp(window.innerHeight - event.clientY));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowUp") onHeight(clamp(height + 40));
    else if (event.key === "ArrowDown") onHeight(clamp(height - 40));
  };
  return (
    <div
      className="rf-panel-grip"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label="Height of the panel"
      aria-valuenow={height}
      aria-valuemin={LOWEST}
      aria-valuemax={window.innerHeight - 80}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
