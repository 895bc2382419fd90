// A time of day: typed, or chosen from a list.

import { useMemo, useRef } from "react";
import type { TimeInputProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { parseTime, timesOfDay, timeText } from "./clock";
import { useCombobox } from "./combobox";
import { Field, plainLabel } from "./Field";
import { CrossIcon } from "./icons";
import { OptionList } from "./OptionList";

export function TimeInput({ id, props }: ElementProps<TimeInputProps>) {
  const { value, commit } = useWidget<string | null>(id, props);
  return <TimeField props={props} testid="stTimeInput" value={value} commit={commit} />;
}

interface TimeFieldProps {
  props: Omit<TimeInputProps, "value">;
  testid: string;
  /** ISO. */
  value: string | null;
  commit(value: string | null): void;
}

/** The field of a time input, also as the second half of one with a date. */
export function TimeField({ props, testid, value, commit }: TimeFieldProps) {
  const { step, format, clearable, disabled } = props;
  const boxRef = useRef<HTMLDivElement>(null);
  const times = useMemo(() => timesOfDay(step), [step]);
  const options = useMemo(() => times.map((time) => timeText(time, format)), [times, format]);
  const at = value === null ? -1 : times.indexOf(value);
  const shown = timeText(value, format);
  const label = plainLabel(props.label);

  const enter = (text: string): void => {
    const time = parseTime(text);
    if (time !== null) commit(time);
  };
  const box = useCombobox({
    options,
    chosen: at < 0 ? null : at,
    filterMode: "contains",
    acceptNew: true,
    disabled,
    onPick: (entry) => (entry.index === null ? enter(entry.text) : commit(times[entry.index] ?? null)),
    ...(clearable && { onEmptied: () => commit(null) }),
  });
  const invalid = box.typed !== null && box.typed.trim() !== "" && parseTime(box.typed) === null;

  return (
    <Field props={props} testid={testid}>
      {(field) => (
        <>
          <div
            className="rf-box"
            ref={boxRef}
            data-disabled={disabled}
            data-invalid={invalid}
            data-open={box.open}
          >
            <input
              {...box.inputProps}
              {...field}
              ref={box.inputRef}
              className="rf-box-input"
              data-testid="stTimeInputTimeDisplay"
              aria-invalid={invalid || undefined}
              value={box.typed ?? shown}
              placeholder={shown || (format === "24h" ? "HH:MM" : "HH:MM AM")}
              onBlur={(event) => {
                // What was typed counts, without a choice in the list.
                if (box.typed !== null) enter(box.typed);
                box.inputProps.onBlur?.(event);
              }}
            />
            {clearable && value !== null && !disabled && (
              <button
                type="button"
                className="rf-box-button"
                aria-label={`Clear ${label}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  commit(null);
                  box.close();
                }}
              >
                <CrossIcon />
              </button>
            )}
            <button
              type="button"
              className="rf-box-button"
              aria-label={`Show times of ${label}`}
              tabIndex={-1}
              disabled={disabled}
              onMouseDown={(event) => event.preventDefault()}
              onClick={box.toggle}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true" className="rf-clock">
                <circle cx="8" cy="8" r="5.750" />
                <path d="M8 4.800V8l2.200 1.400" />
              </svg>
            </button>
          </div>
          <OptionList
            box={box}
            label={label}
            triggerRef={boxRef}
            chosen={at < 0 ? null : at}
            fresh={(text) => {
              const time = parseTime(text);
              return time === null ? `“${text}” is no time` : timeText(time, format);
            }}
          />
        </>
      )}
    </Field>
  );
}
