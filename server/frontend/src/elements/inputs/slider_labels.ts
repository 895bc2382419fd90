// Where the values above a slider's thumbs stand, so that they never cover each other.

import { type RefObject, useLayoutEffect, useState } from "react";

const GAP = 8;
/** A label may reach as far beyond the track as its rounded ends do. */
const OVERHANG = 8;

export interface Places {
  /** Left edges in pixels, from the start of the track. */
  lefts: number[];
  /** There is no room side by side: the second stands above the first. */
  stacked: boolean;
}

/**
 * Centres each label on its thumb, keeps it over the track, and moves two apart that would meet.
 *
 * @param shares where the thumbs are, 0 to 1
 * @param widths of the labels, in pixels
 * @param track the track's width
 */
export function placeLabels(shares: readonly number[], widths: readonly number[], track: number): Places {
  const low = -OVERHANG;
  const within = (left: number, width: number): number =>
    Math.max(low, Math.min(track + OVERHANG - width, left));
  const lefts = shares.map((share, at) => within(share * track - widths[at]! / 2, widths[at]!));
  const [first, second] = lefts;
  if (first === undefined || second === undefined) return { lefts, stacked: false };
  const [firstWidth = 0, secondWidth = 0] = widths;
  const meeting = first + firstWidth + GAP - second;
  if (meeting <= 0) return { lefts, stacked: false };
  if (firstWidth + GAP + secondWidth > track + 2 * OVERHANG) return { lefts, stacked: true };
  const moved = within(first - meeting / 2, firstWidth);
  const other = within(Math.max(second, moved + firstWidth + GAP), secondWidth);
  return { lefts: [Math.min(moved, other - GAP - firstWidth), other], stacked: false };
}

/** Measures the labels in an element and places them, also when its width changes. */
export function useLabelPlaces(ref: RefObject<HTMLElement | null>, shares: readonly number[], texts: string): Places {
  const [size, setSize] = useState<{ track: number; widths: number[] }>({ track: 0, widths: [] });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const widths = [...element.children].map((child) => (child as HTMLElement).offsetWidth);
      const track = element.clientWidth;
      setSize((before) =>
        before.track === track && before.widths.join() === widths.join() ? before : { track, widths },
      );
    };
    measure();
    if (typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, texts]);
  return placeLabels(shares, shares.map((_, at) => size.widths[at] ?? 0), size.track);
}
