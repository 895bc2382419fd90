import { useState } from "react";
import { useWidget } from "../../widget";

/**
 * Whether something is open: the session's word if it follows that, else the page's own.
 *
 * @param followed the value that the session holds; undefined if it does not follow it
 * @param first whether it is open at first, as long as the author says so
 */
export function useOpen(
  id: number,
  followed: boolean | undefined,
  first: boolean,
): [boolean, (open: boolean) => void] {
  const { value, commit } = useWidget<boolean>(id, {});
  const [open, setOpen] = useState(first);
  const [asked, setAsked] = useState(first);
  // The user's choice stands until the author asks for something new.
  if (asked !== first) {
    setAsked(first);
    setOpen(first);
  }
  return followed === undefined ? [open, setOpen] : [value, commit];
}
