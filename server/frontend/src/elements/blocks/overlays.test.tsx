import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { Props, WireNode } from "../../protocol.gen";
import { renderPage } from "../../testing";
import { placeOf } from "./place";

const user = userEvent.setup();

const leaf = (id: number, kind: string, props: object): WireNode => [id, kind, props as Props, null];
const block = (id: number, kind: string, props: object, ...children: WireNode[]): WireNode => [
  id,
  kind,
  props as Props,
  children,
];
const page = (...children: WireNode[]): WireNode =>
  block(0, "app", {}, block(1, "main", {}, ...children), block(2, "sidebar", {}));

const text = (id: number, body: string): WireNode => leaf(id, "text", { body });

describe("a dialog", () => {
  const dialog = (props: object = {}): WireNode =>
    block(5, "dialog", { title: "Sure **now**?", ...props }, leaf(6, "text_input", { label: "Why" }));

  test("is a modal with a name, and dismissing it is an event", async () => {
    const { sent } = renderPage(page(text(3, "behind"), dialog()));
    const modal = await screen.findByRole("dialog", { name: "Sure now?" });
    expect(screen.getByTestId("stDialog").contains(modal)).toBe(true);
    expect(within(modal).getByRole("textbox", { name: "Why" })).toBeTruthy();
    expect(screen.queryByText("behind")!.closest("[inert], [aria-hidden]")).not.toBeNull();
    await user.keyboard("{Escape}");
    expect(sent).toEqual([[{ id: 5, value: true }]]);
    // Gone at once, before the session has taken it off.
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("has a button that closes it", async () => {
    const { sent } = renderPage(page(dialog()));
    await user.click(await screen.findByRole("button", { name: "Close" }));
    expect(sent).toEqual([[{ id: 5, value: true }]]);
  });

  test("that cannot be dismissed has neither", async () => {
    const { sent, patch } = renderPage(page(dialog({ dismissible: false })));
    await screen.findByRole("dialog");
    expect(screen.queryByRole("button", { name: "Close" })).toBeNull();
    await user.keyboard("{Escape}");
    expect(sent).toEqual([]);
    patch([["del", 1, 5]]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("a popover", () => {
  const popover = (props: object = {}): WireNode =>
    block(5, "popover", { label: "More", ...props }, leaf(6, "text_input", { label: "Word" }));

  test("opens and closes with its button, and keeps what is typed in it", async () => {
    const { sent } = renderPage(page(popover(), text(9, "elsewhere")));
    const button = await screen.findByRole("button", { name: "More" });
    expect(button.getAttribute("aria-expanded")).toBe("false");
    expect(screen.queryByTestId("stPopoverBody")).toBeNull();
    await user.click(button);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    const panel = screen.getByRole("dialog", { name: "More" });
    expect(document.activeElement).toBe(panel);
    await user.type(screen.getByRole("textbox", { name: "Word" }), "abc");
    await user.click(button);
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.click(button);
    expect(screen.getByRole("textbox", { name: "Word" })).toHaveProperty("value", "abc");
    expect(sent.flat().every((change) => change.id === 6)).toBe(true);
  });

  test("closes on Escape, and the focus returns", async () => {
    renderPage(page(popover()));
    const button = await screen.findByRole("button", { name: "More" });
    act(() => button.focus());
    await user.keyboard("{Enter}");
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Word" }));
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  test("closes when a press or the focus goes elsewhere, but not into its own lists", async () => {
    const select = leaf(7, "selectbox", { label: "One of", options: ["a", "b"], value: 0 });
    renderPage(
      page(
        block(5, "popover", { label: "More" }, select),
        text(9, "elsewhere"),
        leaf(10, "button", { label: "Other" }),
      ),
    );
    const button = await screen.findByRole("button", { name: "More" });
    await user.click(button);
    await user.click(await screen.findByRole("combobox", { name: "One of" }));
    await user.click(await screen.findByRole("option", { name: "b" }));
    await act(() => new Promise((resolve) => setTimeout(resolve)));
    expect(button.getAttribute("aria-expanded")).toBe("true");
    await user.click(screen.getByText("elsewhere"));
    await waitFor(() => expect(button.getAttribute("aria-expanded")).toBe("false"));
    await user.click(button);
    act(() => screen.getByRole("button", { name: "Other" }).focus());
    await waitFor(() => expect(button.getAttribute("aria-expanded")).toBe("false"));
  });

  test("that the session follows sends what it does", async () => {
    const { sent, patch } = renderPage(page(popover({ value: false })));
    const button = await screen.findByRole("button", { name: "More" });
    await user.click(button);
    expect(sent).toEqual([[{ id: 5, value: true }]]);
    patch([["set", 5, { value: false }]]);
    expect(button.getAttribute("aria-expanded")).toBe("false");
  });

  test("that is disabled opens nothing", async () => {
    renderPage(page(popover({ disabled: true })));
    await user.click(await screen.findByRole("button", { name: "More" }));
    expect(screen.queryByTestId("stPopoverBody")).toBeNull();
  });

  test("goes where there is room", () => {
    const view = { width: 400, height: 600 };
    const button = { left: 300, top: 100, bottom: 140, width: 80, height: 40 };
    const panel = { left: 0, top: 0, bottom: 0, width: 200, height: 300 };
    expect(placeOf(button, panel, view)).toEqual({ left: 192, top: 146, maxHeight: 446 });
    const low = { ...button, top: 500, bottom: 540 };
    expect(placeOf(low, panel, view)).toEqual({ left: 192, top: 194, maxHeight: 486 });
    const wide = { ...panel, width: 500 };
    expect(placeOf(button, wide, view).left).toBe(8);
  });
});

describe("what the session follows", () => {
  test("an expander sends that it opens, and shows what it is told", async () => {
    const tree = page(block(5, "expander", { label: "More", value: false }, text(6, "inside")));
    const { sent, patch } = renderPage(tree);
    const details = screen.getByTestId("stExpander").querySelector("details")!;
    expect(details.open).toBe(false);
    await user.click(screen.getByText("More"));
    await waitFor(() => expect(sent).toEqual([[{ id: 5, value: true }]]));
    patch([["set", 5, { value: false }]]);
    expect(details.open).toBe(false);
    expect(sent.length).toBe(1);
  });

  test("tabs send which one shows", async () => {
    const tab = (id: number, label: string): WireNode =>
      block(id, "tab", { label }, text(id + 10, `in ${label}`));
    const { sent, patch } = renderPage(
      page(block(5, "tabs", { default: 0, value: 0 }, tab(6, "One"), tab(7, "Two"))),
    );
    await user.click(await screen.findByRole("tab", { name: "Two" }));
    expect(sent).toEqual([[{ id: 5, value: 1 }]]);
    expect(screen.getByRole("tab", { name: "Two" }).getAttribute("aria-selected")).toBe("true");
    patch([["set", 5, { value: 0 }]]);
    expect(screen.getByRole("tab", { name: "One" }).getAttribute("aria-selected")).toBe("true");
  });
});
