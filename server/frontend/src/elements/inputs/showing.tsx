// For tests: one element, its code loaded.

import { act } from "@testing-library/react";
import { renderElement, type TestPage } from "../../testing";

export async function show(kind: string, props: object): Promise<TestPage> {
  const page = renderElement(kind, props);
  // Lazy elements: their code, and then React's second look.
  await act(async () => {
    await Promise.all([import("./more"), import("./Calendar"), import("../data/DataFrame"), import("../data/VegaLite")]);
  });
  await act(async () => {});
  return page;
}
