import { Suspense, lazy, useState } from "react";
import { useClient } from "../client";
import { PlainButton } from "../elements/PlainButton";
import { named } from "../elements/classes";
import type { AppProps } from "../protocol.gen";
import { Logo } from "./Logo";
import { PanelButton } from "./PanelButton";
import type { Layout } from "./Shell";
import { useFailed, useRunsOn } from "./status";

const MainMenu = lazy(() => import("./MainMenu"));

export interface ToolbarProps {
  layout: Layout;
  onLayout: (layout: Layout) => void;
  menu: AppProps["menu"];
  /** Given unless the sidebar shows it. */
  logo?: AppProps["logo"];
  title?: string | undefined;
  /** Given while there is a sidebar and it is closed. */
  onExpandSidebar: (() => void) | undefined;
}

export function Toolbar(props: ToolbarProps) {
  const { onExpandSidebar, logo, title } = props;
  const [menuWanted, setMenuWanted] = useState(false);
  return (
    <header {...named("stHeader")}>
      {onExpandSidebar && (
        <div {...named("stSidebarCollapsedControl")}>
          <PlainButton
            {...named("stExpandSidebarButton", "rf-icon-button")}
            aria-label="Open sidebar"
            onPress={onExpandSidebar}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="m8 4 4 4-4 4M3.5 4l4 4-4 4" />
            </svg>
          </PlainButton>
        </div>
      )}
      {logo && <Logo logo={logo} title={title} small={onExpandSidebar !== undefined} testId="stLogo" />}
      <div {...named("stToolbar")}>
        <RunState />
        <PanelButton />
        <div {...named("stMainMenu")}>
          {menuWanted ? (
            <Suspense fallback={<MenuButton />}>
              <MainMenu {...props} />
            </Suspense>
          ) : (
            <MenuButton onPress={() => setMenuWanted(true)} />
          )}
        </div>
      </div>
    </header>
  );
}

/** Stands for the menu, which is loaded when it is first asked for. */
function MenuButton({ onPress }: { onPress?: () => void }) {
  return (
    <PlainButton
      {...named("stMainMenuButton", "rf-icon-button")}
      aria-label="Main menu"
      aria-haspopup="menu"
      onPress={onPress}
    >
      <Dots />
    </PlainButton>
  );
}

export function Dots() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="rf-solid">
      <circle cx="8" cy="3" r="1.4" />
      <circle cx="8" cy="8" r="1.4" />
      <circle cx="8" cy="13" r="1.4" />
    </svg>
  );
}

function RunState() {
  const client = useClient();
  const failed = useFailed();
  const running = useRunsOn();
  if (failed) {
    return (
      <div {...named("stStatusWidget", "rf-failed")} role="status">
        Script error
      </div>
    );
  }
  if (!running) return null;
  return (
    <div {...named("stStatusWidget")} role="status">
      <span className="rf-running" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span>Running</span>
      <PlainButton {...named("stStatusWidgetStop", "rf-stop")} onPress={() => client.stop()}>
        Stop
      </PlainButton>
    </div>
  );
}
