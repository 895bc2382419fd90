// Values out and in, keyboard, and bad values of the inputs without a list.

import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { TestPage } from "../../testing";
import { show } from "./showing";


const LABEL = { label: "Field", label_visibility: "visible", disabled: false };

function values(page: TestPage): unknown[] {
  return page.sent.map((changes) => changes.map((change) => change.value)).flat();
}

test("a text is sent on Enter and on blur, once", async () => {
  const user = userEvent.setup();
  const page = await show("text_input", { ...LABEL, value: "a" });
  const input = screen.getByLabelText<HTMLInputElement>("Field");
  await user.type(input, "bc");
  expect(values(page)).toEqual([]);
  expect(screen.getByTestId("InputInstructions").textContent).toBe("Press Enter to apply");
  await user.keyboard("{Enter}");
  expect(values(page)).toEqual(["abc"]);
  expect(screen.queryByTestId("InputInstructions")).toBeNull();
  await user.tab();
  expect(values(page)).toEqual(["abc"]);
  await user.type(input, "d");
  await user.tab();
  expect(values(page)).toEqual(["abc", "abcd"]);
});

test("the server's value shows, but never over what is being typed", async () => {
  const user = userEvent.setup();
  const page = await show("text_input", { ...LABEL, value: "a" });
  const input = screen.getByLabelText<HTMLInputElement>("Field");
  page.patch([["set", 3, { value: "server" }]]);
  expect(input.value).toBe("server");
  await user.type(input, "!");
  page.patch([["set", 3, { value: "later" }]]);
  expect(input.value).toBe("server!");
  await user.keyboard("{Enter}");
  page.patch([["set", 3, { value: "answered" }]], { answers: 0 });
  expect(input.value).toBe("server!");
  page.patch([]);
  expect(input.value).toBe("server!");
});

test("a live input sends each keystroke, one event in flight", async () => {
  const user = userEvent.setup();
  const page = await show("text_input", { ...LABEL, live: true });
  await user.type(screen.getByLabelText("Field"), "abc");
  expect(values(page)).toEqual(["a"]);
  page.patch([["set", 3, { value: "a" }]]);
  expect(values(page)).toEqual(["a", "abc"]);
});

test("a password can be shown, a limit is counted", async () => {
  const user = userEvent.setup();
  await show("text_input", { ...LABEL, type: "password", max_chars: 3 });
  const input = screen.getByLabelText<HTMLInputElement>("Field");
  expect(input.type).toBe("password");
  await user.type(input, "abcd");
  expect(input.value).toBe("abc");
  expect(screen.getByTestId("InputInstructions").textContent).toContain("3/3");
  await user.click(screen.getByRole("button", { name: "Show password" }));
  expect(input.type).toBe("text");
});

test("a text area is sent on Ctrl+Enter and on blur", async () => {
  const user = userEvent.setup();
  const page = await show("text_area", LABEL);
  await user.type(screen.getByLabelText("Field"), "a{Enter}b");
  expect(values(page)).toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(values(page)).toEqual(["a\nb"]);
  await user.keyboard("c");
  await user.tab();
  expect(values(page)).toEqual(["a\nb", "a\nbc"]);
});

test("a tick and a switch send booleans", async () => {
  const user = userEvent.setup();
  const page = await show("checkbox", { ...LABEL, value: false });
  await user.click(screen.getByRole("checkbox", { name: "Field" }));
  page.patch([["set", 3, { toggle: true, value: true }]]);
  await user.click(screen.getByRole("switch", { name: "Field" }));
  expect(values(page)).toEqual([true, false]);
});

test("a disabled tick sends nothing", async () => {
  const user = userEvent.setup();
  const page = await show("checkbox", { ...LABEL, disabled: true });
  await user.click(screen.getByRole("checkbox"));
  expect(values(page)).toEqual([]);
});

test("a radio sends the index, and walks with the arrow keys", async () => {
  const user = userEvent.setup();
  const page = await show("radio", { ...LABEL, options: ["A", "A", "C"], value: 0, captions: ["", "second", ""] });
  expect(screen.getByRole("radiogroup", { name: "Field" })).toBeTruthy();
  await user.click(screen.getAllByRole("radio")[1]!);
  page.patch([["set", 3, { value: 1 }]]);
  await user.keyboard("{ArrowDown}");
  expect(values(page)).toEqual([1, 2]);
});

test("a radio without a choice has none ticked", async () => {
  await show("radio", { ...LABEL, options: ["A", "B"] });
  expect(screen.getAllByRole<HTMLInputElement>("radio").map((radio) => radio.checked)).toEqual([false, false]);
});

const NUMBER = { ...LABEL, type: "int", step: 1, value: 5, min: 0, max: 10 };

test("a number is typed, stepped and kept within its limits", async () => {
  const user = userEvent.setup();
  const page = await show("number_input", NUMBER);
  const input = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Field" });
  await user.clear(input);
  await user.type(input, "99");
  expect(screen.getByTestId("InputInstructions").textContent).toBe("At most 10");
  await user.keyboard("{Enter}");
  expect(values(page)).toEqual([10]);
  expect(input.value).toBe("10");
  page.patch([["set", 3, { value: 10 }]]);
  expect(screen.getByTestId<HTMLButtonElement>("stNumberInputStepUp").disabled).toBe(true);
  await user.click(screen.getByTestId("stNumberInputStepDown"));
  page.patch([["set", 3, { value: 9 }]]);
  await user.type(input, "{ArrowDown}");
  expect(values(page)).toEqual([10, 9, 8]);
});

test("what is no number goes back; nothing is sent", async () => {
  const user = userEvent.setup();
  const page = await show("number_input", NUMBER);
  const input = screen.getByRole<HTMLInputElement>("spinbutton");
  await user.clear(input);
  await user.type(input, "x");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  await user.tab();
  expect(input.value).toBe("5");
  await user.clear(input);
  await user.tab();
  expect(values(page)).toEqual([]);
});

test("a number that may be missing can be emptied", async () => {
  const user = userEvent.setup();
  const page = await show("number_input", { ...NUMBER, value: undefined, type: "float", step: 0.5 });
  const input = screen.getByRole<HTMLInputElement>("spinbutton");
  expect(input.value).toBe("");
  await user.type(input, "2,5{Enter}");
  page.patch([["set", 3, { value: 2.5 }]]);
  expect(input.value).toBe("2.50");
  await user.clear(input);
  await user.keyboard("{Enter}");
  expect(values(page)).toEqual([2.5, null]);
});

test("a held step button goes on, and a click after it does not count twice", async () => {
  const page = await show("number_input", NUMBER);
  const button = screen.getByTestId("stNumberInputStepUp");
  fireEvent.click(button);
  expect(values(page)).toEqual([6]);
});

const SLIDER = { ...LABEL, type: "int", min: 0, max: 10, step: 1, value: [5] };

test("a slider moves with the keys and says its value", async () => {
  const user = userEvent.setup();
  const page = await show("slider", { ...SLIDER, format: "%d km" });
  const thumb = screen.getByRole("slider", { name: "Field" });
  expect(screen.getByTestId("stSliderThumbValue").textContent).toBe("5 km");
  act(() => thumb.focus());
  await user.keyboard("{ArrowRight}");
  expect(values(page)).toEqual([[6]]);
  expect(thumb.getAttribute("aria-valuetext")).toBe("6 km");
});

test("a range has two thumbs that do not pass each other", async () => {
  const user = userEvent.setup();
  const page = await show("slider", { ...SLIDER, value: [4, 5] });
  const [from, to] = screen.getAllByRole("slider");
  expect([from, to].map((thumb) => thumb?.getAttribute("aria-label"))).toEqual(["From", "To"]);
  act(() => from?.focus());
  await user.keyboard("{ArrowRight}");
  page.patch([["set", 3, { value: [5, 5] }]]);
  await user.keyboard("{ArrowRight}");
  expect(values(page)).toEqual([[5, 5]]);
});

test.each([
  ["date", Date.UTC(2026, 2, 1) / 1000, undefined, "2026-03-01"],
  ["time", 3600, undefined, "01:00"],
  ["datetime", Date.UTC(2026, 2, 1, 9) / 1000, "DD.MM. HH[h]", "01.03. 09h"],
  ["float", 0.5, undefined, "0.50"],
  ["float", 0.5, "percent", "50%"],
])("a slider of type %s shows %d by %s as %s", async (type, value, format, text) => {
  await show("slider", { ...SLIDER, type, format, min: 0, max: 2e9, step: type === "float" ? 0.01 : 60, value: [value] });
  expect(screen.getByTestId("stSliderThumbValue").textContent).toBe(text);
});

test("labels are kept for screen readers when they are not shown", async () => {
  await show("text_input", { ...LABEL, label_visibility: "collapsed", help: "Help" });
  expect(screen.getByLabelText("Field")).toBeTruthy();
  expect(within(screen.getByTestId("stTextInput")).queryByTestId("stTooltipIcon")).toBeNull();
});
