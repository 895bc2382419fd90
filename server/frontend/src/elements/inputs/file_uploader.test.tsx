// Uploads: what is sent to the server, what is shown, what becomes the value.

import { act, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { TestPage } from "../../testing";
import { show } from "./showing";
import { readAnswer } from "./upload";

class FakeRequest extends EventTarget {
  static all: FakeRequest[] = [];
  upload = new EventTarget();
  headers: Record<string, string> = {};
  status = 0;
  responseText = "";
  body: unknown;
  aborted = false;
  target = "";
  constructor() {
    super();
    FakeRequest.all.push(this);
  }
  open(method: string, url: string): void {
    this.target = `${method} ${url}`;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(body: unknown): void {
    this.body = body;
  }
  abort(): void {
    this.aborted = true;
  }
  answer(status: number, body: object): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    act(() => void this.dispatchEvent(new Event("load")));
  }
}

beforeEach(() => {
  FakeRequest.all = [];
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  vi.stubGlobal("fetch", vi.fn(async () => new Response()));
});

const UPLOADER = { label: "Files", label_visibility: "visible", disabled: false, max_bytes: 10, url: "/up", types: [".txt"], value: [] };

function values(page: TestPage): unknown[] {
  return page.sent.flat().map((change) => change.value);
}

function choose(...names: string[]): void {
  const files = names.map((name) => new File(["12345"], name, { type: "text/plain" }));
  fireEvent.change(screen.getByTestId("stFileUploaderDropzoneInput"), { target: { files } });
}

const info = (id: string) => ({ id, name: `${id}.txt`, size: 5, type: "text/plain" });

test("a file is posted as it is, and its id becomes the value", async () => {
  const page = await show("file_uploader", UPLOADER);
  choose("größe 1.txt");
  const [request] = FakeRequest.all;
  expect(request?.target).toBe("POST /up");
  expect(request?.headers).toEqual({ "X-File-Name": "gr%C3%B6%C3%9Fe%201.txt", "X-File-Type": "text/plain", "X-Widget-Id": "3" });
  expect(request?.body).toBeInstanceOf(File);
  act(() => void request?.upload.dispatchEvent(new ProgressEvent("progress", { lengthComputable: true, loaded: 2, total: 5 })));
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40");
  request?.answer(200, info("a"));
  expect(values(page)).toEqual([["a"]]);
  expect(screen.queryByRole("progressbar")).toBeNull();
  expect(screen.getByTestId("stFileUploaderFileName").textContent).toBe("a.txt");
});

test("several uploads that end together are all kept", async () => {
  const page = await show("file_uploader", { ...UPLOADER, multiple: true });
  choose("a.txt", "b.txt");
  FakeRequest.all[1]?.answer(200, info("b"));
  FakeRequest.all[0]?.answer(200, info("a"));
  expect(values(page).at(-1)).toEqual(["b", "a"]);
});

test("a second file takes the place of the only one", async () => {
  const page = await show("file_uploader", { ...UPLOADER, value: [info("old")] });
  choose("new.txt", "ignored.txt");
  expect(FakeRequest.all).toHaveLength(1);
  FakeRequest.all[0]?.answer(200, info("new"));
  expect(values(page)).toEqual([["new"]]);
  expect(fetch).toHaveBeenCalledWith("/up/old", { method: "DELETE" });
});

test("a file can be removed, here and on the server", async () => {
  const user = userEvent.setup();
  const page = await show("file_uploader", { ...UPLOADER, value: [info("a"), info("b")], multiple: true });
  await user.click(screen.getByRole("button", { name: "Remove a.txt" }));
  expect(values(page)).toEqual([["b"]]);
  expect(fetch).toHaveBeenCalledWith("/up/a", { method: "DELETE" });
});

test("what is too large or of the wrong kind is refused before it is sent", async () => {
  await show("file_uploader", { ...UPLOADER, multiple: true, max_bytes: 4 });
  choose("a.txt", "b.png");
  expect(FakeRequest.all).toHaveLength(0);
  expect(screen.getAllByTestId("stFileUploaderFileErrorMessage").map((text) => text.textContent)).toEqual([
    "The file must be 4B or smaller.",
    "text/plain is not allowed here.",
  ]);
});

test("the server's own error is shown; the entry can be dismissed", async () => {
  const user = userEvent.setup();
  const page = await show("file_uploader", UPLOADER);
  choose("a.txt");
  FakeRequest.all[0]?.answer(413, { error: { code: "too-large", message: "No room left." } });
  expect(screen.getByRole("alert").textContent).toBe("No room left.");
  await user.click(screen.getByRole("button", { name: "Remove a.txt" }));
  expect(screen.queryByRole("alert")).toBeNull();
  expect(values(page)).toEqual([]);
});

test("a running upload can be given up", async () => {
  const user = userEvent.setup();
  await show("file_uploader", UPLOADER);
  choose("a.txt");
  await user.click(screen.getByRole("button", { name: "Cancel a.txt" }));
  expect(FakeRequest.all[0]?.aborted).toBe(true);
});

test("files can be dropped, unless the input is off", async () => {
  const page = await show("file_uploader", UPLOADER);
  const zone = screen.getByTestId("stFileUploaderDropzone");
  const dataTransfer = { files: [new File(["1"], "a.txt")] };
  fireEvent.drop(zone, { dataTransfer });
  expect(FakeRequest.all).toHaveLength(1);
  page.patch([["set", 3, { disabled: true }]]);
  fireEvent.drop(zone, { dataTransfer });
  expect(FakeRequest.all).toHaveLength(1);
});

test.each([
  [200, "not json", "The upload failed (200)."],
  [413, "", "The file is too large."],
  [500, "{}", "The upload failed (500)."],
  [200, '{"id": "a", "name": "n", "size": 1, "type": "t"}', { id: "a", name: "n", size: 1, type: "t" }],
])("an answer of %d %s", (status, body, read) => {
  expect(readAnswer(status, body)).toEqual(read);
});
