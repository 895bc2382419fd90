// The page around the author's elements.

import { memo, useCallback, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useClient } from "../client";
import { useChildren } from "../elements/Children";
import { ElementBoundary } from "../elements/ElementBoundary";
import { useNode } from "../elements/Element";
import { VerticalBlock } from "../elements/blocks/VerticalBlock";
import { useShortcut } from "../elements/buttons/shortcut";
import { named } from "../elements/classes";
import { StaleScope } from "../elements/stale";
import { MAIN, ROOT, SIDEBAR } from "../protocol.gen";
import type { AppProps } from "../protocol.gen";
import { ConnectionBanner } from "./ConnectionBanner";
import { Sidebar, useSidebar } from "./Sidebar";
import { Toasts } from "./Toasts";
import { Toolbar } from "./Toolbar";
import { usePageHead } from "./head";
import { useConnectionState, useLoaded, useScriptState } from "./status";

export type Layout = AppProps["layout"];

export function Shell() {
  const client = useClient();
  useShortcut("r", useCallback(() => client.rerun(), [client]));
  // Always the same element: a change of state renders the root, and not what is in it.
  const content = useMemo(() => <Page />, []);
  return <Root>{content}</Root>;
}

function Root({ children }: { children: ReactNode }) {
  const connection = useConnectionState();
  const script = useScriptState();
  return (
    <div
      {...named("stApp")}
      data-test-connection-state={connection}
      data-test-script-state={script}
    >
      {children}
    </div>
  );
}

function Page() {
  const loaded = useLoaded();
  const app = useNode(ROOT)?.props as AppProps | undefined;
  const [chosenLayout, setLayout] = useState<Layout>();
  const layout = chosenLayout ?? app?.layout ?? "centered";
  const hasSidebar = useChildren(SIDEBAR).length > 0;
  const sidebar = useSidebar(app?.sidebar ?? "auto");
  usePageHead(app);

  return (
    <>
      <div {...named("stAppViewContainer")}>
        {hasSidebar && <Sidebar {...sidebar} logo={app?.logo} title={app?.title} />}
        <div className="rf-page">
          <Toolbar
            layout={layout}
            onLayout={setLayout}
            menu={app?.menu}
            logo={hasSidebar && sidebar.open ? undefined : app?.logo}
            title={app?.title}
            onExpandSidebar={hasSidebar && !sidebar.open ? sidebar.toggle : undefined}
          />
          <main {...named("stMain", `rf-layout-${layout}`)} aria-busy={!loaded}>
            <div {...named("stMainBlockContainer", "block-container")}>
              <ElementBoundary of={app}>{loaded ? <Main /> : <Opening />}</ElementBoundary>
            </div>
          </main>
        </div>
      </div>
      <Toasts />
      <ConnectionBanner />
    </>
  );
}

const Main = memo(function Main() {
  return (
    <StaleScope id={MAIN}>
      <VerticalBlock id={MAIN} />
    </StaleScope>
  );
});

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
