import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Props, WireNode } from "../protocol.gen";
import { renderPage } from "../testing";

const button: WireNode = [5, "button", { label: "Go" } as Props, null];
const aside: WireNode = [6, "text", { body: "aside" } as Props, null];
const page = (app: object = {}, sidebar: WireNode[] = []): WireNode => [
  0,
  "app",
  app as Props,
  [
    [1, "main", {}, [button]],
    [2, "sidebar", {}, sidebar],
  ],
];

const app = () => screen.getByTestId("stApp").dataset;

describe("the state of the script", () => {
  it("is initial before the first patch", () => {
    const { client } = renderPage(page());
    act(() => client.status.set({ ...client.status.get(), loaded: false }));
    expect(app()["testScriptState"]).toBe("initial");
  });

  it("runs from a click until its answer is in the page", async () => {
    const { patch } = renderPage(page());
    expect(app()["testScriptState"]).toBe("notRunning");
    await userEvent.click(screen.getByText("Go"));
    expect(app()["testScriptState"]).toBe("running");
    patch([["set", 5, { label: "Going" }]], { answers: 0 });
    expect(app()["testScriptState"]).toBe("running");
    patch([["set", 5, { label: "Gone" }]], { answers: 1 });
    expect(app()["testScriptState"]).toBe("notRunning");
  });

  it("never says notRunning before the elements are there", () => {
    const { patch } = renderPage(page());
    patch([], { running: true });
    const seen: string[] = [];
    const observer = new MutationObserver(() => {
      if (app()["testScriptState"] === "notRunning") seen.push(screen.getByTestId("stMain").textContent!);
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
    patch([["ins", 1, 0, [7, "text", { body: "late" } as Props, null]]]);
    for (const record of observer.takeRecords()) {
      if (record.attributeName === "data-test-script-state") seen.push(screen.getByTestId("stMain").textContent!);
    }
    observer.disconnect();
    expect(seen).not.toEqual([]);
    for (const content of seen) expect(content).toContain("late");
  });

  it("runs on while the code of an element is on its way", async () => {
    const { patch } = renderPage(page());
    patch([["ins", 1, 0, [7, "json", { body: "[1]" } as Props, null]]]);
    expect(app()["testScriptState"]).toBe("running");
    await screen.findByTestId("stJson");
    expect(app()["testScriptState"]).toBe("notRunning");
  });

  it("tells a script that does not compile", () => {
    const { patch } = renderPage(page());
    patch([], { failed: true });
    expect(app()["testScriptState"]).toBe("compilationError");
    expect(screen.getByTestId("stStatusWidget").textContent).toBe("Script error");
  });

  it("shows a script that goes on running, which can be stopped", async () => {
    const { client, patch } = renderPage(page());
    let stops = 0;
    client.transport!.requestStop = () => ++stops;
    patch([], { running: true });
    // A run that is over in a moment is not worth a flicker.
    expect(screen.queryByTestId("stStatusWidget")).toBeNull();
    await userEvent.click(await screen.findByText("Stop"));
    expect(stops).toBe(1);
  });
});

describe("the connection", () => {
  it("is told on the root and, when lost, in words", () => {
    const { client } = renderPage(page());
    act(() => client.onState("CONNECTED"));
    expect(app()["testConnectionState"]).toBe("CONNECTED");
    expect(screen.queryByTestId("stConnectionStatus")).toBeNull();
    act(() => client.onState("DISCONNECTED"));
    expect(screen.getByTestId("stConnectionStatus").textContent).toContain("lost");
  });
});

describe("the page", () => {
  it("takes its title and layout from the author", () => {
    renderPage(page({ title: "Sales", layout: "wide" }));
    expect(document.title).toBe("Sales");
    expect(screen.getByTestId("stMain").className).toContain("rf-layout-wide");
  });

  it("has a sidebar when there is something in it, which closes and opens", async () => {
    const { patch } = renderPage(page());
    expect(screen.queryByTestId("stSidebar")).toBeNull();
    patch([["ins", 2, 0, aside]]);
    const sidebar = screen.getByTestId("stSidebar");
    expect(sidebar.getAttribute("aria-expanded")).toBe("true");
    await userEvent.click(screen.getByRole("button", { name: "Close sidebar" }));
    expect(sidebar.getAttribute("aria-expanded")).toBe("false");
    await userEvent.click(screen.getByRole("button", { name: "Open sidebar" }));
    expect(sidebar.getAttribute("aria-expanded")).toBe("true");
  });

  it("starts with the sidebar closed when the author says so", () => {
    renderPage(page({ sidebar: "collapsed" }, [aside]));
    expect(screen.getByTestId("stSidebar").getAttribute("aria-expanded")).toBe("false");
    expect(screen.getByTestId("stSidebarCollapsedControl")).toBeTruthy();
  });

  it("reruns on R, but not while somebody types", async () => {
    const { client } = renderPage(page());
    let reruns = 0;
    client.transport!.requestRerun = () => ++reruns;
    await userEvent.keyboard("r");
    expect(reruns).toBe(1);
    const input = document.body.appendChild(document.createElement("input"));
    await userEvent.type(input, "r");
    input.remove();
    expect(reruns).toBe(1);
  });

  it("shows toasts and lets them be dismissed", async () => {
    const { patch } = renderPage(page());
    patch([["toast", { body: "Saved **it**", duration: "infinite" }]]);
    expect(screen.getByTestId("stToast").textContent).toContain("Saved it");
    await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByTestId("stToast")).toBeNull();
  });

  it("has a menu: rerun, theme, width", async () => {
    renderPage(page());
    await userEvent.click(screen.getByRole("button", { name: "Main menu" }));
    expect(await screen.findByTestId("stMainMenuList")).toBeTruthy();
    await userEvent.click(screen.getByRole("menuitemradio", { name: "Dark" }));
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    await userEvent.click(screen.getByRole("button", { name: "Main menu", hidden: true }));
    await userEvent.click(await screen.findByRole("menuitemradio", { name: "Wide" }));
    expect(screen.getByTestId("stMain").className).toContain("rf-layout-wide");
  });
});
