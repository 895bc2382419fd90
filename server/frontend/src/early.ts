// Stands in the page itself: opens the socket while the browser fetches the client, so that the
// server runs the app meanwhile. `build/earlySocket.ts` puts it there.

import { hello, socketAddress } from "./hello";

/** A socket that has said hello, and what has come over it. */
export interface EarlySocket {
  readonly ws: WebSocket;
  readonly frames: (string | ArrayBuffer)[];
}

declare global {
  interface Window {
    reactfragSocket?: EarlySocket | undefined;
  }
}

const ws = new WebSocket(socketAddress());
ws.binaryType = "arraybuffer";
const frames: EarlySocket["frames"] = [];
ws.onopen = () => ws.send(JSON.stringify(hello(undefined, 0)));
ws.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => void frames.push(data);
window.reactfragSocket = { ws, frames };
