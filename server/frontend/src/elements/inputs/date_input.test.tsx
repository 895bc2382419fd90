// Dates: typed, chosen in the calendar, cleared.

import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { TestPage } from "../../testing";
import { datesText, parseDates } from "./DateInput";
import { show } from "./showing";

const DAY = { label: "Day", label_visibility: "visible", disabled: false, format: "DD.MM.YYYY", value: ["2026-03-14"] };

function values(page: TestPage): unknown[] {
  return page.sent.flat().map((change) => change.value);
}

function input(): HTMLInputElement {
  return screen.getByTestId<HTMLInputElement>("stDateInputField");
}

test.each([
  [false, "14.03.2026", ["2026-03-14"]],
  [false, "", []],
  [false, "14.03.2026 – 15.03.2026", null],
  [true, "14.03.2026 – 15.03.2026", ["2026-03-14", "2026-03-15"]],
  [true, "15.03.2026 - 14.03.2026", ["2026-03-14", "2026-03-15"]],
  [true, "2026-03-14 to 2026-03-15", ["2026-03-14", "2026-03-15"]],
  [true, "14.03.2026 – ", ["2026-03-14"]],
  [true, "14.03.2026 – soon", null],
])("range %s: %s", (range, text, dates) => {
  expect(parseDates(text, { format: "DD.MM.YYYY", range })).toEqual(dates);
});

test("a range that is half chosen shows that something is to come", () => {
  expect(datesText(["2026-03-14"], { format: "DD.MM.YYYY", range: true })).toBe("14.03.2026 – ");
});

test("a typed date is sent on Enter, a wrong one goes back", async () => {
  const user = userEvent.setup();
  const page = await show("date_input", { ...DAY, min: "2026-01-01" });
  expect(input().value).toBe("14.03.2026");
  await user.clear(input());
  await user.type(input(), "1.4.2026{Enter}");
  expect(values(page)).toEqual([["2026-04-01"]]);
  await user.clear(input());
  await user.type(input(), "1.4.2025");
  expect(screen.getByTestId("InputInstructions").textContent).toBe("Not before 01.01.2026");
  await user.keyboard("{Enter}");
  expect(input().value).toBe("01.04.2026");
  expect(values(page)).toHaveLength(1);
});

test("the calendar opens beside the field and is walked with the arrow keys", async () => {
  const user = userEvent.setup();
  const page = await show("date_input", DAY);
  await user.click(input());
  await act(async () => {});
  expect(document.activeElement).toBe(input());
  await user.keyboard("{ArrowDown}");
  await act(async () => {});
  await user.keyboard("{ArrowRight}{Enter}");
  expect(values(page)).toEqual([["2026-03-15"]]);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(input());
});

test("Escape and leaving close the calendar without a change", async () => {
  const user = userEvent.setup();
  const page = await show("date_input", DAY);
  await user.click(input());
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
  await user.click(input());
  expect(screen.queryByRole("dialog")).not.toBeNull();
  await user.click(document.body);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(values(page)).toEqual([]);
});

test("only a clearable date can be emptied", async () => {
  const user = userEvent.setup();
  const page = await show("date_input", DAY);
  await user.clear(input());
  await user.keyboard("{Enter}");
  expect(input().value).toBe("14.03.2026");
  page.patch([["set", 3, { clearable: true }]]);
  await user.click(screen.getByRole("button", { name: "Clear Day" }));
  expect(values(page)).toEqual([[]]);
});
