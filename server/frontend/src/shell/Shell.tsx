// The page around the author's elements.

import { useCallback, useState, useSyncExternalStore } from "react";
import { scriptState, useClient } from "../client";
import type { Status } from "../client";
import { useChildren } from "../elements/Children";
import { ElementBoundary } from "../elements/ElementBoundary";
import { useNode } from "../elements/Element";
import { VerticalBlock } from "../elements/blocks/VerticalBlock";
import { useShortcut } from "../elements/buttons/shortcut";
import { classes, named } from "../elements/classes";
import { StaleScope } from "../elements/stale";
import { MAIN, ROOT, SIDEBAR } from "../protocol.gen";
import type { AppProps } from "../protocol.gen";
import { ConnectionBanner } from "./ConnectionBanner";
import { Sidebar, useSidebar } from "./Sidebar";
import { Toasts } from "./Toasts";
import { Toolbar } from "./Toolbar";
import { usePageHead } from "./head";

export function useStatus(): Status {
  const { status } = useClient();
  return useSyncExternalStore(status.subscribe, status.get);
}

export type Layout = AppProps["layout"];

export function Shell() {
  const client = useClient();
  const status = useStatus();
  const app = useNode(ROOT)?.props as AppProps | undefined;
  const [chosenLayout, setLayout] = useState<Layout>();
  const layout = chosenLayout ?? app?.layout ?? "centered";
  const hasSidebar = useChildren(SIDEBAR).length > 0;
  const sidebar = useSidebar(app?.sidebar ?? "auto");
  usePageHead(app);
  useShortcut("r", useCallback(() => client.rerun(), [client]));

  return (
    <div
      {...named("stApp")}
      data-test-connection-state={status.connection}
      data-test-script-state={scriptState(status)}
    >
      <div {...named("stAppViewContainer")}>
        {hasSidebar && <Sidebar {...sidebar} />}
        <div className="rf-page">
          <Toolbar
            status={status}
            layout={layout}
            onLayout={setLayout}
            menu={app?.menu}
            onExpandSidebar={hasSidebar && !sidebar.open ? sidebar.toggle : undefined}
          />
          <main {...named("stMain", `rf-layout-${layout}`)} aria-busy={!status.loaded}>
            <div {...named("stMainBlockContainer", classes("block-container"))}>
              <ElementBoundary of={app}>
                {status.loaded ? <Main /> : <Opening />}
              </ElementBoundary>
            </div>
          </main>
        </div>
      </div>
      <Toasts />
      <ConnectionBanner state={status.connection} loaded={status.loaded} />
    </div>
  );
}

function Main() {
  return (
    <StaleScope id={MAIN}>
      <VerticalBlock id={MAIN} />
    </StaleScope>
  );
}

/** Stands until the first patch: shapes of text, after a moment. */
function Opening() {
  return (
    <div className="rf-opening" data-testid="stAppSkeleton" role="status" aria-label="Loading">
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}
