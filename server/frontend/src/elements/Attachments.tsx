// The files above a message that is being written.

import { CrossIcon, FileIcon, MicrophoneIcon } from "./inputs/icons";
import { formatBytes } from "./inputs/printf";
import type { AttachmentList } from "./useAttachments";

interface AttachmentsProps {
  attached: AttachmentList;
  problem: string | null;
}

export function Attachments({ attached, problem }: AttachmentsProps) {
  if (attached.all.length === 0 && problem === null) return null;
  return (
    <ul className="rf-attached" aria-label="Attached files" aria-live="polite">
      {attached.all.map(({ key, name, size, sound, id, error }) => (
        <li key={key} data-testid="stChatInputFile" data-error={error !== undefined} aria-busy={id === undefined && error === undefined}>
          {sound ? <MicrophoneIcon /> : <FileIcon />}
          <span data-testid="stChatInputFileName" title={name}>
            {name}
          </span>
          <small role={error === undefined ? undefined : "alert"}>{error ?? (id === undefined ? "…" : formatBytes(size))}</small>
          <button
            type="button"
            className="rf-box-button"
            data-testid="stChatInputDeleteBtn"
            aria-label={`Remove ${name}`}
            onClick={() => attached.remove(key)}
          >
            <CrossIcon />
          </button>
        </li>
      ))}
      {problem !== null && (
        <li data-error="true">
          <small role="alert">{problem}</small>
        </li>
      )}
    </ul>
  );
}
