// Keys that press a button from anywhere in the page.

import { useEffect, useEffectEvent } from "react";

interface Shortcut {
  key: string;
  /** Control, or Command on a Mac. */
  mod: boolean;
  alt: boolean;
  shift: boolean;
}

const NAMES: Record<string, string> = {
  esc: "escape",
  space: " ",
  up: "arrowup",
  down: "arrowdown",
  left: "arrowleft",
  right: "arrowright",
};

/** Reads `ctrl+shift+k`; letter case does not count. */
export function parseShortcut(text: string): Shortcut {
  const parts = text.toLowerCase().split("+").map((part) => part.trim());
  const key = parts.pop() ?? "";
  const has = (...names: string[]) => names.some((name) => parts.includes(name));
  return {
    key: NAMES[key] ?? key,
    mod: has("ctrl", "control", "cmd", "command", "meta", "mod"),
    alt: has("alt", "option"),
    shift: has("shift"),
  };
}

/** Whether a key press is meant for the input it happens in. */
function typing(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Whether an event is the shortcut; one without Control or Alt does nothing while typing. */
export function matches(event: KeyboardEvent, shortcut: Shortcut): boolean {
  const { key, mod, alt, shift } = shortcut;
  if (event.defaultPrevented || event.isComposing || event.repeat) return false;
  if (event.key.toLowerCase() !== key) return false;
  if ((event.ctrlKey || event.metaKey) !== mod || event.altKey !== alt) return false;
  // What a symbol needs Shift for is up to the keyboard's layout.
  if (event.shiftKey !== shift && (shift || /^[a-z]$/.test(key))) return false;
  return mod || alt || !typing(event);
}

export function useShortcut(text: string | undefined, action: () => void): void {
  const act = useEffectEvent(action);
  useEffect(() => {
    if (text === undefined) return undefined;
    const shortcut = parseShortcut(text);
    const onKeyDown = (event: KeyboardEvent) => {
      if (!matches(event, shortcut)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [text]);
}

/** The shortcut as a hint. */
export function shortcutText(text: string): string {
  return text
    .split("+")
    .map((part) => part.trim())
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("+");
}
