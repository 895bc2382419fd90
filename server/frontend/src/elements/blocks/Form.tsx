import type { KeyboardEvent } from "react";
import type { FormProps } from "../../protocol.gen";
import { keyClass, named } from "../classes";
import { heightStyle, widthStyle } from "../size";
import type { ElementProps } from "../types";
import { VerticalBlock } from "./VerticalBlock";

/** Inputs in which Enter means "done". */
const LINES = new Set(["text", "password", "number", "email", "tel", "url", "search"]);

/** Whether a key pressed in a form's input submits the form. */
function submits(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.defaultPrevented || event.nativeEvent.isComposing) return false;
  const { target } = event;
  if (target instanceof HTMLTextAreaElement) return event.ctrlKey || event.metaKey;
  // An open list takes Enter for itself.
  return (
    target instanceof HTMLInputElement &&
    LINES.has(target.type) &&
    target.getAttribute("aria-expanded") !== "true"
  );
}

export function Form({ id, props }: ElementProps<FormProps>) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!props.enter_to_submit || !submits(event)) return;
    event.preventDefault();
    event.currentTarget
      .querySelector<HTMLButtonElement>(".stFormSubmitButton button:not(:disabled)")
      ?.click();
  };
  return (
    <div
      {...named("stForm", props.border && "rf-card", keyClass(props.key))}
      style={{ ...widthStyle(props.width), ...heightStyle(props.height) }}
      onKeyDown={onKeyDown}
    >
      <VerticalBlock id={id} />
    </div>
  );
}
