// A custom component: a page of its own in an iframe, with arguments in and a value out.

import { useCallback, useEffect, useRef, useState } from "react";
import type { ComponentProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import type { ElementProps } from "../types";
import { readMessage, renderMessage } from "./protocol";
import { useComponentTheme } from "./theme";

export const SANDBOX =
  "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals";

/** How long a component may stay silent before the page says so, in milliseconds. */
const PATIENCE = 8000;

export function Component({ id, props }: ElementProps<ComponentProps>) {
  const { commit } = useWidget<unknown>(id, props);
  const theme = useComponentTheme();
  const frameRef = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(0);
  const [height, setHeight] = useState<number | undefined>(undefined);
  const [silent, setSilent] = useState(false);
  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });

  const render = useCallback(() => {
    const args = JSON.parse(props.args) as unknown;
    frameRef.current?.contentWindow?.postMessage(renderMessage(args, props.disabled, theme), "*");
  }, [props.args, props.disabled, theme]);

  useEffect(() => {
    const onMessage = (event: MessageEvent): void => {
      // Anything may post to this window: only this component's own frame is heard.
      const frame = frameRef.current?.contentWindow;
      if (frame === null || frame === undefined || event.source !== frame) return;
      const message = readMessage(event.data);
      if (message === null) return;
      if (message.type === "ready") setReady((count) => count + 1);
      else if (message.type === "height") setHeight(message.height);
      else latest.current(message.value);
    };
    window.addEventListener("message", onMessage);
    return () => window.removeEventListener("message", onMessage);
  }, []);

  // Also after a component has reloaded itself and says that it is ready once more.
  useEffect(() => {
    if (ready > 0) render();
  }, [ready, render]);

  useEffect(() => {
    if (ready > 0) return undefined;
    const timer = setTimeout(() => setSilent(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [ready]);

  return (
    <div className="rf-component" data-ready={ready > 0}>
      <iframe
        ref={frameRef}
        className="stCustomComponentV1"
        data-testid="stCustomComponentV1"
        title={props.name}
        src={props.url}
        sandbox={SANDBOX}
        allow="clipboard-read; clipboard-write; fullscreen"
        tabIndex={props.tab_index}
        style={{ height: height ?? props.height ?? 0 }}
      />
      {silent && ready === 0 && (
        <p role="status" className="rf-component-silent">
          The component <code>{props.name}</code> has not answered. Is it served at{" "}
          <code>{props.url}</code>?
        </p>
      )}
    </div>
  );
}
