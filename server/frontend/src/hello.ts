// What a window says first, from whatever opens its socket.

import { PROTOCOL_VERSION } from "./protocol.gen";
import type { ClientMessage } from "./protocol.gen";

/** The address of the websocket, beside that of the page. */
export function socketAddress(): string {
  const url = new URL("_reactfrag/ws", document.baseURI);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}

/** @param seen the number of the last patch that the window has of the session */
export function hello(session: string | undefined, seen: number): ClientMessage {
  return {
    t: "hello",
    version: PROTOCOL_VERSION,
    session,
    seen,
    query: location.search.slice(1),
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: navigator.language,
  };
}
