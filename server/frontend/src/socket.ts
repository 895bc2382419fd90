// The websocket: one connection that outlives its sockets.
//
// It says hello, numbers events, acknowledges patches, and reconnects. What it receives it hands
// on; what stands on the page is none of its business.

import type { EarlySocket } from "./early";
import { hello } from "./hello";
import type {
  Change,
  ClientMessage,
  Patch,
  ServerError,
  ServerMessage,
  Trace,
  Welcome,
} from "./protocol.gen";

/** Acknowledge after so many patches, or so long after the first of them. */
const ACK_PATCHES = 8;
const ACK_MS = 200;
/** The first wait before reconnecting; it doubles up to the last. */
const RETRY_FIRST_MS = 100;
const RETRY_LAST_MS = 10_000;

/** The protocol's error code for a session that another window has taken. */
export const REPLACED = "session-replaced";

export type ConnectionState = "INITIAL" | "CONNECTING" | "CONNECTED" | "DISCONNECTED" | "REPLACED";

export interface SocketHandlers {
  /** `known`: it is the session that this window had before. */
  welcome(message: Welcome, known: boolean): void;
  /** Throwing makes the socket ask for the whole page. */
  patch(message: Patch): void;
  payload(frame: ArrayBuffer): void;
  error(message: ServerError): void;
  trace(message: Trace): void;
  state(state: ConnectionState): void;
}

type Numbered = Extract<ClientMessage, { n: number }>;
type Unnumbered<T> = T extends Numbered ? Omit<T, "n"> : never;

export class Socket {
  private ws: WebSocket | undefined;
  private session: string | undefined;
  private event = 0;
  private seen = 0;
  private unacknowledged = 0;
  private ackTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = RETRY_FIRST_MS;
  private welcomed = false;
  private stopped = false;
  private watching = false;
  /** Sent or to be sent, and not answered. Sent again on a new socket. */
  private unanswered: Numbered[] = [];

  constructor(
    private readonly url: string,
    private readonly handlers: SocketHandlers,
  ) {}

  /**
   * Opens a socket, and another whenever it drops.
   *
   * @param early a socket that the page has opened already, to be used first
   */
  connect(early?: EarlySocket): void {
    clearTimeout(this.retryTimer);
    this.retryTimer = undefined;
    this.stopped = false;
    this.welcomed = false;
    this.handlers.state("CONNECTING");
    const usable = early !== undefined && early.ws.readyState <= WebSocket.OPEN;
    const ws = usable ? early.ws : new WebSocket(this.url);
    ws.binaryType = "arraybuffer";
    this.ws = ws;
    if (!usable || ws.readyState !== WebSocket.OPEN) ws.onopen = () => this.hello(ws);
    ws.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
      if (ws === this.ws) this.receive(event.data);
    };
    ws.onclose = () => {
      if (ws === this.ws) this.lost();
    };
    if (usable) for (const data of early.frames.splice(0)) this.receive(data);
  }

  /** Tries at once instead of waiting out the back-off. */
  retry(): void {
    if (this.retryTimer !== undefined) this.connect();
  }

  /** Closes for good. */
  close(): void {
    this.stopped = true;
    clearTimeout(this.retryTimer);
    clearTimeout(this.ackTimer);
    this.ws?.close();
  }

  /** Forgets the session: the next connection starts a new one. */
  forget(): void {
    this.session = undefined;
  }

  /** Sends changes that belong together; returns the event's number. */
  sendEvents(changes: Change[]): number {
    return this.sendNumbered({ t: "events", changes, seen: this.seen });
  }

  requestRerun(): number {
    return this.sendNumbered({ t: "rerun" });
  }

  requestStop(): number {
    return this.sendNumbered({ t: "stop" });
  }

  /** Asks to be told what the session runs, on this connection and those after it. */
  watch(on: boolean): void {
    this.watching = on;
    if (this.welcomed) this.send({ t: "watch", on });
  }

  /** The number of the newest event. */
  get lastEvent(): number {
    return this.event;
  }

  private sendNumbered(message: Unnumbered<Numbered>): number {
    const n = ++this.event;
    const numbered = { ...message, n } as Numbered;
    this.unanswered.push(numbered);
    if (this.welcomed) this.send(numbered);
    return n;
  }

  private send(message: ClientMessage): void {
    if (this.ws?.readyState === WebSocket.OPEN) this.ws.send(JSON.stringify(message));
  }

  private hello(ws: WebSocket): void {
    if (ws !== this.ws) return;
    this.send(hello(this.session, this.seen));
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data !== "string") {
      this.orAnew(() => this.handlers.payload(data));
      return;
    }
    const message = JSON.parse(data) as ServerMessage;
    switch (message.t) {
      case "welcome":
        this.onWelcome(message);
        break;
      case "patch":
        this.onPatch(message);
        break;
      case "error":
        this.onError(message);
        break;
      case "trace":
        this.handlers.trace(message);
        break;
    }
  }

  private onWelcome(message: Welcome): void {
    const known = message.session === this.session;
    this.session = message.session;
    this.retryMs = RETRY_FIRST_MS;
    this.welcomed = true;
    if (!message.resumed) this.seen = 0;
    if (!known) {
      // Another session: events meant for the old one must not reach it.
      this.event = 0;
      this.unanswered = [];
    }
    this.handlers.state("CONNECTED");
    this.handlers.welcome(message, known);
    for (const pending of this.unanswered) this.send(pending);
    if (this.watching) this.send({ t: "watch", on: true });
  }

  private onPatch(patch: Patch): void {
    // A replay may overlap what has been applied.
    if (patch.n <= this.seen) return;
    this.event = Math.max(this.event, patch.answers);
    this.unanswered = this.unanswered.filter((sent) => sent.n > patch.answers);
    if (!this.orAnew(() => this.handlers.patch(patch))) return;
    this.seen = patch.n;
    this.unacknowledged += 1;
    if (this.unacknowledged >= ACK_PATCHES) this.acknowledge();
    else this.ackTimer ??= setTimeout(() => this.acknowledge(), ACK_MS);
  }

  /** Does something with what came; if that fails, asks for the page whole. */
  private orAnew(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      console.error(error);
      this.seen = 0;
      this.ws?.close();
      return false;
    }
  }

  private onError(message: ServerError): void {
    const answers = message.answers ?? 0;
    this.unanswered = this.unanswered.filter((sent) => sent.n > answers);
    this.handlers.error(message);
    if (message.code !== REPLACED) return;
    this.close();
    this.handlers.state("REPLACED");
  }

  private acknowledge(): void {
    clearTimeout(this.ackTimer);
    this.ackTimer = undefined;
    this.unacknowledged = 0;
    this.send({ t: "ack", seen: this.seen });
  }

  private lost(): void {
    this.welcomed = false;
    this.unacknowledged = 0;
    clearTimeout(this.ackTimer);
    this.ackTimer = undefined;
    if (this.stopped) return;
    this.handlers.state("DISCONNECTED");
    this.retryTimer = setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RETRY_LAST_MS);
  }
}
