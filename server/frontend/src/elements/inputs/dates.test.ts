import { expect, test } from "vitest";
import { formatIso, formatMoment, parseDate } from "./dates";

const MOMENT = Date.UTC(2026, 2, 1, 15, 4, 5) / 1000;

test.each([
  ["YYYY-MM-DD HH:mm:ss", "2026-03-01 15:04:05"],
  ["DD.MM.YYYY", "01.03.2026"],
  ["D/M/YY", "1/3/26"],
  ["MMM D, YYYY", "Mar 1, 2026"],
  ["dddd, MMMM Do", "Sunday, March 1st"],
  ["h:mm A", "3:04 PM"],
  ["[at] HH[h]", "at 15h"],
])("%s", (pattern, text) => {
  expect(formatMoment(pattern, MOMENT, "en-US")).toBe(text);
});

test.each([
  ["YYYY/MM/DD", "2026/03/01", "2026-03-01"],
  ["YYYY/MM/DD", "2026-3-1", "2026-03-01"],
  ["DD/MM/YYYY", "01/03/2026", "2026-03-01"],
  ["MM/DD/YYYY", "3.1.26", "2026-03-01"],
  ["DD.MM.YYYY", "2026-03-01", "2026-03-01"],
  ["YYYY/MM/DD", "20260301", "2026-03-01"],
  ["DD.MM.YYYY", "01032026", "2026-03-01"],
  ["YYYY/MM/DD", "2026/02/30", null],
  ["YYYY/MM/DD", "2026/13/01", null],
  ["YYYY/MM/DD", "soon", null],
  ["YYYY/MM/DD", "2026/03", null],
])("by %s, %s is %s", (pattern, text, iso) => {
  expect(parseDate(pattern, text)).toBe(iso);
});

test("what is no date stands as it is", () => {
  expect(formatIso("DD.MM.YYYY", "2026-03-01")).toBe("01.03.2026");
  expect(formatIso("DD.MM.YYYY", "never")).toBe("never");
});
