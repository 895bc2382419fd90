// Files from the reader's machine, dropped or chosen.

import { type DragEvent, useEffect, useRef, useState } from "react";
import type { FileInfo, FileUploaderProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { Field, plainLabel } from "./Field";
import { CrossIcon, FileIcon, UploadIcon } from "./icons";
import { formatBytes } from "./printf";
import { discard, refusal, upload } from "./upload";

/** A file that is not (or not yet) on the server. */
interface Pending {
  key: number;
  file: File;
  share: number;
  error: string | null;
  abort(): void;
}

let counter = 0;

/** What is known of the files by their ids, also after an uploader has left the page and come back. */
const known = new Map<string, FileInfo>();

export function FileUploader({ id, props }: ElementProps<FileUploaderProps>) {
  // The server tells files whole, the client answers with their ids.
  const { value, commit } = useWidget<(FileInfo | string)[]>(id, props);
  for (const item of value) {
    if (typeof item !== "string") known.set(item.id, item);
  }
  const ids = value.map((item) => (typeof item === "string" ? item : item.id));
  const latest = useRef<string[]>(ids);
  useEffect(() => {
    latest.current = ids;
  });
  const [pending, setPending] = useState<Pending[]>([]);
  const [over, setOver] = useState(false);
  const inputRef = useRef<HTMLInputElement>(null);
  const running = useRef(new Set<() => void>());
  useEffect(() => {
    const uploads = running.current;
    return () => uploads.forEach((abort) => abort());
  }, []);

  const change = (next: string[]): void => {
    // Uploads may end faster than the page is drawn: each must see what the last one left.
    latest.current = next;
    commit(next);
  };
  const update = (key: number, part: Partial<Pending>): void =>
    setPending((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const drop = (key: number): void => setPending((all) => all.filter((one) => one.key !== key));

  const remove = (file: string): void => {
    change(latest.current.filter((other) => other !== file));
    // In a form the script still works with the file until the form is submitted.
    if (props.form === 0) discard(props.url, file);
  };

  const start = (file: File): void => {
    counter += 1;
    const key = counter;
    const error = refusal(file, props.types, props.max_bytes, formatBytes);
    const record: Pending = { key, file, share: 0, error, abort: () => undefined };
    if (error === null) {
      const abort = upload(props.url, id, file, {
        onProgress: (share) => update(key, { share }),
        onDone: (info) => {
          running.current.delete(abort);
          known.set(info.id, info);
          drop(key);
          const before = latest.current;
          change(props.multiple ? [...before, info.id] : [info.id]);
          if (!props.multiple && props.form === 0) before.forEach((old) => discard(props.url, old));
        },
        onError: (message) => {
          running.current.delete(abort);
          update(key, { error: message });
        },
      });
      running.current.add(abort);
      record.abort = () => {
        running.current.delete(abort);
        abort();
      };
    }
    setPending((all) => {
      if (props.multiple) return [...all, record];
      all.forEach((one) => one.abort());
      return [record];
    });
  };

  const accept = (files: Iterable<File>): void => {
    const list = [...files];
    for (const file of props.multiple ? list : list.slice(0, 1)) start(file);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!props.disabled) accept(event.dataTransfer.files);
  };

  const label = plainLabel(props.label);
  const limits = [`${formatBytes(props.max_bytes)} per file`, props.types.map((type) => type.slice(1).toUpperCase()).join(", ")];
  return (
    <Field props={props} testid="stFileUploader" group>
      {(field) => (
        <div {...field} role="group">
          <section
            className="rf-dropzone"
            data-testid="stFileUploaderDropzone"
            data-over={over}
            data-disabled={props.disabled}
            onDragOver={(event) => {
              event.preventDefault();
              if (!props.disabled) setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={onDrop}
          >
            <UploadIcon />
            <div className="rf-dropzone-text" data-testid="stFileUploaderDropzoneInstructions">
              <span>{props.multiple ? "Drop files here" : "Drop a file here"}</span>
              <small>{limits.filter((limit) => limit !== "").join(" • ")}</small>
            </div>
            <button
              type="button"
              className="rf-dropzone-browse"
              disabled={props.disabled}
              aria-label={`Browse files for ${label}`}
              onClick={() => inputRef.current?.click()}
            >
              Browse files
            </button>
            <input
              ref={inputRef}
              type="file"
              data-testid="stFileUploaderDropzoneInput"
              className="rf-sr-only"
              // The button above is what is focused and pressed.
              tabIndex={-1}
              aria-hidden
              multiple={props.multiple}
              accept={props.types.join(",") || undefined}
              disabled={props.disabled}
              onChange={(event) => {
                accept(event.target.files ?? []);
                // The same file may be chosen again.
                event.target.value = "";
              }}
            />
          </section>
          <ul className="rf-files" aria-label={`Files of ${label}`} aria-live="polite">
            {ids.map((file) => {
              const info = known.get(file);
              return (
                <FileRow
                  key={file}
                  name={info?.name ?? file}
                  size={info?.size ?? 0}
                  disabled={props.disabled}
                  onRemove={() => remove(file)}
                />
              );
            })}
            {pending.map(({ key, file, share, error, abort }) => (
              <FileRow
                key={key}
                name={file.name}
                size={file.size}
                share={error === null ? share : undefined}
                error={error}
                disabled={false}
                onRemove={() => {
                  abort();
                  drop(key);
                }}
              />
            ))}
          </ul>
        </div>
      )}
    </Field>
  );
}

interface RowProps {
  name: string;
  size: number;
  share?: number | undefined;
  error?: string | null;
  disabled: boolean;
  onRemove(): void;
}

function FileRow({ name, size, share, error = null, disabled, onRemove }: RowProps) {
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return (
    <li className="rf-file" data-testid="stFileUploaderFile" data-error={error !== null}>
      <FileIcon />
      <div className="rf-file-text">
        <span data-testid="stFileUploaderFileName" title={name}>
          {name}
        </span>
        {error === null ? (
          <small>{formatBytes(size)}</small>
        ) : (
          <small role="alert" data-testid="stFileUploaderFileErrorMessage">
            {error}
          </small>
        )}
        {percent !== undefined && (
          <div
            role="progressbar"
            aria-label={`Uploading ${name}`}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
            className="rf-file-progress"
          >
            <div style={{ width: `${percent}%` }} />
          </div>
        )}
      </div>
      <span data-testid="stFileUploaderDeleteBtn">
        <button
          type="button"
          className="rf-box-button"
          aria-label={percent === undefined ? `Remove ${name}` : `Cancel ${name}`}
          disabled={disabled}
          onClick={onRemove}
        >
          <CrossIcon />
        </button>
      </span>
    </li>
  );
}
