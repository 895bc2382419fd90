// For tests: a page without a server.

import { act, render } from "@testing-library/react";
import type { RenderResult } from "@testing-library/react";
import { Client, ClientContext } from "./client";
import "./elements";
import { Element } from "./elements/Element";
import { loadRenderer } from "./markdown/renderer";
import { ROOT } from "./protocol.gen";
import { Shell } from "./shell/Shell";
import type { Change, Op, Patch, Props, WireNode } from "./protocol.gen";

// Texts are drawn at once, as in a page that has had a text before.
await loadRenderer();

export interface TestPage extends RenderResult {
  client: Client;
  /** The events sent so far, oldest first. */
  sent: Change[][];
  /** Applies operations as a patch which answers every event sent, unless told otherwise. */
  patch(ops: Op[], more?: Partial<Patch>): void;
}

/** A client whose events go into a list. */
export function testClient(): { client: Client; sent: Change[][] } {
  const client = new Client();
  const sent: Change[][] = [];
  let event = 0;
  client.transport = {
    sendEvents: (changes) => (sent.push(changes), ++event),
    requestRerun: () => ++event,
    requestStop: () => ++event,
    retry: () => {},
    connect: () => {},
    watch: () => undefined,
    forget: () => {},
  };
  return { client, sent };
}

/** Shows a tree: the whole page, or only one of its elements. */
export function renderPage(tree: WireNode, shown: number = ROOT): TestPage {
  const { client, sent } = testClient();
  let n = 0;
  const apply = (ops: Op[], more: Partial<Patch> = {}) =>
    client.onPatch({ t: "patch", n: ++n, answers: client.status.get().event, ops, ...more });
  apply([["reset", tree]]);
  const result = render(
    <ClientContext value={client}>
      {shown === ROOT ? <Shell /> : <Element id={shown} />}
    </ClientContext>,
  );
  return { ...result, client, sent, patch: (ops, more) => act(() => apply(ops, more)) };
}

/** Shows one leaf, whose id is 3. */
export function renderElement(kind: string, props: object): TestPage {
  const element: WireNode = [3, kind, props as Props, null];
  return renderPage([0, "app", {}, [[1, "main", {}, [element]], [2, "sidebar", {}, []]]], 3);
}
