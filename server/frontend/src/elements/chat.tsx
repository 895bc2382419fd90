// The messages of a conversation.

import type { ChatMessageProps } from "../protocol.gen";
import { Icon } from "./Icon";
import { VerticalBlock } from "./blocks/VerticalBlock";
import { keyClass, named } from "./classes";
import { widthStyle } from "./size";
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
