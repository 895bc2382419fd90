import { describe, expect, it, vi } from "vitest";
import type { Op, Props, WireNode } from "./protocol.gen";
import { TreeError, TreeStore } from "./tree";

const leaf = (id: number, props: object = {}): WireNode => [id, "text", props as Props, null];
const box = (id: number, ...children: WireNode[]): WireNode => [id, "container", {}, children];

/** A tree as nested lists of ids, for short comparisons. */
type Shape = number | [number, ...Shape[]];

function shape(store: TreeStore, id = 0): Shape {
  const node = store.get(id);
  if (node === undefined) throw new Error(`no ${id}`);
  return node.children === null ? id : [id, ...node.children.map((child) => shape(store, child))];
}

function tree(...children: WireNode[]): TreeStore {
  const store = new TreeStore();
  store.apply([["reset", [0, "app", {}, [[1, "main", {}, children]]]]]);
  return store;
}

describe("operations", () => {
  const cases: [string, WireNode[], Op[], Shape][] = [
    ["insert at the start", [leaf(5)], [["ins", 1, 0, leaf(6)]], [0, [1, 6, 5]]],
    ["insert at the end", [leaf(5)], [["ins", 1, 1, leaf(6)]], [0, [1, 5, 6]]],
    [
      "insert a subtree",
      [],
      [["ins", 1, 0, box(5, leaf(6), box(7, leaf(8)))]],
      [0, [1, [5, 6, [7, 8]]]],
    ],
    ["remove", [leaf(5), leaf(6)], [["del", 1, 5]], [0, [1, 6]]],
    [
      "an index counts what earlier operations left",
      [leaf(5), leaf(6)],
      [
        ["del", 1, 5],
        ["ins", 1, 1, leaf(7)],
        ["ins", 1, 0, leaf(8)],
      ],
      [0, [1, 8, 6, 7]],
    ],
    ["move back", [leaf(5), leaf(6), leaf(7)], [["mov", 1, 7, 0]], [0, [1, 7, 5, 6]]],
    ["move on", [leaf(5), leaf(6), leaf(7)], [["mov", 1, 5, 2]], [0, [1, 6, 7, 5]]],
    ["reset", [leaf(5)], [["reset", [0, "app", {}, [leaf(9)]]]], [0, 9]],
    [
      "an id that comes back",
      [box(5, leaf(6))],
      [
        ["del", 1, 5],
        ["ins", 1, 0, box(5)],
      ],
      [0, [1, [5]]],
    ],
  ];
  it.each(cases)("%s", (_name, before, ops, after) => {
    const store = tree(...before);
    store.apply(ops);
    expect(shape(store)).toEqual(after);
  });

  it("forgets what was below a removed block", () => {
    const store = tree(box(5, leaf(6)));
    const { removed } = store.apply([["del", 1, 5]]);
    expect(removed.sort()).toEqual([5, 6]);
    expect(store.get(6)).toBeUndefined();
  });

  it("completes props with their defaults, and null goes back to them", () => {
    const store = new TreeStore();
    store.apply([["reset", [0, "slider", { label: "x", disabled: true, form: 7 } as Props, null]]]);
    expect(store.get(0)?.props).toMatchObject({ type: "int", disabled: true });
    store.apply([["set", 0, { disabled: null, form: null, label: "y" }]]);
    expect(store.get(0)?.props).toMatchObject({ disabled: false, form: 0, label: "y" });
  });

  it("lets a field without a default go", () => {
    const store = tree(leaf(5, { body: "a", help: "b" }));
    store.apply([["set", 5, { help: null }]]);
    expect("help" in store.get(5)!.props).toBe(false);
  });

  it("appends text", () => {
    const store = tree(leaf(5, { body: "Hel" }));
    store.apply([
      ["app", 5, "body", "lo"],
      ["app", 5, "body", "!"],
    ]);
    expect(store.get(5)?.props["body"]).toBe("Hello!");
  });

  it("hands on toasts", () => {
    expect(tree().apply([["toast", { body: "hi" }]]).toasts).toEqual([{ body: "hi" }]);
  });

  const misfits: [string, Op][] = [
    ["set", ["set", 99, {}]],
    ["append", ["app", 99, "body", "x"]],
    ["insert below a leaf", ["ins", 5, 0, leaf(6)]],
    ["remove from the wrong parent", ["del", 0, 5]],
    ["move what is not there", ["mov", 1, 99, 0]],
  ];
  it.each(misfits)("refuses to %s what is not there", (_name, op) => {
    expect(() => tree(leaf(5)).apply([op])).toThrow(TreeError);
  });

  it("replaces the records that it changes and no other", () => {
    const store = tree(leaf(5), box(6, leaf(7)));
    const before = [0, 1, 5, 6, 7].map((id) => store.get(id));
    store.apply([["set", 5, { body: "new" }]]);
    const after = [0, 1, 5, 6, 7].map((id) => store.get(id));
    expect(before.map((node, at) => node === after[at])).toEqual([true, true, false, true, true]);
  });

  it("never changes a child list that somebody holds", () => {
    const store = tree(leaf(5));
    const before = store.get(1)?.children;
    store.apply([
      ["ins", 1, 1, leaf(6)],
      ["ins", 1, 2, leaf(7)],
    ]);
    expect(before).toEqual([5]);
    expect(store.get(1)?.children).toEqual([5, 6, 7]);
  });
});

describe("subscriptions", () => {
  it("wake only who draws what was touched, once a batch", () => {
    const store = tree(leaf(5), leaf(6));
    const calls = { main: vi.fn(), five: vi.fn(), six: vi.fn() };
    store.subscribe(1, calls.main);
    store.subscribe(5, calls.five);
    const stop = store.subscribe(6, calls.six);
    store.apply([
      ["set", 5, { body: "a" }],
      ["set", 5, { body: "b" }],
    ]);
    expect([calls.main, calls.five, calls.six].map((call) => call.mock.calls.length)).toEqual([
      0, 1, 0,
    ]);
    stop();
    store.apply([["del", 1, 6]]);
    expect(calls.main).toHaveBeenCalledTimes(1);
    expect(calls.six).not.toHaveBeenCalled();
  });
});
