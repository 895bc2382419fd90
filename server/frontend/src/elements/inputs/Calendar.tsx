// The calendar of a date input. Loaded when one is opened.

import { type CalendarDate, type DateValue, parseDate } from "@internationalized/date";
import { type ReactNode, useContext, useEffect } from "react";
import { Button } from "react-aria-components/Button";
import {
  Calendar as AriaCalendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarStateContext,
} from "react-aria-components/Calendar";
import { RangeCalendar, RangeCalendarStateContext } from "react-aria-components/RangeCalendar";
import { ChevronIcon } from "./icons";
import "./calendar.css";

interface Props {
  label: string;
  /** ISO dates. */
  value: readonly string[];
  range: boolean;
  min?: string | undefined;
  max?: string | undefined;
  autoFocus: boolean;
  onPick(dates: string[]): void;
}

function dateOf(iso: string | undefined): CalendarDate | null {
  if (iso === undefined) return null;
  try {
    return parseDate(iso);
  } catch {
    return null;
  }
}

export default function Calendar({ label, value, range, min, max, autoFocus, onPick }: Props) {
  const start = dateOf(value[0]);
  const end = dateOf(value[1]) ?? start;
  const common = {
    "aria-label": label,
    className: range ? "rf-calendar" : "rf-calendar rf-calendar-single",
    minValue: dateOf(min) ?? undefined,
    maxValue: dateOf(max) ?? undefined,
  };
  if (!range) {
    return (
      <AriaCalendar {...common} value={start} onChange={(date: DateValue) => onPick([date.toString()])}>
        <Month>
          <Years focused={autoFocus} />
        </Month>
      </AriaCalendar>
    );
  }
  return (
    <RangeCalendar
      {...common}
      value={start && end && { start, end }}
      onChange={(dates) => dates && onPick([dates.start.toString(), dates.end.toString()])}
    >
      <Month>
        <Years focused={autoFocus} />
      </Month>
    </RangeCalendar>
  );
}

function Month({ children }: { children: ReactNode }) {
  return (
    <>
      <div className="rf-calendar-header">
        <Button slot="previous" className="rf-calendar-turn rf-calendar-previous">
          <ChevronIcon />
        </Button>
        {children}
        <Button slot="next" className="rf-calendar-turn rf-calendar-next">
          <ChevronIcon />
        </Button>
      </div>
      <CalendarGrid className="rf-calendar-grid" weekdayStyle="short">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className="rf-day" />}</CalendarGridBody>
      </CalendarGrid>
    </>
  );
}

/** Month and year as two selects: a birth date is forty years of clicks away otherwise. */
function Years({ focused }: { focused: boolean }) {
  const single = useContext(CalendarStateContext);
  const ranged = useContext(RangeCalendarStateContext);
  const state = single ?? ranged;
  // The calendar may stand open already when the keyboard asks to go in.
  useEffect(() => {
    if (focused) state?.setFocused(true);
    // Once each time it is asked for, not whenever the calendar's state changes.
  }, [focused]);
  if (state === null) return null;
  const { focusedDate: date, timeZone } = state;
  const low = state.minValue?.year ?? date.year - 100;
  const high = state.maxValue?.year ?? date.year + 20;
  const years = Array.from({ length: Math.max(1, high - low + 1) }, (_, at) => low + at);
  const names = new Intl.DateTimeFormat(undefined, { month: "long", timeZone });
  const go = (next: DateValue): void => state.setFocusedDate(next as CalendarDate);
  const months = Array.from({ length: date.calendar.getMonthsInYear(date) }, (_, at) =>
    names.format(date.set({ month: at + 1, day: 1 }).toDate(timeZone)),
  );
  return (
    <div className="rf-calendar-selects">
      <select
        aria-label="Month"
        value={date.month}
        onChange={(event) => go(date.set({ month: Number(event.target.value) }))}
      >
        {months.map((name, at) => (
          <option key={name} value={at + 1}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label="Year"
        value={date.year}
        onChange={(event) => go(date.set({ year: Number(event.target.value) }))}
      >
        {years.map((year) => (
          <option key={year} value={year}>
            {year}
          </option>
        ))}
      </select>
    </div>
  );
}
