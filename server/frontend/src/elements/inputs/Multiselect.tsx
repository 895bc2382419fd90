// Several of many, as tags.

import { type KeyboardEvent, useMemo, useRef } from "react";
import type { MultiselectProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { useCombobox } from "./combobox";
import { Field, plainLabel } from "./Field";
import { ChevronIcon, CrossIcon } from "./icons";
import { OptionList } from "./OptionList";

export function Multiselect({ id, props }: ElementProps<MultiselectProps>) {
  const { value, commit } = useWidget<(number | string)[]>(id, props);
  const { options, disabled, max_selections: limit } = props;
  const boxRef = useRef<HTMLDivElement>(null);
  const tagsRef = useRef<HTMLUListElement>(null);
  const hidden = useMemo(() => new Set(value.filter((item) => typeof item === "number")), [value]);
  const taken = useMemo(() => value.filter((item) => typeof item === "string"), [value]);
  const full = limit !== undefined && value.length >= limit;

  const tagButtons = (): HTMLButtonElement[] => [...(tagsRef.current?.querySelectorAll("button") ?? [])];
  const box = useCombobox({
    options,
    hidden,
    taken,
    filterMode: props.filter_mode === "none" ? null : props.filter_mode,
    acceptNew: props.accept_new,
    disabled,
    stay: true,
    onPick: (entry) => full || commit([...value, entry.index ?? entry.text]),
    onKey: (event) => {
      const { selectionStart, selectionEnd, value: text } = event.currentTarget;
      if (event.key === "Backspace" && text === "" && value.length > 0) {
        commit(value.slice(0, -1));
      } else if (event.key === "ArrowLeft" && selectionStart === 0 && selectionEnd === 0) {
        tagButtons().at(-1)?.focus();
      }
    },
  });
  const remove = (at: number): void => commit(value.filter((_, position) => position !== at));

  /** Arrow keys walk the tags, Backspace and Delete remove one. */
  const onTagKey = (event: KeyboardEvent, at: number): void => {
    const buttons = tagButtons();
    if (event.key === "ArrowLeft") {
      buttons[Math.max(0, at - 1)]?.focus();
    } else if (event.key === "ArrowRight") {
      (buttons[at + 1] ?? box.inputRef.current)?.focus();
    } else if (event.key === "Backspace" || event.key === "Delete") {
      (buttons[at + 1] ?? buttons[at - 1] ?? box.inputRef.current)?.focus();
      remove(at);
    } else {
      return;
    }
    event.preventDefault();
  };

  const label = plainLabel(props.label);
  const note = full
    ? `At most ${limit} ${limit === 1 ? "choice" : "choices"}: remove one to choose another.`
    : undefined;
  return (
    <Field props={props} testid="stMultiSelect">
      {(field) => (
        <>
          <div
            className="rf-box rf-multi"
            ref={boxRef}
            data-disabled={disabled}
            data-open={box.open}
          >
            <div
              className="rf-multi-body"
              onMouseDown={(event) => {
                // A press beside the tags is a press on the input.
                if (event.target === event.currentTarget) {
                  event.preventDefault();
                  box.inputRef.current?.focus();
                  box.inputRef.current?.click();
                }
              }}
            >
            <ul className="rf-tags" ref={tagsRef} aria-label={`${label}: chosen`}>
              {value.map((item, at) => {
                const text = typeof item === "number" ? (options[item] ?? "") : item;
                return (
                  <li key={item} className="rf-tag" title={text}>
                    <span className="rf-tag-text">{text}</span>
                    {!disabled && (
                      <button
                        type="button"
                        className="rf-tag-remove"
                        aria-label={`Remove ${text}`}
                        tabIndex={-1}
                        onMouseDown={(event) => event.preventDefault()}
                        onClick={() => remove(at)}
                        onKeyDown={(event) => onTagKey(event, at)}
                      >
                        <CrossIcon />
                      </button>
                    )}
                  </li>
                );
              })}
            </ul>
            <input
              {...box.inputProps}
              {...field}
              ref={box.inputRef}
              className="rf-box-input rf-multi-input"
              value={box.typed ?? ""}
              placeholder={value.length === 0 ? (props.placeholder ?? "Choose options") : undefined}
            />
            </div>
            {value.length > 0 && !disabled && (
              <button
                type="button"
                className="rf-box-button"
                aria-label={`Clear ${label}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  commit([]);
                  box.inputRef.current?.focus();
                }}
              >
                <CrossIcon />
              </button>
            )}
            <button
              type="button"
              className="rf-box-button rf-chevron"
              aria-label={`Show options of ${label}`}
              tabIndex={-1}
              disabled={disabled}
              onMouseDown={(event) => event.preventDefault()}
              onClick={box.toggle}
            >
              <ChevronIcon />
            </button>
          </div>
          <OptionList box={box} label={label} triggerRef={boxRef} multiple note={note} />
        </>
      )}
    </Field>
  );
}
