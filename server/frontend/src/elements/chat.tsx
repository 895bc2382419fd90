// A conversation: messages, and the field that sends one.

import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { Button } from "react-aria-components/Button";
import { useClient } from "../client";
import type { ChatInputProps, ChatMessageProps } from "../protocol.gen";
import { Icon } from "./Icon";
import { VerticalBlock } from "./blocks/VerticalBlock";
import { keyClass, named } from "./classes";
import { heightStyle, widthStyle } from "./size";
import type { ElementProps } from "./types";
import "./chat.css";

const NAMED: Record<string, string> = {
  user: ":material/face:",
  human: ":material/face:",
  assistant: ":material/smart_toy:",
  ai: ":material/smart_toy:",
};

export function ChatMessage({ id, props }: ElementProps<ChatMessageProps>) {
  const { name, avatar } = props;
  const mine = name === "user" || name === "human";
  return (
    <div
      {...named("stChatMessage", mine && "rf-chat-mine", keyClass(props.key))}
      style={widthStyle(props.width)}
      role="article"
      aria-label={`Message from ${name}`}
    >
      <Avatar name={name} avatar={avatar} />
      <div {...named("stChatMessageContent")}>
        <VerticalBlock id={id} />
      </div>
    </div>
  );
}

function Avatar({ name, avatar = name }: Pick<ChatMessageProps, "name" | "avatar">) {
  if (/^(https?:|data:image\/)/.test(avatar)) {
    return <img {...named("stChatMessageAvatarCustom", "rf-avatar")} src={avatar} alt="" />;
  }
  const icon = NAMED[avatar] ?? (avatar === name ? undefined : avatar);
  return (
    <span {...named("stChatMessageAvatarCustom", "rf-avatar")} aria-hidden="true">
      {icon !== undefined ? <Icon icon={icon} /> : [...name.trim()][0]?.toUpperCase()}
    </span>
  );
}

export function ChatInput({ id, props }: ElementProps<ChatInputProps>) {
  const { label, max_chars: most, disabled, height, pinned } = props;
  const { widgets } = useClient();
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const ready = !disabled && text.trim() !== "";
  const send = (): void => {
    if (!ready) return;
    widgets.trigger(id, text);
    setText("");
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div {...named("stChatInput", pinned && "rf-pinned")}>
      <div className="rf-box rf-chat-box" data-disabled={disabled}>
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
        />
        {most !== undefined && text !== "" && (
          <span className="rf-chat-count" data-full={text.length >= most}>
            {text.length}/{most}
          </span>
        )}
        <Button
          {...named("stChatInputSubmitButton")}
          aria-label="Send message"
          isDisabled={!ready}
          onPress={send}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 13V3.500M3.800 7.500 8 3.300l4.200 4.200" />
          </svg>
        </Button>
      </div>
    </div>
  );
}
