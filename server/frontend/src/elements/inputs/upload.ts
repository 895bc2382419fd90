// One file on its way to the server.

import type { FileInfo } from "../../protocol.gen";

export interface UploadHandlers {
  /** How much is sent, 0 to 1. */
  onProgress(share: number): void;
  onDone(file: FileInfo): void;
  onError(message: string): void;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Reads the upload route's answer: a file, or what was wrong with it. */
export function readAnswer(status: number, body: string): FileInfo | string {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    answer = null;
  }
  if (isRecord(answer) && isRecord(answer.error) && typeof answer.error.message === "string") {
    return answer.error.message;
  }
  if (status >= 200 && status < 300 && isRecord(answer) && typeof answer.id === "string") {
    const { id, name, size, type } = answer;
    return { id, name: String(name), size: Number(size), type: String(type ?? "") };
  }
  return status === 413 ? "The file is too large." : `The upload failed (${status}).`;
}

/**
 * Posts one file. XMLHttpRequest rather than fetch: only it tells how far an upload is.
 *
 * @returns a function that gives the upload up
 */
export function upload(url: string, widget: number, file: File, handlers: UploadHandlers): () => void {
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
  request.setRequestHeader("X-File-Type", file.type || "application/octet-stream");
  request.setRequestHeader("X-Widget-Id", String(widget));
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable && event.total > 0) handlers.onProgress(event.loaded / event.total);
  });
  request.addEventListener("load", () => {
    const answer = readAnswer(request.status, request.responseText);
    if (typeof answer === "string") handlers.onError(answer);
    else handlers.onDone(answer);
  });
  request.addEventListener("error", () => handlers.onError("The connection was lost. Try again."));
  request.send(file);
  return () => request.abort();
}

/** Tells the server that a file is no longer wanted; it goes with the session at the latest. */
export function discard(url: string, id: string): void {
  void fetch(`${url}/${encodeURIComponent(id)}`, { method: "DELETE" }).catch(() => undefined);
}

/** Why a file may not be uploaded, or null. `types` are extensions with their dot. */
export function refusal(file: File, types: readonly string[], maxBytes: number, size: (bytes: number) => string): string | null {
  const name = file.name.toLowerCase();
  if (types.length > 0 && !types.some((type) => name.endsWith(type.toLowerCase()))) {
    return `${file.type || "This kind of file"} is not allowed here.`;
  }
  return file.size > maxBytes ? `The file must be ${size(maxBytes)} or smaller.` : null;
}
