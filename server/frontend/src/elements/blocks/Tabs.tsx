import { useState } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components/Tabs";
import type { Props, TabProps, TabsProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { useChildren } from "../Children";
import { useNode } from "../Element";
import { Inline } from "../Inline";
import { keyClass, named } from "../classes";
import { heightStyle, widthStyle } from "../size";
import type { ElementProps } from "../types";
import { VerticalBlock } from "./VerticalBlock";

export default function Tabs({ id, props }: ElementProps<TabsProps>) {
  const tabs = useChildren(id);
  const { value, commit } = useWidget<number | null>(id, {});
  const [own, setOwn] = useState<number | undefined>();
  const followed = props.value !== undefined;
  const chosen = followed ? tabs[value ?? 0] : own;
  // The tab that was open may be gone.
  const open = tabs.includes(chosen ?? -1) ? chosen : (tabs[props.default] ?? tabs[0]);
  const choose = (tab: number): void => (followed ? commit(tabs.indexOf(tab)) : setOwn(tab));
  return (
    <AriaTabs
      {...named("stTabs", keyClass(props.key))}
      style={{ ...widthStyle(props.width), ...heightStyle(props.height) }}
      selectedKey={open}
      onSelectionChange={(key) => choose(Number(key))}
    >
      <TabList aria-label="Tabs" className="rf-tablist">
        {tabs.map((tab) => (
          <Header key={tab} tab={tab} />
        ))}
      </TabList>
      {tabs.map((tab) => (
        <Panel key={tab} tab={tab} />
      ))}
    </AriaTabs>
  );
}

function Header({ tab }: { tab: number }) {
  const node = useNode(tab);
  return (
    <Tab id={tab} {...named("stTab")}>
      <span {...named("stMarkdownContainer")}>
        <p>
          <Inline text={(node?.props as TabProps | undefined)?.label ?? ""} links={false} />
        </p>
      </span>
    </Tab>
  );
}

/** Panels that are not shown stay in the page: what the user entered in them does too. */
function Panel({ tab }: { tab: number }) {
  const key = (useNode(tab)?.props as Props | undefined)?.key;
  return (
    <TabPanel id={tab} shouldForceMount {...named("stTabPanel", keyClass(key))}>
      <VerticalBlock id={tab} />
    </TabPanel>
  );
}
