import { useEffect, useState, useSyncExternalStore } from "react";
import { useClient } from "../client";
import type { ToastRecord } from "../client";
import { MarkdownBody } from "../elements/Html";
import { Icon } from "../elements/Icon";
import { PlainButton } from "../elements/PlainButton";
import { named } from "../elements/classes";
import type { Toast as ToastMessage } from "../protocol.gen";

function shownFor(duration: ToastMessage["duration"]): number {
  if (typeof duration === "number") return duration * 1000;
  return { short: 4_000, long: 10_000, infinite: Infinity }[duration ?? "short"];
}

/** Messages that go by themselves, newest last. */
export function Toasts() {
  const { toasts } = useClient();
  const records = useSyncExternalStore(toasts.subscribe, toasts.get);
  return (
    // Always in the page: a screen reader announces only what comes into a region it knows.
    <div {...named("stToastContainer")} role="region" aria-live="polite" aria-label="Messages">
      {records.map((record) => (
        <Toast key={record.id} record={record} />
      ))}
    </div>
  );
}

function Toast({ record }: { record: ToastRecord }) {
  const client = useClient();
  const { id, toast } = record;
  const [held, setHeld] = useState(false);
  const wait = shownFor(toast.duration);
  useEffect(() => {
    if (held || wait === Infinity) return undefined;
    const timer = setTimeout(() => client.dismissToast(id), wait);
    return () => clearTimeout(timer);
  }, [client, id, wait, held]);
  return (
    <div
      {...named("stToast")}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon icon={toast.icon} />
      <MarkdownBody text={toast.body} />
      <PlainButton
        {...named("stToastClose", "rf-icon-button")}
        aria-label="Dismiss"
        onPress={() => client.dismissToast(id)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="m4 4 8 8m0-8-8 8" />
        </svg>
      </PlainButton>
    </div>
  );
}
