// What goes along with a message: uploaded while it is still being written.

import { useCallback, useEffect, useRef, useState } from "react";
import type { ChatInputProps } from "../protocol.gen";
import { formatBytes } from "./inputs/printf";
import { discard, refusal, upload } from "./inputs/upload";

export interface Attached {
  key: number;
  name: string;
  size: number;
  sound: boolean;
  /** Given by the server; undefined while it is on its way. */
  id?: string;
  error?: string;
}

export interface AttachmentList {
  all: readonly Attached[];
  /** Those that the server has. */
  files: readonly (Attached & { id: string })[];
  audio: (Attached & { id: string }) | undefined;
  /** Whether nothing is on its way, and nothing failed. */
  ready: boolean;
  attach(files: Iterable<File>): void;
  attachSound(sound: Blob): void;
  remove(key: number): void;
  /** The message has been sent: they are the script's now. */
  sent(): void;
}

let counter = 0;

export function useAttachments(widget: number, props: ChatInputProps): AttachmentList {
  const { url, types, max_bytes: most, files: mode } = props;
  const [all, setAll] = useState<readonly Attached[]>([]);
  const running = useRef(new Map<number, () => void>());
  useEffect(() => {
    const uploads = running.current;
    return () => uploads.forEach((abort) => abort());
  }, []);

  const update = (key: number, part: Partial<Attached>): void =>
    setAll((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)));

  const put = useCallback(
    (file: File, sound: boolean): void => {
      counter += 1;
      const key = counter;
      const error = refusal(file, sound ? [] : types, most, formatBytes);
      const record: Attached = { key, name: file.name, size: file.size, sound, ...(error !== null && { error }) };
      const single = sound || mode === "single";
      setAll((before) => [...before.filter((one) => !single || one.sound !== sound), record]);
      if (error !== null) return;
      const abort = upload(url, widget, file, {
        onProgress: () => undefined,
        onDone: (info) => {
          running.current.delete(key);
          update(key, { id: info.id, name: info.name });
        },
        onError: (message) => {
          running.current.delete(key);
          update(key, { error: message });
        },
      });
      running.current.set(key, abort);
    },
    [url, types, most, mode, widget],
  );

  const known = all.filter((one): one is Attached & { id: string } => one.id !== undefined);
  return {
    all,
    files: known.filter((one) => !one.sound),
    audio: known.find((one) => one.sound),
    ready: known.length === all.length,
    attach: (files) => [...files].slice(0, mode === "single" ? 1 : undefined).forEach((file) => put(file, false)),
    attachSound: (sound) => put(new File([sound], "recording.wav", { type: sound.type }), true),
    remove: (key) => {
      running.current.get(key)?.();
      running.current.delete(key);
      const id = all.find((one) => one.key === key)?.id;
      if (id !== undefined) discard(url, id);
      setAll((before) => before.filter((one) => one.key !== key));
    },
    sent: () => setAll([]),
  };
}
