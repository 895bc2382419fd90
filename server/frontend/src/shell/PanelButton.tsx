// The way into the developer's panel, where the server offers it. Its code is loaded with the
// first opening.

import { Suspense, lazy, useCallback, useState, useSyncExternalStore } from "react";
import { useClient } from "../client";
import { useShortcut } from "../elements/buttons/shortcut";
import { PlainButton } from "../elements/PlainButton";
import { named } from "../elements/classes";

const Panel = lazy(() => import("../panel/Panel"));

export function PanelButton() {
  const { panel } = useClient();
  const offered = useSyncExternalStore(panel.subscribe, panel.get);
  return offered ? <Offered /> : null;
}

function Offered() {
  const [open, setOpen] = useState(false);
  useShortcut("g", useCallback(() => setOpen((now) => !now), []));
  return (
    <>
      <PlainButton
        {...named("stPanelButton", "rf-icon-button")}
        aria-label="Developer panel (G)"
        aria-expanded={open}
        onPress={() => setOpen(!open)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="3.5" cy="8" r="1.8" />
          <circle cx="12" cy="3.5" r="1.8" />
          <circle cx="12" cy="12.5" r="1.8" />
          <path d="M5.2 7.2 10.3 4.4M5.2 8.8l5.1 2.8" />
        </svg>
      </PlainButton>
      {open && (
        <Suspense fallback={null}>
          <Panel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
