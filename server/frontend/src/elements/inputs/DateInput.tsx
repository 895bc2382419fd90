// A date or a range of dates: a text field that understands what is typed, and a calendar
// that is loaded when it is first asked for.

import { type KeyboardEvent, lazy, Suspense, useRef, useState } from "react";
import { Popover } from "react-aria-components/Popover";
import type { DateInputProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { beside } from "./beside";
import { formatIso, parseDate } from "./dates";
import { Field, plainLabel, useEnterCounts } from "./Field";
import { CalendarIcon, CrossIcon } from "./icons";
import { InputInstructions } from "./InputInstructions";

const loadCalendar = () => import("./Calendar");
const Calendar = lazy(loadCalendar);

const DASH = " – ";

/** Reads one date, or two with a dash or "to" between them; null when it cannot be read. */
export function parseDates(text: string, props: Pick<DateInputProps, "format" | "range">): string[] | null {
  if (text.trim() === "") return [];
  const parts = props.range ? text.split(/\s*[–—]\s*|\s+-\s+|\s+to\s+/) : [text];
  const dates = parts.filter((part) => part !== "").map((part) => parseDate(props.format, part));
  if (dates.length === 0 || dates.length > 2 || dates.includes(null)) return null;
  return dates.filter((date) => date !== null).sort();
}

export function datesText(dates: readonly string[], props: Pick<DateInputProps, "format" | "range">): string {
  const texts = dates.map((date) => formatIso(props.format, date));
  return props.range && texts.length === 1 ? `${texts[0]}${DASH}` : texts.join(DASH);
}

function problemOf(text: string, props: DateInputProps): string | undefined {
  const dates = parseDates(text, props);
  if (dates === null) return `Not a date: ${props.format}`;
  const { min, max } = props;
  if (min !== undefined && dates.some((date) => date < min)) return `Not before ${formatIso(props.format, min)}`;
  if (max !== undefined && dates.some((date) => date > max)) return `Not after ${formatIso(props.format, max)}`;
  return undefined;
}

export function DateInput({ id, props }: ElementProps<DateInputProps>) {
  const { value, commit, inForm } = useWidget<string[]>(id, props);
  return (
    <DateField
      id={id}
      props={props}
      testid="stDateInput"
      value={value}
      commit={commit}
      inForm={inForm}
    />
  );
}

interface DateFieldProps extends ElementProps<DateInputProps> {
  testid: string;
  value: string[];
  /** Without dates: what was touched is sent. */
  commit(dates?: string[]): void;
  inForm: boolean;
}

/** The field of a date input, also as the first half of one with a time. */
export function DateField({ id, props, testid, value, commit, inForm }: DateFieldProps) {
  const enterCounts = useEnterCounts(props.form);
  const [typed, setTyped] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const [open, setOpen] = useState(false);
  const [intoCalendar, setIntoCalendar] = useState(false);
  const boxRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const popoverRef = useRef<HTMLElement>(null);

  const label = plainLabel(props.label);
  const problem = typed === null ? undefined : problemOf(typed, props);
  const placeholder = props.range ? props.format + DASH + props.format : props.format;

  const apply = (): void => {
    if (typed === null) {
      commit();
      return;
    }
    setTyped(null);
    const dates = parseDates(typed, props);
    if (dates === null || problem !== undefined) return;
    if (dates.length > 0 || props.clearable) commit(dates);
  };
  const close = (back: boolean): void => {
    setOpen(false);
    setIntoCalendar(false);
    if (back) inputRef.current?.focus();
  };
  const show = (into: boolean): void => {
    if (props.disabled) return;
    setOpen(true);
    setIntoCalendar(into);
  };
  /** Closes when the focus is neither in the field nor in the calendar any more. */
  const onLeave = (next: EventTarget | null): void => {
    const inside = next instanceof Node && (boxRef.current?.contains(next) || popoverRef.current?.contains(next));
    if (!inside) close(false);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      apply();
      close(false);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      show(true);
    } else if (event.key === "Escape" && (open || typed !== null)) {
      event.stopPropagation();
      setTyped(null);
      close(false);
    }
  };

  return (
    <Field props={props} testid={testid}>
      {(field) => (
        <>
          <div
            className="rf-box"
            ref={boxRef}
            data-disabled={props.disabled}
            data-invalid={problem !== undefined}
            data-open={open}
            onPointerEnter={() => void loadCalendar()}
          >
            <input
              {...field}
              ref={inputRef}
              className="rf-box-input"
              data-testid="stDateInputField"
              type="text"
              inputMode="numeric"
              autoComplete="off"
              aria-haspopup="dialog"
              aria-expanded={open}
              role="combobox"
              aria-controls={open ? `dates-${id}` : undefined}
              aria-invalid={problem !== undefined || undefined}
              value={typed ?? datesText(value, props)}
              placeholder={placeholder}
              disabled={props.disabled}
              onChange={(event) => setTyped(event.target.value)}
              onClick={() => show(false)}
              onKeyDown={onKeyDown}
              onFocus={() => {
                setFocused(true);
                void loadCalendar();
              }}
              onBlur={(event) => {
                setFocused(false);
                apply();
                onLeave(event.relatedTarget);
              }}
            />
            {props.clearable && value.length > 0 && !props.disabled && (
              <button
                type="button"
                className="rf-box-button"
                aria-label={`Clear ${label}`}
                onClick={() => {
                  setTyped(null);
                  commit([]);
                  close(true);
                }}
              >
                <CrossIcon />
              </button>
            )}
            <button
              type="button"
              className="rf-box-button"
              aria-label={`Open the calendar of ${label}`}
              aria-expanded={open}
              disabled={props.disabled}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => (open && intoCalendar ? close(true) : show(true))}
              onBlur={(event) => onLeave(event.relatedTarget)}
            >
              <CalendarIcon />
            </button>
          </div>
          <Popover
            ref={popoverRef}
            className="rf-popover rf-calendar-popover"
            triggerRef={boxRef}
            isOpen={open}
            onOpenChange={(next) => next || beside(boxRef.current, popoverRef.current) || close(false)}
            isNonModal
            placement="bottom start"
            offset={4}
          >
            <div
              role="dialog"
              id={`dates-${id}`}
              aria-label={label}
              // Takes the focus when a press hits no day, so that the calendar stays.
              tabIndex={-1}
              className="rf-calendar-frame"
              onBlur={(event) => onLeave(event.relatedTarget)}
              onKeyDown={(event) => {
                if (event.key !== "Escape") return;
                event.stopPropagation();
                close(true);
              }}
            >
              <Suspense fallback={<div className="rf-calendar-wait" aria-busy="true" />}>
                <Calendar
                  label={label}
                  value={value}
                  range={props.range}
                  min={props.min}
                  max={props.max}
                  autoFocus={intoCalendar}
                  onPick={(dates) => {
                    setTyped(null);
                    commit(dates);
                    close(true);
                  }}
                />
              </Suspense>
            </div>
          </Popover>
          <InputInstructions
            shown={focused}
            dirty={typed !== null && enterCounts}
            keys="Enter"
            inForm={inForm}
            length={0}
            problem={problem}
          />
        </>
      )}
    </Field>
  );
}
