import { expect, test } from "vitest";
import { clamp, numberText, parseNumber, stepped } from "./number";

const FLOAT = { type: "float", step: 0.01 } as const;
const INT = { type: "int", step: 1 } as const;

test.each([
  ["1.5", 1.5],
  ["1,5", 1.5],
  ["1,234.5", 1234.5],
  ["1.234,5", 1234.5],
  ["1 234,5", 1234.5],
  ["-2e3", -2000],
  ["−3", -3],
  ["$ 12.50 each", 12.5],
  [".5", 0.5],
  ["", null],
  ["  ", null],
  ["abc", undefined],
  ["-", undefined],
])("%s is read as %s", (text, value) => {
  expect(parseNumber(text, FLOAT)).toBe(value);
});

test("whole numbers are rounded", () => {
  expect(parseNumber("2.6", INT)).toBe(3);
});

test("steps do not gather errors", () => {
  let value: number = 0.1;
  for (let count = 0; count < 10; count += 1) value = stepped(value, 1, { ...FLOAT, step: 0.1 });
  expect(value).toBe(1.1);
  expect(stepped(9, 5, { ...INT, max: 10 })).toBe(10);
  expect(stepped(null, 1, { ...INT, min: 3 })).toBe(3);
});

test("a format is kept, else floats show their step's decimals", () => {
  expect(numberText(2, FLOAT)).toBe("2.00");
  expect(numberText(2, { ...FLOAT, step: 0.001 })).toBe("2.000");
  expect(numberText(2, { ...FLOAT, format: "%d kg" })).toBe("2 kg");
  expect(numberText(2, INT)).toBe("2");
  expect(numberText(null, INT)).toBe("");
});

test("clamping knows open ends", () => {
  expect([clamp(5, { min: 6 }), clamp(5, { max: 4 }), clamp(5, {})]).toEqual([6, 4, 5]);
});
