// What the user has entered and the server does not show yet.
//
// `props.value` in the tree is what server and page agree on. What the user enters stands over it
// until the server has answered the event that carried it. The server takes a value that it is
// sent for what the page shows, and says nothing of it unless it makes something else of it: so
// with the answer the value entered becomes `props.value`, or the server's word, if there was one
// that is newer. A patch never overwrites an input that was touched since the event it answers.

import { Topics } from "./observable";
import type { Change, Op } from "./protocol.gen";
import type { TreeStore } from "./tree";

/** Not sent yet. */
const UNSENT = Infinity;

/** A value of the user's own. */
export interface Entry {
  readonly value: unknown;
  /** The event that carried this value to the server, or UNSENT. */
  readonly sent: number;
  /** Whether the server has had its say since. */
  readonly overruled?: boolean;
}

export type Send = (changes: Change[]) => number;

export class WidgetStore {
  private readonly entries = new Map<number, Entry>();
  private readonly topics = new Topics<number>();
  /** The last unanswered event of each widget. */
  private readonly flights = new Map<number, number>();
  /** Widgets whose newest value waits for that event's answer. */
  private readonly held = new Set<number>();

  constructor(
    private readonly tree: TreeStore,
    private readonly send: Send,
  ) {}

  subscribe(id: number, listener: () => void): () => void {
    return this.topics.subscribe(id, listener);
  }

  /** The user's own value, while it stands over the server's. */
  local(id: number): Entry | undefined {
    return this.entries.get(id);
  }

  /** What an input shows: the user's own value, else the server's; null where it gave none. */
  shown(id: number): unknown {
    const entry = this.entries.get(id);
    return entry === undefined ? (this.tree.get(id)?.props["value"] ?? null) : entry.value;
  }

  /** The user enters something; nothing is sent. */
  touch(id: number, value: unknown): void {
    this.entries.set(id, { value, sent: UNSENT });
    this.topics.publish(id);
  }

  /** Sends a widget's value, or in a form keeps it until the form is submitted. */
  commit(id: number, value?: unknown): void {
    this.held.delete(id);
    const entry = this.entries.get(id);
    if (value === undefined) {
      if (entry === undefined || entry.sent !== UNSENT) return;
      value = entry.value;
    } else if (entry?.sent !== UNSENT && same(value, this.shown(id))) {
      return;
    }
    if (this.formOf(id) !== 0) {
      this.touch(id, value);
      return;
    }
    const sent = this.send([{ id, value }]);
    this.entries.set(id, { value, sent });
    this.flights.set(id, sent);
    this.topics.publish(id);
  }

  /** Like commit, but with at most one event of this widget in flight: the last value wins. */
  commitLast(id: number, value: unknown): void {
    if (!this.flights.has(id) || this.formOf(id) !== 0) {
      this.commit(id, value);
      return;
    }
    this.touch(id, value);
    this.held.add(id);
  }

  /** A button was pressed, or a message sent. */
  trigger(id: number, value: unknown = true): void {
    this.send([{ id, value }]);
  }

  /** Sends what was touched in a form, along with the button that submits it. */
  submit(form: number, button: number): void {
    const touched = [...this.entries].filter(
      ([id, entry]) => entry.sent === UNSENT && this.formOf(id) === form,
    );
    const changes: Change[] = touched.map(([id, entry]) => ({ id, value: entry.value }));
    const sent = this.send([...changes, { id: button, value: true }]);
    for (const [id, { value }] of touched) this.entries.set(id, { value, sent });
  }

  /** The server has had its say on some inputs' values, knowing of all events up to `heard`. */
  overrule(ops: readonly Op[], heard: number): void {
    for (const op of ops) {
      if (op[0] === "reset") for (const id of this.entries.keys()) this.overruleOne(id, heard);
      else if (op[0] === "set" && "value" in op[2]) this.overruleOne(op[1], heard);
    }
  }

  /** The server has answered all events up to `answers`. */
  answered(answers: number): void {
    for (const [id, entry] of this.entries) {
      if (entry.sent > answers) continue;
      if (entry.overruled !== true) this.tree.setValue(id, entry.value);
      this.entries.delete(id);
      this.topics.publish(id);
    }
    for (const [id, sent] of this.flights) {
      if (sent > answers) continue;
      this.flights.delete(id);
      if (this.held.delete(id)) this.commit(id);
    }
  }

  /** Another session: nothing entered before means anything to it. */
  reset(): void {
    this.flights.clear();
    this.held.clear();
    const ids = [...this.entries.keys()];
    this.entries.clear();
    for (const id of ids) this.topics.publish(id);
  }

  /** Elements are gone, and what was entered in them with them. */
  forget(ids: readonly number[]): void {
    for (const id of ids) {
      this.entries.delete(id);
      this.flights.delete(id);
      this.held.delete(id);
    }
  }

  private overruleOne(id: number, heard: number): void {
    const entry = this.entries.get(id);
    if (entry !== undefined && entry.sent <= heard) {
      this.entries.set(id, { ...entry, overruled: true });
    }
  }

  private formOf(id: number): number {
    return (this.tree.get(id)?.props["form"] as number | undefined) ?? 0;
  }

}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object") return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
