// The custom-component protocol: who is heard, what is sent, what never remounts.

import { act, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { renderElement, type TestPage } from "../../testing";
import { readMessage, wireValue } from "./protocol";

const PROPS = { label: "", name: "demo", url: "about:blank", args: '{"n": 1}', disabled: false };

function frame(): HTMLIFrameElement {
  return screen.getByTitle<HTMLIFrameElement>("demo");
}

function post(data: object, source: MessageEventSource | null = frame().contentWindow): void {
  act(() => void window.dispatchEvent(new MessageEvent("message", { data: { isStreamlitMessage: true, ...data }, source })));
}

function values(page: TestPage): unknown[] {
  return page.sent.flat().map((change) => change.value);
}

test("a component that is ready gets its arguments, and again when they change", () => {
  const page = renderElement("component", PROPS);
  const element = frame();
  const sent = vi.spyOn(element.contentWindow!, "postMessage").mockImplementation(() => {});
  expect(sent).not.toHaveBeenCalled();
  post({ type: "streamlit:componentReady", apiVersion: 1 });
  expect(sent).toHaveBeenLastCalledWith(
    expect.objectContaining({ type: "streamlit:render", args: { n: 1 }, dfs: [], disabled: false, theme: expect.objectContaining({ base: "light" }) }),
    "*",
  );
  page.patch([["set", 3, { args: '{"n": 2}' }]]);
  expect(sent).toHaveBeenLastCalledWith(expect.objectContaining({ args: { n: 2 } }), "*");
  expect(frame()).toBe(element);
});

test("its value is the widget's value, its height the frame's", () => {
  const page = renderElement("component", PROPS);
  post({ type: "streamlit:setComponentValue", value: { a: [1] }, dataType: "json" });
  post({ type: "streamlit:setFrameHeight", height: 120 });
  expect(values(page)).toEqual([{ a: [1] }]);
  expect(frame().style.height).toBe("120px");
});

test("other windows and other messages are not heard", () => {
  const page = renderElement("component", PROPS);
  post({ type: "streamlit:setComponentValue", value: 1 }, window);
  post({ type: "streamlit:setComponentValue", value: 1 }, null);
  post({ type: "streamlit:setComponentValue", value: 1, isStreamlitMessage: false });
  post({ type: "streamlit:else" });
  expect(values(page)).toEqual([]);
});

test.each([
  [{ type: "streamlit:setFrameHeight", height: "12" }, null],
  [{ type: "streamlit:setFrameHeight", height: -5 }, { type: "height", height: 0 }],
  [{ type: "streamlit:componentReady" }, { type: "ready" }],
  [{ type: "streamlit:setComponentValue" }, { type: "value", value: null }],
])("%o is read as %o", (data, message) => {
  expect(readMessage({ isStreamlitMessage: true, ...data })).toEqual(message);
});

test("values are what JSON can carry", () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  expect([wireValue(Number.NaN), wireValue(loop), wireValue(new Uint8Array([1, 2])), wireValue(undefined)]).toEqual([
    null,
    null,
    { base64: "AQI=" },
    null,
  ]);
});

test("a frame is sandboxed, and stays when its address changes", () => {
  const page = renderElement("iframe", { src: "/_reactfrag/media/0/index.html", height: 80 });
  const element = screen.getByTestId("stIFrame");
  expect(element.getAttribute("src")).toBe("/_reactfrag/media/0/index.html");
  expect(element.getAttribute("sandbox")).toContain("allow-scripts");
  expect(element.getAttribute("sandbox")).not.toContain("allow-top-navigation");
  page.patch([["set", 3, { src: "https://example.org/" }]]);
  expect(screen.getByTestId("stIFrame")).toBe(element);
});
