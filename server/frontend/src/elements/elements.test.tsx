import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Props, WireNode } from "../protocol.gen";
import { renderElement, renderPage } from "../testing";
import { register } from "./registry";
import { slug } from "./text/Heading";
import { deltaColor } from "./text/Metric";

const text = (id: number, body: string, more: object = {}): WireNode => [
  id,
  "text",
  { body, ...more } as Props,
  null,
];
const block = (id: number, kind: string, props: object, ...children: WireNode[]): WireNode => [
  id,
  kind,
  props as Props,
  children,
];
const page = (...children: WireNode[]): WireNode =>
  block(0, "app", {}, block(1, "main", {}, ...children), block(2, "sidebar", {}));

const one = (testId: string) => screen.getByTestId(testId);

describe("an element", () => {
  it("stands in a container that carries its key", () => {
    renderElement("text", { body: "hi", key: "my key!" });
    const container = one("stText").parentElement!;
    expect(container).toHaveProperty("dataset.testid", "stElementContainer");
    expect(container.className).toContain("element-container");
    expect(container.className).toContain("st-key-my-key-");
  });

  const leaves: [string, object, string, string][] = [
    ["heading", { level: 2, body: "A **b**" }, "stHeading", "A b"],
    ["markdown", { body: "*hi*" }, "stMarkdown", "hi"],
    ["markdown", { body: "hi", caption: true }, "stCaptionContainer", "hi"],
    ["text", { body: "*hi*" }, "stText", "*hi*"],
    ["code", { body: "x = 1" }, "stCode", "x = 1"],
    ["html", { body: "<i>hi</i>" }, "stHtml", "hi"],
    ["alert", { level: "error", body: "no" }, "stAlertContainer", "no"],
    ["progress", { value: 30, text: "on it" }, "stProgress", "on it"],
    ["spinner", { text: "wait" }, "stSpinner", "wait"],
    ["button", { label: "Go" }, "stButton", "Go"],
    ["button", { label: "Go", submit: true, form: 9 }, "stFormSubmitButton", "Go"],
    ["download_button", { label: "Get", url: "#", file_name: "x" }, "stDownloadButton", "Get"],
  ];
  it.each(leaves)("of kind %s is named", (kind, props, testId, content) => {
    renderElement(kind, props);
    expect(one(testId).className).toContain(testId);
    expect(one(testId).textContent?.trim()).toBe(content);
  });

  it("that is lazy is named once it is there", async () => {
    renderElement("metric", { label: "Load", value: "7", delta: "-1", delta_arrow: "down" });
    expect((await screen.findByTestId("stMetricValue")).textContent).toBe("7");
    expect(one("stMetricDelta").className).toContain("rf-color-red");
  });

  it("that fails leaves the rest of the page alone, and may recover", () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    register("iframe", ({ props }) => {
      if (props.height === 1) throw new Error("too small");
      return <p>fine</p>;
    });
    const { patch } = renderPage(page([5, "iframe", { height: 1 } as Props, null], text(6, "rest")));
    expect(screen.getByRole("alert").textContent).toContain("too small");
    expect(screen.getByText("rest")).toBeTruthy();
    patch([["set", 5, { height: 2 }]]);
    expect(screen.getByText("fine")).toBeTruthy();
  });

  it("of an unknown kind says so", () => {
    renderElement("hologram", {});
    expect(screen.getByText(/cannot show “hologram”/)).toBeTruthy();
  });
});

describe("exceptions", () => {
  it("show the type, the message and the author's frames", () => {
    renderElement("exception", {
      type: "ZeroDivisionError",
      message: "division by zero",
      frames: [
        { file: "/app/main.py", line: 3, function: "<module>", code: "f()" },
        { file: "/app/main.py", line: 2, function: "f", code: "1 / 0" },
      ],
    });
    expect(one("stException").textContent).toContain("ZeroDivisionError: division by zero");
    const frames = within(one("stExceptionTrace")).getAllByRole("listitem");
    expect(frames.map((frame) => frame.textContent)).toEqual([
      "/app/main.py:3f()",
      "/app/main.py:2 in f1 / 0",
    ]);
  });
});

describe("blocks", () => {
  it("of fragments have no box", () => {
    renderPage(page(text(5, "a"), block(6, "fragment", {}, text(7, "b"), block(8, "fragment", {}, text(9, "c")))));
    const [vertical] = screen.getAllByTestId("stVerticalBlock");
    expect([...vertical!.children].map((child) => child.textContent)).toEqual(["a", "b", "c"]);
  });

  it("of columns share the row by weight", () => {
    renderPage(
      page(
        block(
          5,
          "columns",
          {},
          block(6, "column", { weight: 2 }, text(7, "a")),
          block(8, "column", {}, text(9, "b")),
        ),
      ),
    );
    const columns = within(one("stHorizontalBlock")).getAllByTestId("stColumn");
    expect(columns.map((column) => column.style.flexGrow)).toEqual(["2", "1"]);
    expect(columns.map((column) => column.textContent)).toEqual(["a", "b"]);
  });

  it("carry their key, and a container may lie on its side", () => {
    renderPage(page(block(5, "container", { key: "row", horizontal: true }, text(6, "a"))));
    expect(one("stHorizontalBlock").className).toContain("st-key-row");
  });

  it("of expanders open, close, and follow the author's change", async () => {
    const user = userEvent.setup();
    const { patch } = renderPage(page(block(5, "expander", { label: "More" }, text(6, "a"))));
    const details = one("stExpander").querySelector("details")!;
    expect(details.open).toBe(false);
    await user.click(screen.getByText("More"));
    expect(details.open).toBe(true);
    patch([["set", 5, { expanded: true }]]);
    patch([["set", 5, { expanded: null }]]);
    expect(details.open).toBe(false);
    expect(one("stExpanderDetails").textContent).toBe("a");
  });

  it("of tabs show one panel and keep the others in the page", async () => {
    const user = userEvent.setup();
    const { patch } = renderPage(
      page(
        block(
          5,
          "tabs",
          { default: 1 },
          block(6, "tab", { label: "One" }, text(7, "a")),
          block(8, "tab", { label: "Two" }, text(9, "b")),
        ),
      ),
    );
    const tabs = await screen.findAllByRole("tab");
    expect(tabs.map((tab) => tab.getAttribute("aria-selected"))).toEqual(["false", "true"]);
    expect(screen.getByText("a")).toBeTruthy();
    await user.click(tabs[0]!);
    expect(tabs[0]!.getAttribute("aria-selected")).toBe("true");
    patch([["ins", 5, 2, block(10, "tab", { label: "Three" }, text(11, "c"))]]);
    expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual(["One", "Two", "Three"]);
    expect(screen.getAllByTestId("stTab")[0]!.getAttribute("aria-selected")).toBe("true");
  });

  it("that are empty take no room and show what comes", () => {
    const { patch } = renderPage(page(block(5, "empty", {})));
    expect(one("stEmpty").hidden).toBe(true);
    patch([["ins", 5, 0, text(6, "here")]]);
    expect(screen.queryByTestId("stEmpty")).toBeNull();
    expect(screen.getByText("here")).toBeTruthy();
  });
});

describe("buttons", () => {
  it("send their event", async () => {
    const { sent } = renderElement("button", { label: "Go" });
    await userEvent.click(screen.getByRole("button", { name: "Go" }));
    expect(sent).toEqual([[{ id: 3, value: true }]]);
  });

  it("send nothing when disabled", async () => {
    const { sent } = renderElement("button", { label: "Go", disabled: true, shortcut: "g" });
    await userEvent.click(screen.getByRole("button"));
    await userEvent.keyboard("g");
    expect(sent).toEqual([]);
  });

  it("answer to their shortcut", async () => {
    const { sent } = renderElement("button", { label: "Go", shortcut: "ctrl+shift+k" });
    await userEvent.keyboard("{Control>}k{/Control}");
    expect(sent).toEqual([]);
    await userEvent.keyboard("{Control>}{Shift>}k{/Shift}{/Control}");
    expect(sent).toHaveLength(1);
  });

  it("download, and tell the server unless they are to be quiet", async () => {
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
    const { sent, patch } = renderElement("download_button", {
      label: "Get",
      url: "/x",
      file_name: "x.csv",
    });
    await userEvent.click(screen.getByRole("button"));
    patch([["set", 3, { quiet: true }]]);
    await userEvent.click(screen.getByRole("button"));
    expect(clicked).toHaveBeenCalledTimes(2);
    expect(sent).toHaveLength(1);
  });
});

describe("forms", () => {
  // An input of the test's own: forms look at the native elements only.
  register("text_input", ({ props }) => <input aria-label={props.label} />);
  register("text_area", ({ props }) => <textarea aria-label={props.label} />);
  const form = (props: object) =>
    page(
      block(
        5,
        "form",
        props,
        [6, "text_input", { label: "name", form: 5 } as Props, null],
        [7, "text_area", { label: "story", form: 5 } as Props, null],
        [8, "button", { label: "Send", form: 5, submit: true } as Props, null],
      ),
    );

  it("are submitted by Enter in a line, and by Control and Enter in an area", async () => {
    const { sent } = renderPage(form({}));
    await userEvent.type(screen.getByLabelText("name"), "{Enter}");
    expect(sent).toHaveLength(1);
    await userEvent.type(screen.getByLabelText("story"), "{Enter}");
    expect(sent).toHaveLength(1);
    await userEvent.type(screen.getByLabelText("story"), "{Control>}{Enter}{/Control}");
    expect(sent).toHaveLength(2);
  });

  it("are not, when the author says so", async () => {
    const { sent } = renderPage(form({ enter_to_submit: false }));
    await userEvent.type(screen.getByLabelText("name"), "{Enter}");
    expect(sent).toEqual([]);
  });
});

describe("rendering", () => {
  it("draws only what a patch touched, and keeps every other DOM node", () => {
    const drawn: number[] = [];
    register("iframe", ({ id, props }) => {
      drawn.push(id);
      return <p>{props.height}</p>;
    });
    const frame = (id: number, height: number): WireNode => [id, "iframe", { height } as Props, null];
    const { patch } = renderPage(
      page(frame(5, 1), block(6, "fragment", {}, frame(7, 2), frame(8, 3)), block(9, "container", {}, frame(10, 4))),
    );
    const nodes = screen.getAllByTestId("stElementContainer");
    drawn.length = 0;

    patch([["set", 7, { height: 20 }]]);
    expect(drawn).toEqual([7]);
    patch([["ins", 6, 0, frame(11, 5)]]);
    expect(drawn).toEqual([7, 11]);
    patch([["mov", 6, 8, 0]]);
    patch([], { stale: [1] });
    patch([], { running: true });
    expect(drawn).toEqual([7, 11]);
    for (const node of nodes) expect(document.body.contains(node)).toBe(true);
    expect(one("stApp").textContent).toContain("13520");
  });
});

describe("leftovers of a run under way", () => {
  it("are marked after a moment, and freed at once", () => {
    vi.useFakeTimers();
    const { patch } = renderPage(
      page(text(5, "a"), block(6, "fragment", {}, text(7, "b"), block(8, "container", {}, text(9, "c")))),
    );
    const stale = () =>
      screen
        .getAllByTestId("stElementContainer")
        .filter((container) => container.dataset["stale"] === "true")
        .map((container) => container.textContent);
    patch([], { stale: [6], running: true });
    expect(stale()).toEqual([]);
    act(() => vi.advanceTimersByTime(1000));
    expect(stale()).toEqual(["b", "c"]);
    patch([], { stale: [8], running: true });
    expect(stale()).toEqual(["c"]);
    patch([], { running: true });
    expect(stale()).toEqual(["c"]);
    patch([], { stale: [] });
    expect(stale()).toEqual([]);
    vi.useRealTimers();
  });
});

it.each([
  ["Hello, World!", "hello-world"],
  ["Ünïcode  & more", "unicode-more"],
  ["データ", "データ"],
  [":red[Hot] **stuff**", "hot-stuff"],
])("derives an anchor from %s", (body, anchor) => {
  expect(slug(body)).toBe(anchor);
});

it.each([
  [{ delta: "3", delta_arrow: "up", delta_color: "normal" }, "green"],
  [{ delta: "-3", delta_arrow: "down", delta_color: "normal" }, "red"],
  [{ delta: "-3", delta_arrow: "off", delta_color: "normal" }, "red"],
  [{ delta: "3", delta_arrow: "up", delta_color: "inverse" }, "red"],
  [{ delta: "3", delta_arrow: "up", delta_color: "off" }, "gray"],
  [{ delta: "3", delta_arrow: "up", delta_color: "violet" }, "violet"],
] as const)("colours the change %o", (props, color) => {
  expect(deltaColor(props)).toBe(color);
});
