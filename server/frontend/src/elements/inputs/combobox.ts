// The ARIA combobox pattern over a plain list of strings: focus stays in the input, the
// option in question is named by aria-activedescendant. Written on indexes rather than on
// a collection of components, so that a list of a hundred thousand options costs no more
// than the rows on screen.

import {
  type ChangeEvent,
  type FocusEvent,
  type InputHTMLAttributes,
  type KeyboardEvent,
  type RefObject,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { type FilterMode, fold, matchOptions } from "./match";

/** What the list offers: one of the options, or what has been typed as a new one. */
export type Entry = { index: number; text: string } | { index: null; text: string };

export interface ComboboxConfig {
  options: readonly string[];
  /** Options (by index) that the list leaves out. */
  hidden?: ReadonlySet<number>;
  /** The option that is chosen now: where the list opens. */
  chosen?: number | null;
  filterMode: FilterMode | null;
  acceptNew: boolean;
  /** Texts that may not be offered as new once more. */
  taken?: readonly string[];
  disabled: boolean;
  /** Whether the list stays open after a choice. */
  stay?: boolean;
  onPick(entry: Entry): void;
  /** The input was emptied and left. */
  onEmptied?(): void;
  /** A key that the list has no use for. */
  onKey?(event: KeyboardEvent<HTMLInputElement>): void;
}

export interface Combobox {
  inputRef: RefObject<HTMLInputElement | null>;
  inputProps: InputHTMLAttributes<HTMLInputElement>;
  listId: string;
  optionId(position: number): string;
  open: boolean;
  entries: readonly Entry[];
  active: number;
  /** What has been typed; null while the input shows the choice. */
  typed: string | null;
  setActive(position: number): void;
  pick(position: number): void;
  toggle(): void;
  close(): void;
}

const PAGE = 8;

export function useCombobox(config: ComboboxConfig): Combobox {
  const { options, hidden, chosen = null, filterMode, acceptNew, taken, disabled, stay = false } = config;
  const base = useId();
  const inputRef = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);

  const query = typed ?? "";
  const entries = useMemo<Entry[]>(() => {
    if (!open) return [];
    const found = matchOptions(options, query, filterMode)
      .filter((index) => hidden === undefined || !hidden.has(index))
      .map((index) => ({ index, text: options[index] ?? "" }));
    const fresh = query.trim();
    if (!acceptNew || fresh === "") return found;
    const known = fold(fresh);
    const exists = [...(taken ?? []), ...options].some((option) => fold(option) === known);
    return exists ? found : [...found, { index: null, text: fresh }];
  }, [open, options, query, filterMode, hidden, acceptNew, taken]);
  const current = Math.min(active, entries.length - 1);

  const show = (): void => {
    if (disabled || open) return;
    setOpen(true);
    // Options hidden above the chosen one do not occur where a choice is shown in the list.
    setActive(chosen ?? 0);
  };
  const close = (): void => {
    setOpen(false);
    setTyped(null);
    setActive(-1);
  };
  const pick = (position: number): void => {
    const entry = entries[position];
    if (entry === undefined) return;
    config.onPick(entry);
    if (stay) {
      setTyped(null);
      setActive(query === "" ? Math.min(position, entries.length - 2) : 0);
    } else {
      close();
    }
  };
  const move = (to: number): void => {
    if (entries.length > 0) setActive(Math.max(0, Math.min(entries.length - 1, to)));
  };
  const step = (by: 1 | -1): void => {
    if (!open) show();
    else if (entries.length > 0) setActive((current + by + entries.length) % entries.length);
  };
  const jump = (letter: string): void => {
    const wanted = fold(letter);
    const count = options.length;
    const from = open ? current : (chosen ?? -1);
    for (let ahead = 1; ahead <= count; ahead += 1) {
      const at = (from + ahead + count) % count;
      if (fold(options[at] ?? "").startsWith(wanted)) {
        setOpen(true);
        setActive(at);
        return;
      }
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (disabled || event.nativeEvent.isComposing) return;
    const handled = (): void => event.preventDefault();
    switch (event.key) {
      case "ArrowDown":
        handled();
        if (event.altKey) show();
        else step(1);
        return;
      case "ArrowUp":
        handled();
        if (event.altKey) close();
        else step(-1);
        return;
      case "PageDown":
        if (open) (handled(), move(current + PAGE));
        return;
      case "PageUp":
        if (open) (handled(), move(current - PAGE));
        return;
      case "Enter":
        handled();
        if (!open) {
          show();
        } else if (typed === "" && config.onEmptied !== undefined) {
          config.onEmptied();
          close();
        } else {
          pick(current);
        }
        return;
      case "Escape":
        if (!open && typed === null) break;
        // An Escape that closes the list must not also close the dialog around it.
        handled();
        event.stopPropagation();
        close();
        return;
      case "Tab":
        if (open && query !== "" && current >= 0) pick(current);
        return;
      default:
        if (filterMode === null && !event.ctrlKey && !event.metaKey && !event.altKey) {
          if (event.key === " ") (handled(), open ? pick(current) : show());
          else if (event.key.length === 1) jump(event.key);
        }
    }
    config.onKey?.(event);
  };

  const readOnly = filterMode === null && !acceptNew;
  return {
    inputRef,
    listId: `${base}-list`,
    optionId: (position) => `${base}-option-${position}`,
    open,
    entries,
    active: current,
    typed,
    setActive,
    pick,
    toggle: () => {
      inputRef.current?.focus();
      if (open) close();
      else show();
    },
    close,
    inputProps: {
      role: "combobox",
      type: "text",
      autoComplete: "off",
      autoCorrect: "off",
      spellCheck: false,
      readOnly,
      disabled,
      "aria-autocomplete": readOnly ? "none" : "list",
      "aria-expanded": open,
      "aria-haspopup": "listbox",
      "aria-controls": open ? `${base}-list` : undefined,
      "aria-activedescendant": open && current >= 0 ? `${base}-option-${current}` : undefined,
      onKeyDown,
      onClick: show,
      onFocus: (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select(),
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        setTyped(event.target.value);
        setOpen(true);
        setActive(0);
      },
      onBlur: () => {
        if (typed === "") config.onEmptied?.();
        close();
      },
    },
  };
}
