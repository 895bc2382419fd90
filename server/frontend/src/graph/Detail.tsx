// What is known of the node, key or event that is chosen.

import type { ReactNode } from "react";
import { count } from "./Lists.tsx";
import { APP, type Box, type Focus, type Picture, type Place, type Use, titleOf } from "./model.ts";

interface DetailProps {
  picture: Picture;
  focus: Focus;
  onChoose: (focus: Focus | null) => void;
  onGo: (file: string, line: number) => void;
  /** What else is known of a node: the live panel adds its runs. */
  more?: (box: Box) => ReactNode;
}

export function Detail(props: DetailProps) {
  const { picture, focus } = props;
  if (focus.kind === "key") return <KeyDetail {...props} name={focus.name} />;
  if (focus.kind === "event") return <EventDetail {...props} index={focus.index} />;
  const box = picture.nodes.find((node) => node.id === focus.id);
  return box === undefined ? null : <NodeDetail {...props} box={box} />;
}

function Head({ title, kind, onChoose }: { title: string; kind: string } & Pick<DetailProps, "onChoose">) {
  return (
    <header className="rg-detail-head">
      <div>
        <p className="rg-kind">{kind}</p>
        <h2>{title}</h2>
      </div>
      <button type="button" aria-label="Close" onClick={() => onChoose(null)}>
        ✕
      </button>
    </header>
  );
}

function NodeDetail({ picture, box, onChoose, onGo, more }: DetailProps & { box: Box }) {
  const event = picture.events.findIndex((one) => one.node === box.id && one.kind === "widget");
  const readers = picture.state.filter((edge) => edge.source === box.id && edge.target !== APP);
  const late = picture.state.filter((edge) => edge.source === box.id && edge.late);
  const sources = picture.state.filter((edge) => edge.target === box.id);
  const cycle = picture.cycles.find((part) => part.length > 1 && part.includes(box.id));
  return (
    <div className="rg-detail">
      <Head title={box.name} kind={box.kind === "app" ? "the top-level cell" : "fragment"} onChoose={onChoose} />
      <p>
        <PlaceLink file={box.file} line={box.line} onGo={onGo} />
        {!box.called && <span className="rg-tag rg-warn">never called</span>}
        {box.kind === "fragment" && (
          <span className={box.pure ? "rg-tag rg-good" : "rg-tag"}>
            {box.pure ? "pure: skipped when unchanged" : "not proven pure"}
          </span>
        )}
      </p>
      {more?.(box)}
      {cycle !== undefined && (
        <p className="rg-tag rg-warn">
          In a cycle with {cycle.filter((id) => id !== box.id).map((id) => titleOf(picture, id)).join(", ")}
        </p>
      )}
      {event >= 0 && (
        <button type="button" className="rg-ask" onClick={() => onChoose({ kind: "event", index: event })}>
          What does a widget in it rerun?
        </button>
      )}
      <Uses title="Widgets" uses={box.widgets} onChoose={onChoose} onGo={onGo} />
      <Uses title="Reads" uses={box.reads} onChoose={onChoose} onGo={onGo} />
      <Uses title="Writes" uses={box.writes} onChoose={onChoose} onGo={onGo} />
      <Uses title="Deletes" uses={box.deletes} onChoose={onChoose} onGo={onGo} />
      {box.kind === "fragment" && (
        <Neighbours
          title="Rerun by"
          picture={picture}
          found={sources.map((edge) => [edge.source, edge.keys])}
          onChoose={onChoose}
        />
      )}
      <Neighbours
        title="Reruns"
        picture={picture}
        found={readers.map((edge) => [edge.target, edge.keys])}
        onChoose={onChoose}
      />
      {late.length > 0 && (
        <p className="rg-note">
          The script shows {late.flatMap((edge) => edge.keys).join(", ")} too, with its next full run: a
          fragment's writes do not rerun it. <code>rerun()</code> does.
        </p>
      )}
      {!box.pure && box.kind === "fragment" && box.impure.length > 0 && (
        <section>
          <h3>Why it is not pure</h3>
          <ul className="rg-reasons">
            {box.impure.map((reason, at) => (
              <li key={at}>
                {reason.message} <Where place={reason.place} onGo={onGo} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function KeyDetail({ picture, name, onChoose, onGo }: DetailProps & { name: string }) {
  const key = picture.keys.find((one) => one.name === name);
  if (key === undefined) return null;
  const uses = (pick: (box: Box) => Use[]): [Box, Place[]][] =>
    picture.nodes
      .map((box): [Box, Place[]] => [
        box,
        pick(box).filter((use) => use.key === name).flatMap((use) => use.places),
      ])
      .filter(([, places]) => places.length > 0);
  const groups: [string, [Box, Place[]][]][] = [
    ["Widgets", uses((box) => box.widgets)],
    ["Written by", uses((box) => box.writes)],
    ["Read by", uses((box) => box.reads)],
    ["Deleted by", uses((box) => box.deletes)],
  ];
  return (
    <div className="rg-detail">
      <Head title={name} kind="session-state key" onChoose={onChoose} />
      {groups.map(([title, found]) =>
        found.length === 0 ? null : (
          <section key={title}>
            <h3>{title}</h3>
            <ul>
              {found.map(([box, places]) => (
                <li key={box.id}>
                  <NodeLink picture={picture} id={box.id} onChoose={onChoose} />{" "}
                  {places.map((place, at) => (
                    <Where key={at} place={place} onGo={onGo} />
                  ))}
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
      <section>
        <h3>If it changes, these run</h3>
        <Runs picture={picture} runs={key.runs} onChoose={onChoose} />
      </section>
      {key.late && (
        <p className="rg-note">
          The script shows it too, with its next full run: a fragment's writes do not rerun it.{" "}
          <code>rerun()</code> does.
        </p>
      )}
    </div>
  );
}

function EventDetail({ picture, index, onChoose }: DetailProps & { index: number }) {
  const event = picture.events[index];
  if (event === undefined) return null;
  const whole = event.node === APP;
  return (
    <div className="rg-detail">
      <Head title={event.label} kind={`in ${titleOf(picture, event.node)}`} onChoose={onChoose} />
      <section>
        <h3>{count(event.runs.length, "node")} may run, in this order</h3>
        <Runs picture={picture} runs={event.runs} onChoose={onChoose} />
      </section>
      {whole && (
        <p className="rg-note">
          The whole script runs. A fragment that is proven pure is skipped where nothing that it reads has
          changed.
        </p>
      )}
    </div>
  );
}

function Runs({ picture, runs, onChoose }: { picture: Picture; runs: string[] } & Pick<DetailProps, "onChoose">) {
  if (runs.length === 0) return <p className="rg-none">Nothing.</p>;
  return (
    <ol>
      {runs.map((id) => (
        <li key={id}>
          <NodeLink picture={picture} id={id} onChoose={onChoose} />
        </li>
      ))}
    </ol>
  );
}

function Uses({ title, uses, onChoose, onGo }: { title: string; uses: Use[] } & Pick<DetailProps, "onChoose" | "onGo">) {
  if (uses.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {uses.map((use) => (
          <li key={use.key}>
            <button type="button" className="rg-link rg-key" onClick={() => onChoose({ kind: "key", name: use.key })}>
              {use.key}
            </button>{" "}
            {use.places.map((place, at) => (
              <Where key={at} place={place} onGo={onGo} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NeighboursProps extends Pick<DetailProps, "picture" | "onChoose"> {
  title: string;
  found: [string, string[]][];
}

function Neighbours({ title, picture, found, onChoose }: NeighboursProps) {
  if (found.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {found.map(([id, keys]) => (
          <li key={id}>
            <NodeLink picture={picture} id={id} onChoose={onChoose} />{" "}
            <span className="rg-through">through {keys.join(", ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NodeLink({ picture, id, onChoose }: { picture: Picture; id: string } & Pick<DetailProps, "onChoose">) {
  return (
    <button type="button" className="rg-link" onClick={() => onChoose({ kind: "node", id })}>
      {titleOf(picture, id)}
    </button>
  );
}

function Where({ place, onGo }: { place: Place } & Pick<DetailProps, "onGo">) {
  const via = place.via.length === 0 ? "" : ` via ${place.via.join(" → ")}`;
  return (
    <span className="rg-where" title={place.source}>
      <PlaceLink file={place.file} line={place.line} onGo={onGo} />
      {via}
      {place.note !== "" && ` (${place.note})`}
    </span>
  );
}

function PlaceLink({ file, line, onGo }: { file: string; line: number } & Pick<DetailProps, "onGo">) {
  return (
    <button type="button" className="rg-link rg-place" onClick={() => onGo(file, line)}>
      {file}:{line}
    </button>
  );
}
