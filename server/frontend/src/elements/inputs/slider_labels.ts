// Where the values above a slider's thumbs stand, so that they never cover each other.

import { type RefObject, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";

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

interface Sizes {
  track: number;
  widths: number[];
}

/**
 * Places the labels in an element over a track, also when the size of either changes.
 *
 * The browser tells the sizes when it has laid the page out, just before it paints. To ask for
 * them after each change would have it lay out the page in the middle of a drag.
 */
export function useLabelPlaces(
  labels: RefObject<HTMLElement | null>,
  track: RefObject<HTMLElement | null>,
  shares: readonly number[],
): Places {
  const [sizes, setSizes] = useState<Sizes>({ track: 0, widths: [] });
  const count = shares.length;
  useLayoutEffect(() => {
    const rail = track.current;
    if (labels.current === null || rail === null || typeof ResizeObserver === "undefined") {
      return undefined;
    }
    const texts = [...labels.current.children];
    const found = new Map<Element, number>();
    const observer = new ResizeObserver((entries) => {
      for (const { target, borderBoxSize } of entries) {
        found.set(target, borderBoxSize[0]?.inlineSize ?? 0);
      }
      const widthOf = (element: Element): number => found.get(element) ?? 0;
      // At once: what is painted next has the labels where they belong.
      flushSync(() => setSizes({ track: widthOf(rail), widths: texts.map(widthOf) }));
    });
    for (const element of [rail, ...texts]) observer.observe(element);
    return () => observer.disconnect();
  }, [labels, track, count]);
  return placeLabels(shares, shares.map((_, at) => sizes.widths[at] ?? 0), sizes.track);
}
