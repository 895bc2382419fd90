import { fireEvent, render, screen, within } from "@testing-library/react";
import { beforeAll, describe, expect, test } from "vitest";
import { Explorer } from "./Explorer.tsx";
import { groupId, layOut } from "./layout.ts";
import { type Box, type Picture, hasText, light, modulesOf } from "./model.ts";
import { linesOf } from "./source.ts";

const ROOM = { width: 900, height: 700 };

beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
});

function use(key: string, line: number) {
  return { key, places: [{ file: "app.py", line, source: "", via: [], note: "" }] };
}

function box(id: string, rank: number, more: Partial<Box> = {}): Box {
  return {
    id,
    name: id.replace(/^main:/, ""),
    kind: id === "app" ? "app" : "fragment",
    module: id === "app" ? "main" : (id.split(":")[0] ?? ""),
    file: "app.py",
    line: 10 * rank + 1,
    end_line: 10 * rank + 3,
    pure: true,
    impure: [],
    widgets: [],
    reads: [],
    writes: [],
    deletes: [],
    run_every: "",
    has_widgets: false,
    called: true,
    cyclic: false,
    rank,
    ...more,
  };
}

const PICTURE: Picture = {
  schema: 1,
  app: "app.py",
  files: [
    { name: "app.py", text: "import reactfrag as rf\n\nx = '<b>not bold</b>'\n" },
    { name: "parts.py", text: "y = 1\n" },
  ],
  nodes: [
    box("app", 0, { reads: [use("total", 3)] }),
    box("main:filters", 1, { widgets: [use("year", 12), use("place", 13)], has_widgets: true }),
    box("main:sums", 2, { reads: [use("year", 22)], writes: [use("total", 23)], pure: false }),
    box("parts:chart", 3, { reads: [use("total", 32), use("place", 33)] }),
    box("parts:alone", 4, { called: false }),
  ],
  state: [
    { source: "main:filters", target: "main:sums", keys: ["year"], cycle: false, late: false },
    { source: "main:filters", target: "parts:chart", keys: ["place"], cycle: false, late: false },
    { source: "main:sums", target: "parts:chart", keys: ["total"], cycle: false, late: false },
    { source: "main:sums", target: "app", keys: ["total"], cycle: false, late: true },
  ],
  calls: [{ source: "app", target: "main:filters", times: "once" }],
  keys: [
    { name: "place", readers: ["parts:chart"], writers: ["main:filters"], runs: ["parts:chart"], late: false },
    { name: "total", readers: ["app", "parts:chart"], writers: ["main:sums"], runs: ["parts:chart"], late: true },
    { name: "year", readers: ["main:sums"], writers: ["main:filters"], runs: ["main:sums", "parts:chart"], late: false },
  ],
  events: [
    {
      node: "main:filters",
      kind: "widget",
      label: "widget year",
      key: "year",
      runs: ["main:filters", "main:sums", "parts:chart"],
    },
  ],
  cycles: [],
  notes: [{ code: "RF113", severity: "warning", message: "stale", hint: "", file: "app.py", line: 3 }],
};

const ALL = { shown: () => true, collapsed: new Set<string>(), calls: false, room: ROOM };

describe("what stands out", () => {
  test("an event lights what runs, in order, and the keys on the way but no other widget's", () => {
    const lit = light(PICTURE, { kind: "event", index: 0 });
    expect([...lit.order]).toEqual([["main:filters", 1], ["main:sums", 2], ["parts:chart", 3]]);
    expect(PICTURE.state.filter(lit.edge).map((edge) => edge.keys[0])).toEqual(["year", "total"]);
    expect([...lit.lines]).toEqual(["app.py:12"]);
  });

  test("a key lights who reads and who writes it, and the lines where they do", () => {
    const lit = light(PICTURE, { kind: "key", name: "total" });
    expect(Object.fromEntries(lit.nodes)).toEqual({
      app: "reader",
      "parts:chart": "reader",
      "main:sums": "writer",
    });
    expect([...lit.lines].sort()).toEqual(["app.py:23", "app.py:3", "app.py:32"]);
  });

  test("a node lights its lines and its neighbours", () => {
    const lit = light(PICTURE, { kind: "node", id: "main:sums" });
    expect(lit.nodes.get("main:filters")).toBe("writer");
    expect(lit.nodes.get("parts:chart")).toBe("reader");
    expect(lit.lines.has("app.py:22")).toBe(true);
    expect(lit.top).toEqual({ file: "app.py", line: 21 });
  });
});

describe("where it stands", () => {
  test("no two nodes overlap, and what nothing joins stands below", () => {
    const { nodes } = layOut(PICTURE, ALL);
    for (const a of nodes) {
      for (const b of nodes) {
        if (a === b) continue;
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
    }
    const alone = nodes.find((node) => node.id === "parts:alone");
    const lowest = Math.max(...nodes.filter((node) => node !== alone).map((node) => node.y));
    expect(alone?.y).toBeGreaterThan(lowest);
  });

  test("a collapsed module is one node, with the keys of all its edges", () => {
    const { nodes, lines } = layOut(PICTURE, { ...ALL, collapsed: new Set(["parts"]) });
    expect(nodes.map((node) => node.id)).toContain(groupId("parts"));
    expect(nodes.map((node) => node.id)).not.toContain("parts:chart");
    const into = lines.filter((line) => line.target === groupId("parts"));
    expect(into.flatMap((line) => line.keys).sort()).toEqual(["place", "total"]);
  });

  test("300 nodes in a chain are laid out", () => {
    const nodes = Array.from({ length: 300 }, (_, n) => box(`main:f${n}`, n));
    const state = nodes.slice(1).map((node, n) => ({
      source: `main:f${n}`,
      target: node.id,
      keys: [`k${n}`],
      cycle: false,
      late: false,
    }));
    const found = layOut({ ...PICTURE, nodes, state, calls: [] }, ALL);
    expect(found.lines.every((line) => line.path.startsWith("M"))).toBe(true);
  });

  test("modules and texts are found", () => {
    expect(modulesOf(PICTURE)).toEqual(["main", "parts"]);
    expect(PICTURE.nodes.filter((node) => hasText(node, "TOTAL")).map((node) => node.id)).toEqual([
      "app",
      "main:sums",
      "parts:chart",
    ]);
  });
});

test("a source is escaped line by line, and a text over several lines stays one", () => {
  const [first, second] = linesOf('s = """<i>\nb"""');
  expect(first).toContain("&lt;i&gt;");
  for (const line of [first, second]) {
    const holder = document.createElement("div");
    holder.innerHTML = line ?? "";
    expect(holder.querySelector("i")).toBeNull();
    expect(holder.querySelector(".hljs-string")).not.toBeNull();
  }
});

describe("the page", () => {
  test("an event is chosen, says what runs, and is left again", () => {
    render(<Explorer picture={PICTURE} />);
    fireEvent.click(screen.getByRole("button", { name: /widget year/ }));
    const details = screen.getByRole("complementary", { name: "Details" });
    expect(within(details).getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "filters",
      "sums",
      "parts:chart",
    ]);
    expect(screen.getByRole("button", { name: /sums.*runs as number 2/ })).toBeTruthy();
    fireEvent.click(within(details).getByRole("button", { name: "Close" }));
    expect(screen.getByRole("complementary", { name: "Events and keys" })).toBeTruthy();
  });

  test("a node is chosen from the keyboard; its source is marked", () => {
    const { container } = render(<Explorer picture={PICTURE} />);
    fireEvent.keyDown(screen.getByRole("button", { name: /^sums/ }), { key: "Enter" });
    expect(screen.getByRole("complementary", { name: "Details" }).textContent).toContain("not proven pure");
    expect(container.querySelector(".rg-self")?.getAttribute("data-node")).toBe("main:sums");
  });

  test("what is searched for is all that is left", () => {
    const { container } = render(<Explorer picture={PICTURE} />);
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "place" } });
    const shown = [...container.querySelectorAll("[data-node]")].map((node) => node.getAttribute("data-node"));
    expect(shown).toEqual(["main:filters", "parts:chart"]);
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "zebra" } });
    expect(screen.getByText(/Nothing has/)).toBeTruthy();
  });

  test("the source is text, and carries the diagnostics", () => {
    const { container } = render(<Explorer picture={PICTURE} />);
    expect(container.querySelector(".rg-code b:not(.rg-diagnostic b)")).toBeNull();
    expect(screen.getByText("RF113")).toBeTruthy();
  });
});
