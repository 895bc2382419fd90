import { act, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { renderElement } from "../../testing";
import type { TestPage } from "../../testing";
import { parseTime, timesOfDay, timeText } from "./clock";
import { bounded } from "./DatetimeInput";
import { pageSlots } from "./pages";

const user = userEvent.setup();

async function show(kind: string, props: object): Promise<TestPage> {
  const page = renderElement(kind, props);
  await act(async () => {
    await Promise.all([
      import("./groups"),
      import("./times"),
      import("./more"),
      import("../buttons/LinkButton"),
      import("../buttons/MenuButton"),
      import("../chat"),
    ]);
  });
  await act(async () => {});
  return page;
}

describe("a button group", () => {
  const pills = { label: "Topic", options: ["Sea", "**Sky**"], value: [1] };

  test("of which one is chosen is a radio group, and lets it go", async () => {
    const { sent } = await show("button_group", pills);
    const group = screen.getByRole("radiogroup", { name: "Topic" });
    expect(group.className).toBe("rf-pills");
    const sky = screen.getByRole("radio", { name: "Sky" });
    expect(sky.getAttribute("aria-checked")).toBe("true");
    expect(sky.dataset["testid"]).toBe("stBaseButton-pillsActive");
    await user.click(screen.getByRole("radio", { name: "Sea" }));
    await user.click(screen.getByRole("radio", { name: "Sea" }));
    expect(sent).toEqual([[{ id: 3, value: [0] }], [{ id: 3, value: [] }]]);
  });

  test("of which several are chosen sends them in order", async () => {
    const { sent } = await show("button_group", { ...pills, multiple: true });
    await user.click(screen.getByRole("button", { name: "Sea" }));
    expect(sent).toEqual([[{ id: 3, value: [0, 1] }]]);
  });

  test("that is required keeps its choice", async () => {
    const { sent } = await show("button_group", { ...pills, required: true });
    await user.click(screen.getByRole("radio", { name: "Sky" }));
    expect(sent).toEqual([]);
  });

  test("that is disabled takes nothing", async () => {
    const { sent } = await show("button_group", { ...pills, disabled: true });
    await user.click(screen.getByRole("radio", { name: "Sea" }));
    expect(sent).toEqual([]);
  });
});

test("a rating is named, lights up to the chosen star, and is taken back", async () => {
  const { sent } = await show("feedback", { label: "", type: "stars", value: 1 });
  const stars = screen.getAllByRole("radio");
  expect(stars.map((star) => star.getAttribute("aria-label"))).toEqual([
    "1 star",
    "2 stars",
    "3 stars",
    "4 stars",
    "5 stars",
  ]);
  expect(stars.map((star) => star.dataset["lit"])).toEqual(["true", "true", "false", "false", "false"]);
  await user.click(stars[3]!);
  await user.click(stars[3]!);
  expect(sent).toEqual([[{ id: 3, value: 3 }], [{ id: 3, value: null }]]);
});

test("thumbs stand with the good one first", async () => {
  const { sent } = await show("feedback", { label: "", type: "thumbs" });
  const [up] = screen.getAllByRole("radio");
  expect(up!.getAttribute("aria-label")).toBe("Thumbs up");
  await user.click(up!);
  expect(sent).toEqual([[{ id: 3, value: 1 }]]);
});

describe("pagination", () => {
  test.each([
    [5, 1, 7, [1, 2, 3, 4, 5]],
    [20, 1, 7, [1, 2, 3, 4, 5, "gap", 20]],
    [20, 4, 7, [1, 2, 3, 4, 5, "gap", 20]],
    [20, 9, 7, [1, "gap", 8, 9, 10, "gap", 20]],
    [20, 17, 7, [1, "gap", 16, 17, 18, 19, 20]],
    [20, 20, 7, [1, "gap", 16, 17, 18, 19, 20]],
    [20, 10, 5, [1, "gap", 10, "gap", 20]],
  ])("%i pages at %i in %i slots", (pages, current, most, slots) => {
    expect(pageSlots(pages, current, most)).toEqual(slots);
  });

  test("goes to a page, and one on or back", async () => {
    const { sent } = await show("pagination", { label: "", pages: 9, visible: 7, value: 2 });
    expect(screen.getByRole("button", { name: "Page 2" }).getAttribute("aria-current")).toBe("page");
    await user.click(screen.getByRole("button", { name: "Page 9" }));
    expect(screen.getByRole("button", { name: "Next page" })).toHaveProperty("disabled", true);
    await user.click(screen.getByRole("button", { name: "Previous page" }));
    expect(sent).toEqual([[{ id: 3, value: 9 }], [{ id: 3, value: 8 }]]);
  });
});

test("a colour is sent when the picker is done with it", async () => {
  const { sent } = await show("color_picker", { label: "Line", value: "#112233" });
  const field = screen.getByLabelText<HTMLInputElement>("Line");
  fireEvent.input(field, { target: { value: "#ff0000" } });
  expect(screen.getByText("#ff0000")).toBeTruthy();
  expect(sent).toEqual([]);
  fireEvent.change(field);
  act(() => void field.dispatchEvent(new Event("change", { bubbles: true })));
  expect(sent).toEqual([[{ id: 3, value: "#ff0000" }]]);
});

test("a slider over options reads out the option", async () => {
  const { sent } = await show("select_slider", { label: "Size", options: ["S", "M", "L"], value: [1] });
  const thumb = screen.getByRole("slider", { name: "Size" });
  expect(thumb.getAttribute("aria-valuetext")).toBe("M");
  act(() => thumb.focus());
  await user.keyboard("{ArrowRight}");
  expect(sent[0]).toEqual([{ id: 3, value: [2] }]);
  expect(thumb.getAttribute("aria-valuetext")).toBe("L");
});

describe("times", () => {
  test.each([
    ["8", "08:00"],
    ["8:30", "08:30"],
    ["0830", "08:30"],
    ["830", "08:30"],
    ["8.30 pm", "20:30"],
    ["12am", "00:00"],
    ["12 PM", "12:00"],
    ["23:59:07", "23:59:07"],
    ["24:00", null],
    ["13 pm", null],
    ["8:60", null],
    ["noon", null],
    ["", null],
  ])("%s is %s", (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  test("are written as asked", () => {
    expect(timeText("16:10", "24h")).toBe("16:10");
    expect(timeText("16:10", "12h")).toBe("4:10 PM");
    expect(timeText("00:05", "12h")).toBe("12:05 AM");
    expect(timesOfDay(21_600)).toEqual(["00:00", "06:00", "12:00", "18:00"]);
    expect(bounded("2031-01-01T00:00", "2031-01-01T08:00", undefined)).toBe("2031-01-01T08:00");
    expect(bounded("2031-01-03T00:00", undefined, "2031-01-02T08:00")).toBe("2031-01-02T08:00");
  });

  test("a time is typed or chosen", async () => {
    const { sent } = await show("time_input", { label: "Alarm", value: "07:30", step: 900 });
    const field = screen.getByRole("combobox", { name: "Alarm" });
    expect(field).toHaveProperty("value", "07:30");
    await user.clear(field);
    await user.type(field, "907{Enter}");
    await user.click(field);
    await user.click(screen.getByRole("option", { name: "09:15" }));
    await user.clear(field);
    await user.type(field, "10.30");
    act(() => field.blur());
    expect(sent.flat().map((change) => change.value)).toEqual(["09:07", "09:15", "10:30"]);
    await user.clear(field);
    await user.type(field, "noon");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    act(() => field.blur());
    expect(field).toHaveProperty("value", "10:30");
  });

  test("a date with a time keeps the half that is not touched", async () => {
    const { sent } = await show("datetime_input", {
      label: "Starts",
      value: "2031-05-17T08:30",
      min: "2031-05-01T10:00",
      max: "2031-06-01T00:00",
      format: "DD.MM.YYYY",
    });
    const day = screen.getByRole("combobox", { name: "Starts" });
    expect(day).toHaveProperty("value", "17.05.2031");
    const time = screen.getByRole("combobox", { name: "Starts: time" });
    await user.clear(time);
    await user.type(time, "9{Enter}");
    await user.clear(day);
    await user.type(day, "01.05.2031{Enter}");
    expect(sent.flat().map((change) => change.value)).toEqual([
      "2031-05-17T09:00",
      "2031-05-01T10:00",
    ]);
  });
});

describe("what sends by itself", () => {
  test("a menu's choice is an event", async () => {
    const { sent } = await show("menu_button", { label: "Export", options: ["CSV", "**JSON**"] });
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(screen.getByRole("menuitem", { name: "JSON" }));
    expect(sent).toEqual([[{ id: 3, value: 1 }]]);
  });

  test("a message goes with Enter, and a line with Shift and Enter", async () => {
    const { sent } = await show("chat_input", { label: "Say" });
    const field = await screen.findByRole("textbox", { name: "Say" });
    const button = screen.getByRole("button", { name: "Send message" });
    expect(button).toHaveProperty("disabled", true);
    await user.type(field, "one{Shift>}{Enter}{/Shift}two{Enter}");
    expect(sent).toEqual([[{ id: 3, value: "one\ntwo" }]]);
    expect(field).toHaveProperty("value", "");
    await user.type(field, "three");
    await user.click(button);
    expect(sent[1]).toEqual([{ id: 3, value: "three" }]);
    expect(document.activeElement).toBe(field);
  });

  test("a link tells of its click only if it is asked to", async () => {
    const link = { label: "Docs", url: "#there" };
    const quiet = await show("link_button", { ...link, quiet: true });
    await user.click(screen.getByRole("link", { name: "Docs" }));
    expect(quiet.sent).toEqual([]);
    quiet.unmount();
    const { sent } = await show("link_button", { ...link, quiet: false });
    const anchor = screen.getByRole("link", { name: "Docs" });
    expect(anchor.getAttribute("rel")).toBe("noopener noreferrer");
    await user.click(anchor);
    expect(sent).toEqual([[{ id: 3, value: true }]]);
  });
});
