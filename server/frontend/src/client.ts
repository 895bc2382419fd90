// One browser window's side of a session: its stores, and what a message does to them.

import { createContext, useContext } from "react";
import { Observable } from "./observable";
import { PayloadStore } from "./payloads";
import type { Patch, ServerError, Toast, Trace, Welcome } from "./protocol.gen";
import { Socket } from "./socket";
import type { ConnectionState } from "./socket";
import { StaleStore } from "./stale";
import { TreeStore } from "./tree";
import { WidgetStore } from "./widgets";

export type ScriptState = "initial" | "running" | "notRunning" | "compilationError";

export interface Status {
  readonly connection: ConnectionState;
  /** Whether a first patch has come. */
  readonly loaded: boolean;
  /** Whether the server said that a pass is under way behind its last patch. */
  readonly serverRunning: boolean;
  readonly failed: boolean;
  /** The newest event of this window, and the newest one answered. */
  readonly event: number;
  readonly answered: number;
  /** Parts of the page that are drawn but not complete: code or data on its way. */
  readonly pending: number;
}

export interface ToastRecord {
  readonly id: number;
  readonly toast: Toast;
}

const BEFORE: Status = {
  connection: "INITIAL",
  loaded: false,
  serverRunning: false,
  failed: false,
  event: 0,
  answered: 0,
  pending: 0,
};

/** What the page's root element says of the script. */
export function scriptState(status: Status): ScriptState {
  if (!status.loaded) return "initial";
  if (status.serverRunning || status.answered < status.event || status.pending > 0) {
    return "running";
  }
  return status.failed ? "compilationError" : "notRunning";
}

/** What the client needs of a socket. */
export type Transport = Pick<
  Socket,
  "sendEvents" | "requestRerun" | "requestStop" | "retry" | "connect" | "forget" | "watch"
>;

export class Client {
  readonly tree = new TreeStore();
  readonly payloads = new PayloadStore();
  readonly stale = new StaleStore();
  readonly status = new Observable<Status>(BEFORE);
  readonly toasts = new Observable<readonly ToastRecord[]>([]);
  readonly widgets = new WidgetStore(this.tree, (changes) =>
    this.numbered(this.transport?.sendEvents(changes)),
  );
  /** Whether the server lets the page watch what it runs. */
  readonly panel = new Observable(false);
  /** Who is told what the session runs, while the panel is open. */
  onTrace: (trace: Trace) => void = () => undefined;
  transport: Transport | undefined;
  private toastCount = 0;

  rerun(): void {
    this.numbered(this.transport?.requestRerun());
  }

  stop(): void {
    this.numbered(this.transport?.requestStop());
  }

  dismissToast(id: number): void {
    this.toasts.set(this.toasts.get().filter((toast) => toast.id !== id));
  }

  /** Shows a message of the client's own. */
  notify(toast: Toast): void {
    this.toasts.set([...this.toasts.get(), { id: ++this.toastCount, toast }]);
  }

  /** Counts a part of the page that is not complete yet; the function returned takes it back. */
  pend(): () => void {
    this.update({ pending: this.status.get().pending + 1 });
    return () => this.update({ pending: this.status.get().pending - 1 });
  }

  // --- from the socket ---

  onState(connection: ConnectionState): void {
    this.update({ connection });
  }

  /** `known`: whether it is the session this window had before. */
  onWelcome(welcome: Welcome, known: boolean): void {
    this.panel.set(welcome.panel ?? false);
    if (known) return;
    this.widgets.reset();
    this.update({ event: 0, answered: 0, serverRunning: false });
  }

  onPatch(patch: Patch): void {
    this.widgets.overrule(patch.ops, Math.max(patch.heard ?? 0, patch.answers));
    const changes = this.tree.apply(patch.ops);
    this.payloads.keep(() => this.tree.payloads());
    this.widgets.forget(changes.removed.filter((id) => this.tree.get(id) === undefined));
    this.widgets.answered(patch.answers);
    if (patch.stale) this.stale.update(patch.stale);
    for (const toast of changes.toasts) this.notify(toast);
    const { event, answered } = this.status.get();
    // In the same turn as the tree: React puts both into the page in one commit, so the state
    // never runs ahead of the elements.
    this.update({
      loaded: true,
      serverRunning: patch.running ?? false,
      failed: patch.failed ?? false,
      answered: Math.max(answered, patch.answers),
      event: Math.max(event, patch.answers),
    });
  }

  onError(message: ServerError): void {
    if (message.code === "session-replaced") return;
    this.notify({ body: message.message, icon: "⚠️", duration: "long" });
  }

  private numbered(event: number | undefined): number {
    // Without a server (the gallery of elements), everything is answered at once.
    if (event === undefined) return 0;
    this.update({ event });
    return event;
  }

  private update(change: Partial<Status>): void {
    this.status.set({ ...this.status.get(), ...change });
  }
}

/** A client on a live socket. */
export function connectClient(url: string): Client {
  const client = new Client();
  const socket = new Socket(url, {
    welcome: (message, known) => client.onWelcome(message, known),
    patch: (message) => client.onPatch(message),
    payload: (frame) => client.payloads.receive(frame),
    error: (message) => client.onError(message),
    trace: (message) => client.onTrace(message),
    state: (state) => client.onState(state),
  });
  client.transport = socket;
  socket.connect(window.reactfragSocket);
  window.reactfragSocket = undefined;
  // A laptop that wakes up or finds its network again does not wait out the back-off.
  addEventListener("online", () => socket.retry());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") socket.retry();
  });
  return client;
}

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error("no client around this component");
  return client;
}
