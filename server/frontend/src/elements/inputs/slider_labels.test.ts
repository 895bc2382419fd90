import { expect, test } from "vitest";
import { placeLabels } from "./slider_labels";

test.each([
  ["one is centred", [0.5], [40], { lefts: [80], stacked: false }],
  ["one stays over the track", [0], [40], { lefts: [-8], stacked: false }],
  ["two far apart are centred", [0.25, 0.75], [40, 40], { lefts: [30, 130], stacked: false }],
  ["two that meet move apart", [0.5, 0.5], [40, 40], { lefts: [56, 104], stacked: false }],
  ["at an end both move inwards", [0, 0], [40, 40], { lefts: [-8, 40], stacked: false }],
  ["at the other end too", [1, 1], [40, 40], { lefts: [120, 168], stacked: false }],
  ["without room they are stacked", [0.2, 0.8], [120, 120], { lefts: [-8, 88], stacked: true }],
])("%s", (_, shares, widths, places) => {
  expect(placeLabels(shares, widths, 200)).toEqual(places);
});
