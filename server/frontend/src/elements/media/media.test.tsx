// Pictures, players and recorders, as far as they need no device.

import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderElement } from "../../testing";
import { safeAddress } from "./address";
import { clock, refusalOf } from "./useRecorder";
import { encodeWave, mixDown } from "./wave";

test("a picture is called by its alternative text, else by its caption", () => {
  renderElement("image", {
    images: [{ url: "/a.png", caption: "The *first*" }, { url: "/b.png", caption: "Two", alt: "Second" }, { url: "/c.png" }],
    each: 120,
  });
  expect(screen.getByRole("img", { name: "The first" }).getAttribute("src")).toBe("/a.png");
  expect(screen.getByRole("img", { name: "Second" }).style.width).toBe("120px");
  expect(document.querySelectorAll("img")[2]?.getAttribute("alt")).toBe("");
  expect(screen.getByText("first").tagName).toBe("EM");
});

test("a picture may lead somewhere, but run nothing", () => {
  const { patch } = renderElement("image", { images: [{ url: "/a.png", alt: "A" }], link: "https://example.com" });
  expect(screen.getByRole("link", { name: "A" }).getAttribute("rel")).toBe("noopener noreferrer");
  patch([["set", 3, { link: "javascript:alert(1)" }]]);
  expect(screen.queryByRole("link")).toBeNull();
});

test.each(["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "vbscript:x"])("%j is no address to follow", (address) => {
  expect(safeAddress(address)).toBeUndefined();
});

test("players are the browser's own, with what the author asks of them", async () => {
  renderElement("video", { url: "/a.mp4", muted: true, alt: "Flight", subtitles: [{ label: "English", url: "/en.vtt" }] });
  const video = await screen.findByLabelText("Flight");
  expect(video.querySelector("track")?.getAttribute("label")).toBe("English");
  expect((video as HTMLVideoElement).controls).toBe(true);
});

test("a film elsewhere is shown in its own player", async () => {
  renderElement("video", { url: "https://www.youtube-nocookie.com/embed/x", embed: true });
  expect((await screen.findByTitle("Film")).tagName).toBe("IFRAME");
});

test("sound becomes a wave file of one channel", async () => {
  expect([...mixDown([new Float32Array([1, 0]), new Float32Array([0, 0])])]).toEqual([0.5, 0]);
  const bytes = await new Promise<DataView>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new DataView(reader.result as ArrayBuffer));
    reader.readAsArrayBuffer(encodeWave(new Float32Array([0, 1, -2]), 8000));
  });
  expect(bytes.getUint32(24, true)).toBe(8000);
  expect([0, 1, 2].map((at) => bytes.getInt16(44 + at * 2, true))).toEqual([0, 32767, -32767]);
});

test("what is wrong with a device is said in words", () => {
  expect(clock(75.9)).toBe("01:15");
  expect(refusalOf(new DOMException("", "NotAllowedError"), "camera")).toContain("may not use the camera");
  expect(refusalOf(new DOMException("", "NotFoundError"), "microphone")).toContain("no microphone");
  expect(refusalOf(new TypeError(), "camera")).toContain("cannot be used");
});

test("a recorder has a button that says what it records", async () => {
  renderElement("audio_input", { label: "a *note*", url: "/u", max_bytes: 9 });
  expect(await screen.findByRole("button", { name: "Record a note" })).toBeTruthy();
});
