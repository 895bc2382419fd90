// The graph itself, as SVG: nodes are buttons, edges carry their keys.

import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { type Layout, type Line, type Placed, labelOf } from "./layout.ts";
import { type Box, type Focus, type Lit, type Role, type StateEdge, factsOf, sameFocus } from "./model.ts";
import { usePanZoom } from "./usePanZoom.ts";

export interface CanvasProps {
  layout: Layout;
  lit: Lit | null;
  chosen: Focus | null;
  /** How to draw a node besides; the live panel says what runs. */
  live?: (box: Box) => { className: string; note: string } | null;
  seen?: (edge: StateEdge) => boolean;
  onHover: (focus: Focus | null) => void;
  onChoose: (focus: Focus | null) => void;
  onExpand: (module: string) => void;
  onCollapse: (module: string) => void;
}

/** Beyond this many edges only those that stand out carry their keys. */
const LABELLED = 70;

export function Canvas(props: CanvasProps) {
  const { layout, lit, chosen, onChoose } = props;
  const frame = useRef<SVGSVGElement>(null);
  const { transform, fit, zoom, reveal, handlers } = usePanZoom(frame, layout);
  const arrow = useId();
  const wanted = chosen?.kind === "node" ? layout.nodes.find((n) => n.id === chosen.id) : undefined;
  const { x, y } = wanted ?? {};
  useEffect(() => {
    if (x !== undefined && y !== undefined) reveal(x, y);
  }, [x, y, reveal]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else if (event.key === "Escape") onChoose(null);
  };

  const lines = layout.lines.map((line) => ({ line, on: isLit(line, lit) }));
  // What stands out is drawn last, over the rest.
  lines.sort((a, b) => Number(a.on) - Number(b.on));
  const labelled = layout.lines.length <= LABELLED;
  return (
    <div className="rg-canvas">
      <svg
        ref={frame}
        className={lit === null ? "rg-svg" : "rg-svg rg-focused"}
        role="group"
        aria-label="Graph of the app"
        onKeyDown={onKeyDown}
        onClick={(event) => event.target === event.currentTarget && onChoose(null)}
        {...handlers}
      >
        <defs>
          {["", "-lit", "-bad", "-late"].map((kind) => (
            <marker
              key={kind}
              id={`${arrow}${kind}`}
              className={`rg-arrow${kind}`}
              viewBox="0 0 10 10"
              refX="9"
              refY="5"
              markerWidth="7"
              markerHeight="7"
              orient="auto-start-reverse"
            >
              <path d="M0,1L9,5L0,9z" />
            </marker>
          ))}
        </defs>
        <g transform={`translate(${transform.x},${transform.y}) scale(${transform.k})`}>
          {layout.areas.map((area) => (
            <g key={area.module} className="rg-area" style={{ fontSize: Math.min(12 / transform.k, 48) }}>
              <rect x={area.x} y={area.y} width={area.width} height={area.height} rx="10" />
              <text
                x={area.x + 12}
                y={area.y + 10}
                dominantBaseline="middle"
                role="button"
                tabIndex={0}
                aria-label={`Collapse the module ${area.module}`}
                onClick={() => props.onCollapse(area.module)}
                onKeyDown={pressed(() => props.onCollapse(area.module))}
              >
                {area.module} −
              </text>
            </g>
          ))}
          {lines.map(({ line, on }) => (
            <Edge key={line.id} line={line} on={on} arrow={arrow} labelled={labelled || on} {...props} />
          ))}
          {layout.nodes.map((node) => (
            <Node key={node.id} node={node} {...props} />
          ))}
        </g>
      </svg>
      <div className="rg-zoom">
        <button type="button" aria-label="Zoom in" onClick={() => zoom(1.25)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => zoom(0.8)}>
          −
        </button>
        <button type="button" aria-label="Show all of it" onClick={fit}>
          ⤢
        </button>
      </div>
    </div>
  );
}

function isLit(line: Line, lit: Lit | null): boolean {
  if (lit === null) return false;
  return line.state.some(lit.edge) || line.calls.some(lit.call);
}

function pressed(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

interface EdgeProps extends CanvasProps {
  line: Line;
  on: boolean;
  labelled: boolean;
  arrow: string;
}

function Edge({ line, on, labelled, arrow, seen, onHover, onChoose }: EdgeProps) {
  const cycle = line.state.some((edge) => edge.cycle);
  const late = line.state.length > 0 && line.state.every((edge) => edge.late);
  const kind = cycle ? "-bad" : late ? "-late" : on ? "-lit" : "";
  const idle = seen !== undefined && line.kind === "state" && !line.state.some(seen);
  const name = ["rg-edge", `rg-${line.kind}`, idle && "rg-idle", cycle && "rg-bad", late && "rg-late", on && "rg-on"];
  const label = line.kind === "state" ? labelOf(line) : "";
  const width = label.length * 6.4 + 12;
  const key = line.keys[0];
  const focus: Focus | null = key === undefined ? null : { kind: "key", name: key };
  return (
    <g className={name.filter(Boolean).join(" ")}>
      <path d={line.path} markerEnd={`url(#${arrow}${kind})`}>
        <title>{titleOf(line)}</title>
      </path>
      {labelled && label !== "" && focus !== null && (
        <g
          className="rg-label"
          transform={`translate(${line.middle.x},${line.middle.y})`}
          onPointerEnter={() => onHover(focus)}
          onPointerLeave={() => onHover(null)}
          onClick={() => onChoose(focus)}
        >
          <rect x={-width / 2} y="-9" width={width} height="18" rx="9" />
          <text textAnchor="middle" dy="0.35em">
            {label}
            <title>{titleOf(line)}</title>
          </text>
        </g>
      )}
    </g>
  );
}

function titleOf(line: Line): string {
  if (line.kind === "call") {
    return line.calls.some((call) => call.times !== "once") ? "calls, maybe often" : "calls";
  }
  const late = line.state.some((edge) => edge.late);
  const cycle = line.state.some((edge) => edge.cycle);
  const more = cycle ? " (a cycle)" : late ? " (shown with the next full run only)" : "";
  return `${line.keys.join(", ")}${more}`;
}

function Node({ node, ...props }: CanvasProps & { node: Placed }) {
  const { lit, chosen, live, onHover, onChoose, onExpand } = props;
  const { box } = node;
  const role = roleOf(node, lit);
  const focus: Focus | null = box === null ? null : { kind: "node", id: box.id };
  const order = box === null ? undefined : lit?.order.get(box.id);
  const running = box === null ? null : (live?.(box) ?? null);
  const isChosen = focus !== null && sameFocus(chosen, focus);
  const names = [
    "rg-node",
    box === null && "rg-group",
    box?.kind === "app" && "rg-app",
    box?.pure === false && box.kind !== "app" && "rg-impure",
    box?.cyclic && "rg-bad",
    box?.called === false && "rg-unused",
    role !== null && `rg-${role}`,
    isChosen && "rg-chosen",
    running?.className,
  ];
  const choose = (): void => {
    if (focus !== null) onChoose(isChosen ? null : focus);
    else onExpand(node.members[0]?.module ?? "");
  };
  const detail = box === null ? "click to open" : factsOf(box);
  return (
    <g
      className={names.filter(Boolean).join(" ")}
      transform={`translate(${node.x - node.width / 2},${node.y - node.height / 2})`}
      role="button"
      tabIndex={0}
      data-node={node.id}
      aria-pressed={isChosen}
      aria-label={`${node.label}, ${detail}${order === undefined ? "" : `, runs as number ${order}`}`}
      onPointerEnter={() => onHover(focus)}
      onPointerLeave={() => onHover(null)}
      onFocus={() => onHover(focus)}
      onBlur={() => onHover(null)}
      onClick={choose}
      onKeyDown={pressed(choose)}
    >
      <rect width={node.width} height={node.height} rx="9" />
      {box !== null && box.kind !== "app" && (
        <circle cx="17" cy="18" r="4.5" className={box.pure ? "rg-dot" : "rg-dot rg-hollow"}>
          <title>{box.pure ? "pure: skipped when unchanged" : "not proven pure"}</title>
        </circle>
      )}
      <text className="rg-name" x={box === null || box.kind === "app" ? 14 : 29} y="22">
        {cut(node.label, node.width)}
        <title>{node.label}</title>
      </text>
      <text className="rg-facts" x="14" y="39">
        {cut(running?.note || detail, node.width + 34)}
      </text>
      {order !== undefined && (
        <g className="rg-order" transform={`translate(${node.width},0)`}>
          <circle r="11" />
          <text textAnchor="middle" dy="0.36em">
            {order}
          </text>
        </g>
      )}
    </g>
  );
}

function roleOf(node: Placed, lit: Lit | null): Role | null {
  for (const box of node.members) {
    const role = lit?.nodes.get(box.id);
    if (role !== undefined) return role;
  }
  return null;
}

function cut(text: string, width: number): string {
  const room = Math.floor((width - 40) / 7);
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
