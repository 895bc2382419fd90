// A widget whose value is one file that the page itself makes.

import { useCallback, useEffect, useRef, useState } from "react";
import type { FileInfo } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { formatBytes } from "../inputs/printf";
import { discard, refusal, upload } from "../inputs/upload";

interface FileProps {
  value: FileInfo[];
  form: number;
  disabled: boolean;
  max_bytes: number;
  url: string;
}

export interface Sending {
  /** Whether the server has a file. */
  present: boolean;
  /** The address of what was made here; undefined after the page has been loaded anew. */
  preview: string | undefined;
  busy: boolean;
  problem: string | null;
  send(data: Blob, name: string): void;
  clear(): void;
}

export function useSending(id: number, props: FileProps): Sending {
  const { value, commit } = useWidget<(FileInfo | string)[]>(id, props);
  const [preview, setPreview] = useState<string>();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const abort = useRef<() => void>(undefined);
  const { url, form, max_bytes: most } = props;
  const held = value.map((item) => (typeof item === "string" ? item : item.id));
  const latest = useRef(held);
  useEffect(() => {
    latest.current = held;
  });
  useEffect(() => () => abort.current?.(), []);
  useEffect(() => (preview === undefined ? undefined : () => URL.revokeObjectURL(preview)), [preview]);

  const replace = useCallback(
    (next: string[]): void => {
      // In a form the script still works with the file until the form is submitted.
      if (form === 0) latest.current.forEach((old) => discard(url, old));
      commit(next);
    },
    [commit, form, url],
  );

  const send = useCallback(
    (data: Blob, name: string): void => {
      const file = new File([data], name, { type: data.type });
      const refused = refusal(file, [], most, formatBytes);
      setProblem(refused);
      if (refused !== null) return;
      setPreview(URL.createObjectURL(data));
      setBusy(true);
      abort.current = upload(url, id, file, {
        onProgress: () => undefined,
        onDone: (info) => {
          setBusy(false);
          replace([info.id]);
        },
        onError: (message) => {
          setBusy(false);
          setPreview(undefined);
          setProblem(message);
        },
      });
    },
    [id, most, url, replace],
  );

  const clear = useCallback((): void => {
    abort.current?.();
    setBusy(false);
    setPreview(undefined);
    setProblem(null);
    replace([]);
  }, [replace]);

  return { present: held.length > 0, preview, busy, problem, send, clear };
}
