// Axes of time that read well: dates throughout, or times throughout, never weekdays in between.

import type { Spec } from "vega";

/** How a tick is written, by the finest unit that it stands on. */
export const TIME_FORMATS: Record<string, string> = {
  year: "%Y",
  quarter: "%b",
  month: "%b",
  week: "%-d %b",
  date: "%-d %b",
  hours: "%H:%M",
  minutes: "%H:%M",
  seconds: "%H:%M:%S",
  milliseconds: ".%L",
};

interface Part {
  scales?: { name?: unknown; type?: unknown }[];
  axes?: { scale?: unknown; format?: unknown; formatType?: unknown; labels?: unknown; encode?: { labels?: { update?: { text?: unknown } } } }[];
  marks?: Part[];
}

/** Gives a format to the labels of each axis of time whose author gave none. */
export function readableTimes(spec: Spec): void {
  const scales = new Set<unknown>();
  const walk = (part: Part): void => {
    for (const { name, type } of part.scales ?? []) if (type === "time" || type === "utc") scales.add(name);
    for (const axis of part.axes ?? []) {
      const labelled = axis.format !== undefined || axis.encode?.labels?.update?.text !== undefined;
      if (scales.has(axis.scale) && !labelled && axis.labels !== false) axis.format = TIME_FORMATS;
    }
    part.marks?.forEach(walk);
  };
  walk(spec as Part);
}
