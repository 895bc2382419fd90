import { expect, test } from "vitest";
import { matchOptions } from "./match";

const CITIES = ["New York", "Zürich", "York", "Newark", "Tokyo", "Ankara"];

test.each([
  ["fuzzy", "york", ["York", "New York"]],
  ["fuzzy", "zurich", ["Zürich"]],
  ["fuzzy", "nwk", ["Newark", "New York"]],
  ["fuzzy", "xyz", []],
  ["contains", "ar", ["Newark", "Ankara"]],
  ["contains", "nwk", []],
  ["prefix", "new", ["New York", "Newark"]],
  ["prefix", "ork", []],
  [null, "york", CITIES],
  ["fuzzy", "  ", CITIES],
] as const)("%s %s", (mode, query, found) => {
  expect(matchOptions(CITIES, query, mode).map((index) => CITIES[index])).toEqual(found);
});
