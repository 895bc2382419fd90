// What jsdom lacks of a browser.

import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

globalThis.matchMedia ??= (media: string) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  }) as MediaQueryList;

globalThis.CSS ??= { escape: (text: string) => text.replace(/[^\w-]/g, "\\$&") } as typeof CSS;

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
