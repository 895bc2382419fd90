// The field that sends a message, with files and recordings if the author takes them.

import { useRef, useState } from "react";
import type { ClipboardEvent, DragEvent, KeyboardEvent } from "react";
import { Button } from "react-aria-components/Button";
import { useClient } from "../client";
import type { ChatInputProps } from "../protocol.gen";
import { Attachments } from "./Attachments";
import { named } from "./classes";
import { AttachIcon, MicrophoneIcon, StopIcon } from "./inputs/icons";
import { clock, useRecorder } from "./media/useRecorder";
import { heightStyle } from "./size";
import type { ElementProps } from "./types";
import { useAttachments } from "./useAttachments";
import "./chat.css";
import "./inputs/box.css";

export default function ChatInput({ id, props }: ElementProps<ChatInputProps>) {
  const { label, max_chars: most, disabled, height, pinned, files, audio, types } = props;
  const { widgets } = useClient();
  const [text, setText] = useState("");
  const [over, setOver] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const attached = useAttachments(id, props);
  const recorder = useRecorder(props.sample_rate);
  const recording = recorder.seconds !== null;
  const takesFiles = files !== "none";
  const some = text.trim() !== "" || attached.files.length > 0 || attached.audio !== undefined;
  const ready = !disabled && !recording && some && attached.ready;

  const send = (): void => {
    if (!ready) return;
    const audio = attached.audio?.id ?? null;
    widgets.trigger(id, takesFiles || props.audio ? { text, files: attached.files.map((one) => one.id), audio } : text);
    attached.sent();
    setText("");
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const record = async (): Promise<void> => {
    if (!recording) return recorder.start();
    const sound = await recorder.stop();
    if (sound !== null) attached.attachSound(sound);
    return undefined;
  };
  const drop = (event: DragEvent): void => {
    setOver(false);
    if (!takesFiles) return;
    event.preventDefault();
    if (!disabled) attached.attach(event.dataTransfer.files);
  };
  const paste = (event: ClipboardEvent): void => {
    if (!takesFiles || event.clipboardData.files.length === 0) return;
    event.preventDefault();
    attached.attach(event.clipboardData.files);
  };

  return (
    <div
      {...named("stChatInput", pinned && "rf-pinned")}
      onDragOver={(event) => {
        if (!takesFiles) return;
        event.preventDefault();
        setOver(!disabled);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="rf-chat-field" data-over={over}>
        <Attachments attached={attached} problem={recorder.problem} />
        <div className="rf-box rf-chat-box" data-disabled={disabled}>
          {takesFiles && (
            <>
              <Button
                {...named("stChatInputFileUploadButton", "rf-chat-tool")}
                aria-label="Attach files"
                isDisabled={disabled}
                onPress={() => picker.current?.click()}
              >
                <AttachIcon />
              </Button>
              <input
                ref={(input) => {
                  picker.current = input;
                  // React knows no such attribute.
                  if (files === "directory") input?.setAttribute("webkitdirectory", "");
                }}
                type="file"
                data-testid="stChatInputFileInput"
                className="rf-sr-only"
                tabIndex={-1}
                aria-hidden
                multiple={files !== "single"}
                accept={types.join(",") || undefined}
                disabled={disabled}
                onChange={(event) => {
                  attached.attach(event.target.files ?? []);
                  // The same file may be chosen again.
                  event.target.value = "";
                }}
              />
            </>
          )}
          <textarea
            ref={field}
            data-testid="stChatInputTextArea"
            aria-label={label}
            placeholder={label}
            value={text}
            rows={1}
            maxLength={most}
            disabled={disabled}
            style={heightStyle(height)}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onPaste={paste}
          />
          {most !== undefined && text !== "" && (
            <span className="rf-chat-count" data-full={text.length >= most}>
              {text.length}/{most}
            </span>
          )}
          {audio && (
            <>
              {recording && (
                <span className="rf-chat-count" role="timer">
                  {clock(recorder.seconds ?? 0)}
                </span>
              )}
              <Button
                {...named("stChatInputMicButton", "rf-chat-tool")}
                aria-label={recording ? "Stop recording" : "Record a message"}
                aria-pressed={recording}
                isDisabled={disabled}
                onPress={() => void record()}
              >
                {recording ? <StopIcon /> : <MicrophoneIcon />}
              </Button>
            </>
          )}
          <Button {...named("stChatInputSubmitButton")} aria-label="Send message" isDisabled={!ready} onPress={send}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M8 13V3.500M3.800 7.500 8 3.300l4.200 4.200" />
            </svg>
          </Button>
        </div>
      </div>
    </div>
  );
}
