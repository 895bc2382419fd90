import type { TextProps } from "../../protocol.gen";
import { Help } from "../Tooltip";
import { named } from "../classes";
import type { ElementProps } from "../types";

/** Text as it is: no markdown, its line breaks kept. */
export function Text({ props }: ElementProps<TextProps>) {
  const { body, help, align } = props;
  return (
    <div {...named("stText", align !== "left" && `rf-align-${align}`, help && "rf-helped")}>
      <div className="rf-verbatim">{body}</div>
      <Help help={help} />
    </div>
  );
}
