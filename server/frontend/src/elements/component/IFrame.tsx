// Another page in a frame; the app's own HTML has an address too.

import type { IFrameProps } from "../../protocol.gen";
import type { ElementProps } from "../types";
import { SANDBOX } from "./Component";

export function IFrame({ props }: ElementProps<IFrameProps>) {
  return (
    <iframe
      className="rf-iframe"
      data-testid="stIFrame"
      title="Embedded content"
      src={props.src}
      sandbox={SANDBOX}
      scrolling={props.scrolling ? "auto" : "no"}
      tabIndex={props.tab_index}
      style={{ height: props.height }}
    />
  );
}
