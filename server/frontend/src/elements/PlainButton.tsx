// The browser's own button. It has nothing to run between a press and what the press does, and
// keyboards, fingers and screen readers know it; React Aria's is for what opens or describes
// something beside the button.

import type { ButtonHTMLAttributes, KeyboardEvent } from "react";

interface PlainButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onClick" | "type"> {
  onPress?: () => void;
}

export function PlainButton({ onPress, ...rest }: PlainButtonProps) {
  return <button {...rest} type="button" onClick={onPress} onKeyDown={pressOnce} />;
}

/** A key that is held down presses once, as a finger does. */
function pressOnce(event: KeyboardEvent): void {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}
