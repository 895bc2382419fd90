// Another page, or a piece of HTML, in a frame.

import type { IFrameProps } from "../../protocol.gen";
import type { ElementProps } from "../types";
import { SANDBOX } from "./Component";

export function IFrame({ props }: ElementProps<IFrameProps>) {
  return (
    <iframe
      className="rf-iframe"
      data-testid="stIFrame"
      title={props.src ?? "Embedded content"}
      src={props.src}
      srcDoc={props.srcdoc}
      sandbox={SANDBOX}
      scrolling={props.scrolling ? "auto" : "no"}
      tabIndex={props.tab_index}
      style={{ height: props.height }}
    />
  );
}
