import { act } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { testClient } from "./testing";
import type { Props, WireNode } from "./protocol.gen";

const input = (id: number, props: object): WireNode => [
  id,
  "text_input",
  { label: "x", ...props } as Props,
  null,
];

/** A client with inputs 5 and 6 outside of forms, 7 and 8 in form 4, and its button 9. */
function setUp(form: object = {}) {
  const { client, sent } = testClient();
  let n = 0;
  const patch = (ops: Parameters<typeof client.tree.apply>[0], answers: number) =>
    act(() => client.onPatch({ t: "patch", n: ++n, answers, ops: [...ops] }));
  const inForm: WireNode = [
    4,
    "form",
    form as Props,
    [
      input(7, { form: 4, value: "seven" }),
      input(8, { form: 4, value: "eight" }),
      [9, "button", { label: "Go", form: 4, submit: true } as Props, null],
    ],
  ];
  patch(
    [["reset", [0, "app", {}, [[1, "main", {}, [input(5, { value: "a" }), input(6, {}), inForm]]]]]],
    0,
  );
  const shown = (id: number) =>
    (client.widgets.local(id) ?? { value: client.tree.get(id)?.props["value"] ?? null }).value;
  return { client, sent, patch, shown, widgets: client.widgets };
}

describe("a patch and an input that the user has touched", () => {
  it("leaves alone what is being typed", () => {
    const { widgets, patch, shown } = setUp();
    widgets.touch(5, "ab");
    patch([["set", 5, { value: "from the server" }]], 0);
    expect(shown(5)).toBe("ab");
  });

  it("leaves alone what was sent after the event that it answers", () => {
    const { widgets, patch, shown } = setUp();
    widgets.commit(6, "first");
    widgets.commit(5, "second");
    patch([["set", 5, { value: "older" }]], 1);
    expect(shown(5)).toBe("second");
    patch([["set", 5, { value: "newer" }]], 2);
    expect(shown(5)).toBe("newer");
  });

  it("leaves alone what was typed on after the event that it answers", () => {
    const { widgets, patch, shown } = setUp();
    widgets.commit(5, "ab");
    widgets.touch(5, "abc");
    patch([["set", 5, { value: "ab" }]], 1);
    expect(shown(5)).toBe("abc");
    widgets.commit(5);
    patch([["set", 5, { value: "abc" }]], 2);
    expect(shown(5)).toBe("abc");
  });

  it("goes on showing what was sent when the answer says nothing of it", () => {
    const { widgets, patch, shown } = setUp();
    widgets.commit(5, "b");
    patch([], 1);
    expect(shown(5)).toBe("b");
    patch([["set", 5, { value: null }]], 1);
    expect(shown(5)).toBeNull();
  });

  it("keeps what is on its way when the page is sent whole in between", () => {
    const { client, widgets, patch, shown } = setUp();
    widgets.commit(5, "b");
    const whole: WireNode = [0, "app", {}, [[1, "main", {}, [input(5, { value: "a" })]]]];
    patch([["reset", whole]], 0);
    expect(shown(5)).toBe("b");
    patch([], 1);
    expect(client.widgets.local(5)).toBeUndefined();
    expect(shown(5)).toBe("b");
  });

  it("believes a page that is sent whole with the answer", () => {
    const { widgets, patch, shown } = setUp();
    widgets.commit(5, "b");
    patch([["reset", [0, "app", {}, [[1, "main", {}, [input(5, { value: "c" })]]]]]], 1);
    expect(shown(5)).toBe("c");
  });

  it("sets an input that nobody touched", () => {
    const { patch, shown } = setUp();
    patch([["set", 5, { value: "b" }]], 0);
    expect(shown(5)).toBe("b");
  });

  it("puts an input back when the server refuses its value", () => {
    const { client, widgets, patch, shown } = setUp();
    widgets.commit(5, "bad");
    act(() => client.onError({ t: "error", code: "bad-value", message: "no", answers: 1 }));
    patch([["set", 5, { value: "a" }]], 1);
    expect(shown(5)).toBe("a");
  });

  it("takes what was sent for agreed when the server makes nothing else of it", () => {
    const { widgets, patch, shown } = setUp();
    widgets.commit(5, "b");
    patch([["set", 5, { label: "another" }]], 1);
    expect(shown(5)).toBe("b");
  });

  it("holds to what was sent last, though an older answer said otherwise", () => {
    const { widgets, patch, shown } = setUp();
    widgets.commit(5, "first");
    widgets.commit(5, "second");
    patch([["set", 5, { value: "made of first" }]], 1);
    patch([], 2);
    expect(shown(5)).toBe("second");
  });

  it("follows what the server makes of it before the run is over", () => {
    const { client, widgets, patch, shown } = setUp();
    widgets.commit(5, "b");
    act(() =>
      client.onPatch({
        t: "patch",
        n: 2,
        answers: 0,
        heard: 1,
        running: true,
        ops: [["set", 5, { value: "made of b" }]],
      }),
    );
    patch([], 1);
    expect(shown(5)).toBe("made of b");
  });
});

describe("committing", () => {
  it("sends nothing when nothing has changed", () => {
    const { widgets, sent } = setUp();
    widgets.commit(5);
    widgets.commit(5, "a");
    widgets.touch(5, "ab");
    widgets.commit(5);
    widgets.commit(5);
    expect(sent).toEqual([[{ id: 5, value: "ab" }]]);
  });

  it("keeps one event in flight, and then sends the last value", () => {
    const { widgets, sent, patch, shown } = setUp();
    for (const value of ["1", "2", "3", "4"]) widgets.commitLast(5, value);
    expect(sent).toEqual([[{ id: 5, value: "1" }]]);
    expect(shown(5)).toBe("4");
    patch([["set", 5, { value: "1" }]], 1);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual([{ id: 5, value: "4" }]);
    patch([["set", 5, { value: "4" }]], 2);
    expect(sent).toHaveLength(2);
  });

  it("at the end of a drag sends at once, and not once more", () => {
    const { widgets, sent, patch } = setUp();
    widgets.commitLast(5, "1");
    widgets.commitLast(5, "2");
    widgets.commit(5, "2");
    patch([], 1);
    patch([], 2);
    expect(sent.map(([change]) => change?.value)).toEqual(["1", "2"]);
  });

  it("does not outlive its element", () => {
    const { widgets, sent, patch } = setUp();
    widgets.commitLast(5, "1");
    widgets.commitLast(5, "2");
    patch([["del", 1, 5]], 1);
    expect(sent).toHaveLength(1);
    expect(widgets.local(5)).toBeUndefined();
  });
});

describe("forms", () => {
  it("send what was touched, the button last, as one event", () => {
    const { widgets, sent } = setUp();
    widgets.commit(7, "7");
    widgets.commitLast(8, "8");
    widgets.commit(5, "outside");
    expect(sent).toEqual([[{ id: 5, value: "outside" }]]);
    widgets.submit(4, 9);
    expect(sent[1]).toEqual([
      { id: 7, value: "7" },
      { id: 8, value: "8" },
      { id: 9, value: true },
    ]);
  });

  it("send again only what was touched again", () => {
    const { widgets, sent, patch } = setUp();
    widgets.commit(7, "7");
    widgets.submit(4, 9);
    patch([["set", 7, { value: "7" }]], 1);
    widgets.submit(4, 9);
    expect(sent[1]).toEqual([{ id: 9, value: true }]);
  });

  it("keep what is entered while other events are answered", () => {
    const { widgets, patch, shown } = setUp();
    widgets.commit(7, "mine");
    widgets.commit(5, "b");
    patch([["set", 7, { value: "theirs" }]], 1);
    expect(shown(7)).toBe("mine");
  });

  it("show what the server puts there when they clear on submit", () => {
    const { widgets, sent, patch, shown } = setUp({ clear_on_submit: true });
    widgets.commit(7, "7");
    widgets.submit(4, 9);
    expect(sent[0]?.[0]).toEqual({ id: 7, value: "7" });
    widgets.touch(8, "entered anew");
    patch(
      [
        ["set", 7, { value: "seven" }],
        ["set", 8, { value: "eight" }],
      ],
      1,
    );
    expect(shown(7)).toBe("seven");
    expect(shown(8)).toBe("entered anew");
    widgets.commit(8, "");
    widgets.submit(4, 9);
    expect(sent[1]).toEqual([
      { id: 8, value: "" },
      { id: 9, value: true },
    ]);
  });
});
