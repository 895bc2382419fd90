// Select boxes: choosing by mouse, keyboard and typing.

import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { TestPage } from "../../testing";
import { show } from "./showing";


const OPTIONS = ["Apple", "Banana", "Cherry"];
const SELECT = { label: "Fruit", label_visibility: "visible", disabled: false, options: OPTIONS, filter_mode: "fuzzy" };

function values(page: TestPage): unknown[] {
  return page.sent.flat().map((change) => change.value);
}

function input(): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>("combobox", { name: "Fruit" });
}

function listed(): (string | null)[] {
  return screen.queryAllByRole("option").map((option) => option.textContent);
}

test("a click opens the list, a click chooses", async () => {
  const user = userEvent.setup();
  const page = await show("selectbox", { ...SELECT, value: 0 });
  expect(input().value).toBe("Apple");
  await user.click(input());
  expect(listed()).toEqual(OPTIONS);
  expect(screen.getByRole("option", { selected: true }).textContent).toBe("Apple");
  await user.click(screen.getByRole("option", { name: "Cherry" }));
  expect(values(page)).toEqual([2]);
  expect(screen.queryByRole("listbox")).toBeNull();
  expect(input().value).toBe("Cherry");
});

test("typing filters, Enter takes the active option", async () => {
  const user = userEvent.setup();
  const page = await show("selectbox", { ...SELECT, value: 0 });
  await user.click(input());
  await user.keyboard("an");
  expect(listed()).toEqual(["Banana"]);
  const active = input().getAttribute("aria-activedescendant");
  expect(document.getElementById(active ?? "")?.textContent).toBe("Banana");
  await user.keyboard("{Enter}");
  expect(values(page)).toEqual([1]);
});

test("arrow keys walk the list, Escape leaves the choice as it was", async () => {
  const user = userEvent.setup();
  const page = await show("selectbox", { ...SELECT, value: 1 });
  await user.tab();
  await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(values(page)).toEqual([2]);
  await user.keyboard("che{Escape}");
  expect(input().value).toBe("Cherry");
  expect(values(page)).toEqual([2]);
});

test("what matches nothing is left behind without a change", async () => {
  const user = userEvent.setup();
  const page = await show("selectbox", { ...SELECT, value: 1 });
  await user.click(input());
  await user.keyboard("zzz{Enter}");
  expect(screen.getByText("No results")).toBeTruthy();
  await user.tab();
  expect(input().value).toBe("Banana");
  expect(values(page)).toEqual([]);
});

test("a clearable choice can be cleared, by button and by emptying", async () => {
  const user = userEvent.setup();
  const page = await show("selectbox", { ...SELECT, value: 1, clearable: true });
  await user.click(screen.getByRole("button", { name: "Clear Fruit" }));
  expect(values(page)).toEqual([null]);
  page.patch([["set", 3, { value: 2 }]]);
  await user.clear(input());
  await user.keyboard("{Enter}");
  expect(values(page)).toEqual([null, null]);
});

test("a new option is sent as text; one that exists is not offered twice", async () => {
  const user = userEvent.setup();
  const page = await show("selectbox", { ...SELECT, value: 0, accept_new: true });
  await user.click(input());
  await user.keyboard("apple");
  expect(listed()).toEqual(["Apple"]);
  await user.clear(input());
  await user.keyboard("Durian{Enter}");
  expect(values(page)).toEqual(["Durian"]);
  page.patch([["set", 3, { value: "Durian" }]]);
  expect(input().value).toBe("Durian");
});

test("without a filter the input cannot be typed in, letters jump", async () => {
  const user = userEvent.setup();
  const page = await show("selectbox", { ...SELECT, value: 0, filter_mode: null });
  await user.tab();
  expect(input().readOnly).toBe(true);
  await user.keyboard("c{Enter}");
  expect(values(page)).toEqual([2]);
});

test("of a long list only what is on screen is in the page", async () => {
  const user = userEvent.setup();
  const options = Array.from({ length: 50_000 }, (_, at) => `Option ${at}`);
  await show("selectbox", { ...SELECT, options, value: 40_000 });
  await user.click(input());
  expect(screen.getAllByRole("option").length).toBeLessThan(40);
  expect(screen.getByRole("option", { selected: true }).getAttribute("aria-posinset")).toBe("40001");
});

test("a disabled select box does not open", async () => {
  const user = userEvent.setup();
  await show("selectbox", { ...SELECT, disabled: true });
  await user.click(input());
  expect(screen.queryByRole("listbox")).toBeNull();
});

test("several are chosen in order, the list stays open without them", async () => {
  const user = userEvent.setup();
  const page = await show("multiselect", { ...SELECT, value: [] });
  await user.click(input());
  await user.click(screen.getByRole("option", { name: "Cherry" }));
  expect(listed()).toEqual(["Apple", "Banana"]);
  await user.keyboard("app{Enter}");
  expect(values(page)).toEqual([[2], [2, 0]]);
});

test("Backspace removes the last tag, a tag's button its own", async () => {
  const user = userEvent.setup();
  const page = await show("multiselect", { ...SELECT, value: [0, 1, 2] });
  await user.click(input());
  await user.keyboard("{Backspace}");
  expect(values(page)).toEqual([[0, 1]]);
  await user.click(screen.getByRole("button", { name: "Remove Apple" }));
  expect(values(page)).toEqual([[0, 1], [1]]);
});

test("the arrow keys reach the tags", async () => {
  const user = userEvent.setup();
  const page = await show("multiselect", { ...SELECT, value: [0, 1, 2] });
  await user.click(input());
  await user.keyboard("{ArrowLeft}{ArrowLeft}{Delete}");
  expect(values(page)).toEqual([[0, 2]]);
});

test("at the limit the list says so and takes no more", async () => {
  const user = userEvent.setup();
  const page = await show("multiselect", { ...SELECT, value: [0, 1], max_selections: 2 });
  await user.click(input());
  expect(listed()).toEqual([]);
  expect(within(document.body).getAllByText(/At most 2 choices/).length).toBeGreaterThan(0);
  await user.keyboard("{Enter}");
  expect(values(page)).toEqual([]);
});

test("new options of a multiselect are texts, and are not added twice", async () => {
  const user = userEvent.setup();
  const page = await show("multiselect", { ...SELECT, value: [0, "Fig"], accept_new: true });
  await user.click(input());
  await user.keyboard("fig");
  expect(listed()).toEqual([]);
  await user.clear(input());
  await user.keyboard("Grape{Enter}");
  expect(values(page)).toEqual([[0, "Fig", "Grape"]]);
});
