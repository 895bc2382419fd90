import { expect, test } from "vitest";
import { decimalsOf, formatBytes, formatNumber, printf } from "./printf";

test.each([
  ["%d", 3.9, "3"],
  ["%i km", -3.9, "-3 km"],
  ["%0.2f", 2.5, "2.50"],
  ["%.1f%%", 12.345, "12.3%"],
  ["$%,.2f", 1234567.891, "$1,234,567.89"],
  ["%05d", 42, "00042"],
  ["%+d", 7, "+7"],
  ["%-4d|", 7, "7   |"],
  ["%4d|", 7, "   7|"],
  ["%e", 12345, "1.234500e+04"],
  ["%.2e", 0, "0.00e+00"],
  ["%g", 0.00001234, "1.234e-05"],
  ["%g", 1234.5, "1234.5"],
  ["%x", 255, "ff"],
  ["%s", 1.5, "1.5"],
  ["%.0f", -0.2, "0"],
  ["no number", 1, "no number"],
])("printf %s of %d is %s", (format, value, text) => {
  expect(printf(format, value)).toBe(text);
});

test.each([
  ["percent", 0.256, "25.6%"],
  ["dollar", 1234.5, "$1,234.50"],
  ["accounting", -3.5, "(3.50)"],
  ["compact", 1234567, "1.2M"],
  ["plain", 1234.5, "1234.5"],
  ["bytes", 2048, "2KB"],
])("the style %s of %d is %s", (format, value, text) => {
  expect(formatNumber(format, value, "en-US")).toBe(text);
});

test("bytes take the largest unit that fits", () => {
  expect([0, 1023, 1024, 1536, 200 * 1024 * 1024].map(formatBytes)).toEqual([
    "0B", "1023B", "1KB", "1.5KB", "200MB",
  ]);
});

test("a pattern tells its decimals", () => {
  expect(["%d", "%.3f", "%f", "x", "%g"].map(decimalsOf)).toEqual([0, 3, 6, undefined, undefined]);
});
