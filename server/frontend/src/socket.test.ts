import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientMessage, Patch, ServerMessage } from "./protocol.gen";
import { Socket } from "./socket";
import type { EarlySocket } from "./early";

class FakeWebSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static all: FakeWebSocket[] = [];
  static get last(): FakeWebSocket {
    return FakeWebSocket.all.at(-1)!;
  }

  readyState = 0;
  binaryType = "";
  sent: ClientMessage[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string | ArrayBuffer }) => void;
  onclose?: () => void;

  constructor(readonly url: string) {
    FakeWebSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.();
  }

  open(): void {
    this.readyState = FakeWebSocket.OPEN;
    this.onopen?.();
  }

  receive(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const handlers = {
  welcome: vi.fn(),
  patch: vi.fn(),
  payload: vi.fn(),
  error: vi.fn(),
  trace: vi.fn(),
    state: vi.fn(),
};

beforeEach(() => {
  FakeWebSocket.all = [];
  vi.stubGlobal("WebSocket", FakeWebSocket);
  vi.useFakeTimers();
  Object.values(handlers).forEach((handler) => handler.mockReset());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function connected(session = "s1", resumed = false): Socket {
  const socket = new Socket("ws://x/_reactfrag/ws", handlers);
  socket.connect();
  FakeWebSocket.last.open();
  FakeWebSocket.last.receive({ t: "welcome", version: 1, session, resumed });
  return socket;
}

const patch = (n: number, answers = 0): Patch => ({ t: "patch", n, answers, ops: [] });
const numbers = (messages: ClientMessage[]) =>
  messages.flatMap((message) => ("n" in message ? [message.n] : []));

function reconnect(resumed: boolean, session = "s1"): FakeWebSocket {
  FakeWebSocket.last.close();
  vi.advanceTimersByTime(10_000);
  const ws = FakeWebSocket.last;
  ws.open();
  ws.receive({ t: "welcome", version: 1, session, resumed });
  return ws;
}

describe("hello", () => {
  it("is the first message, and asks for no session at first", () => {
    connected();
    const [hello] = FakeWebSocket.last.sent;
    expect(hello).toMatchObject({ t: "hello", version: 1, seen: 0 });
    expect(hello).not.toHaveProperty("session");
  });

  it("asks for the session and what was missed after a drop", () => {
    connected();
    FakeWebSocket.last.receive(patch(1));
    FakeWebSocket.last.receive(patch(2));
    const ws = reconnect(true);
    expect(ws.sent[0]).toMatchObject({ t: "hello", session: "s1", seen: 2 });
  });
});

describe("reconnecting", () => {
  it("waits twice as long each time, and starts over after a welcome", () => {
    connected();
    const waits: number[] = [];
    for (let round = 0; round < 4; round++) {
      const count = FakeWebSocket.all.length;
      FakeWebSocket.last.close();
      const before = Date.now();
      while (FakeWebSocket.all.length === count) vi.advanceTimersByTime(50);
      waits.push(Date.now() - before);
    }
    expect(waits).toEqual([100, 200, 400, 800]);
    reconnect(true);
    FakeWebSocket.last.close();
    vi.advanceTimersByTime(100);
    expect(FakeWebSocket.last.readyState).toBe(0);
  });

  it("sends unanswered events again, in order, and no others", () => {
    const socket = connected();
    socket.sendEvents([{ id: 3, value: 1 }]);
    socket.sendEvents([{ id: 3, value: 2 }]);
    FakeWebSocket.last.receive(patch(1, 1));
    FakeWebSocket.last.close();
    socket.requestRerun();
    const ws = reconnect(true);
    expect(numbers(ws.sent)).toEqual([2, 3]);
  });

  it("drops events that were meant for a session which is gone", () => {
    const socket = connected();
    socket.sendEvents([{ id: 3, value: 1 }]);
    const ws = reconnect(false, "s2");
    expect(numbers(ws.sent)).toEqual([]);
    expect(handlers.welcome).toHaveBeenLastCalledWith(expect.anything(), false);
    expect(socket.sendEvents([])).toBe(1);
  });

  it("stops when another window has taken the session", () => {
    connected();
    FakeWebSocket.last.receive({ t: "error", code: "session-replaced", message: "" });
    FakeWebSocket.last.close();
    vi.advanceTimersByTime(60_000);
    expect(FakeWebSocket.all).toHaveLength(1);
    expect(handlers.state).toHaveBeenLastCalledWith("REPLACED");
  });
});

describe("patches", () => {
  it("are handed on once, though replayed", () => {
    connected();
    for (const n of [1, 2, 2, 1, 3]) FakeWebSocket.last.receive(patch(n));
    expect(handlers.patch.mock.calls.map(([message]) => message.n)).toEqual([1, 2, 3]);
  });

  it("are acknowledged after eight, or 200 ms after the first of fewer", () => {
    connected();
    const acks = () => FakeWebSocket.last.sent.filter((message) => message.t === "ack");
    for (let n = 1; n <= 8; n++) FakeWebSocket.last.receive(patch(n));
    expect(acks()).toEqual([{ t: "ack", seen: 8 }]);
    FakeWebSocket.last.receive(patch(9));
    vi.advanceTimersByTime(199);
    FakeWebSocket.last.receive(patch(10));
    expect(acks()).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(acks().at(-1)).toEqual({ t: "ack", seen: 10 });
  });

  it("that do not fit make it ask for the whole page", () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    connected();
    FakeWebSocket.last.receive(patch(1));
    handlers.patch.mockImplementationOnce(() => {
      throw new Error("does not fit");
    });
    FakeWebSocket.last.receive(patch(2));
    vi.advanceTimersByTime(100);
    FakeWebSocket.last.open();
    expect(FakeWebSocket.last.sent[0]).toMatchObject({ t: "hello", session: "s1", seen: 0 });
  });
});

it("hands binary frames on", () => {
  connected();
  const frame = new ArrayBuffer(8);
  FakeWebSocket.last.onmessage?.({ data: frame });
  expect(handlers.payload).toHaveBeenCalledWith(frame);
});

describe("a socket that the page has opened", () => {
  const early = (): { ws: FakeWebSocket; frames: string[] } => ({
    ws: new FakeWebSocket("ws://x"),
    frames: [],
  });
  const take = (given: ReturnType<typeof early>): void =>
    new Socket("ws://x", handlers).connect(given as unknown as EarlySocket);

  it("is used, with what has come over it", () => {
    const given = early();
    given.ws.readyState = FakeWebSocket.OPEN;
    given.frames.push(
      JSON.stringify({ t: "welcome", version: 1, session: "s1", resumed: false }),
      JSON.stringify(patch(1)),
    );
    take(given);
    expect(handlers.welcome).toHaveBeenCalledTimes(1);
    expect(handlers.patch).toHaveBeenCalledWith(patch(1));
    given.ws.receive(patch(2));
    expect(handlers.patch).toHaveBeenLastCalledWith(patch(2));
    // It has said hello already.
    expect(given.ws.sent).toEqual([]);
    expect(FakeWebSocket.all).toHaveLength(1);
  });

  it("says hello when it opens later", () => {
    const given = early();
    take(given);
    given.ws.open();
    expect(given.ws.sent).toMatchObject([{ t: "hello", seen: 0 }]);
    expect(FakeWebSocket.all).toHaveLength(1);
  });

  it("is replaced when it has dropped, and when it drops", () => {
    const dropped = early();
    dropped.ws.close();
    take(dropped);
    expect(FakeWebSocket.all).toHaveLength(2);
    const given = early();
    take(given);
    given.ws.close();
    vi.advanceTimersByTime(100);
    expect(FakeWebSocket.all).toHaveLength(4);
  });
});

it("keeps events until the welcome", () => {
  const socket = new Socket("ws://x", handlers);
  socket.connect();
  expect(socket.sendEvents([{ id: 1, value: true }])).toBe(1);
  FakeWebSocket.last.open();
  expect(numbers(FakeWebSocket.last.sent)).toEqual([]);
});
