// A date with a time: the field of a date input, and that of a time input, side by side.

import type { DatetimeInputProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { named } from "../classes";
import type { ElementProps } from "../types";
import { DateField } from "./DateInput";
import { plainLabel } from "./Field";
import { TimeField } from "./TimeInput";

/** A moment no earlier than the first and no later than the last that the field takes. */
export function bounded(moment: string, min: string | undefined, max: string | undefined): string {
  // ISO texts of one form are in order of time.
  if (min !== undefined && moment < min) return min;
  if (max !== undefined && moment > max) return max;
  return moment;
}

function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function DatetimeInput({ id, props }: ElementProps<DatetimeInputProps>) {
  const { value, commit, inForm } = useWidget<string | null>(id, props);
  const { min, max, format, step, clearable } = props;
  const [day, time] = value?.split("T") ?? [];
  const put = (date: string, hour: string): void => commit(bounded(`${date}T${hour}`, min, max));
  const label = plainLabel(props.label);
  return (
    <div {...named("stDateTimeInput", "rf-datetime")}>
      <DateField
        id={id}
        testid="stDateTimeInputDate"
        props={{
          ...props,
          value: [],
          range: false,
          format,
          min: min?.slice(0, 10),
          max: max?.slice(0, 10),
        }}
        value={day === undefined ? [] : [day]}
        inForm={inForm}
        commit={(dates) => {
          if (dates === undefined) return;
          if (dates[0] !== undefined) put(dates[0], time ?? "00:00");
          else if (clearable) commit(null);
        }}
      />
      <TimeField
        testid="stDateTimeInputTime"
        props={{
          ...props,
          label: label === "" ? "Time" : `${label}: time`,
          label_visibility: "collapsed",
          help: undefined,
          step,
          format: "24h",
          clearable: false,
        }}
        value={time ?? null}
        commit={(next) => next !== null && put(day ?? today(), next)}
      />
    </div>
  );
}
