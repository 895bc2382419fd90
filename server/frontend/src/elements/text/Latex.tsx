import { useMemo } from "react";
import { mathHtml } from "../../markdown/plain";
import type { LatexProps } from "../../protocol.gen";
import { SafeHtml } from "../Html";
import { Help } from "../Tooltip";
import { named } from "../classes";
import type { ElementProps } from "../types";

/** A formula; what typesets it is loaded with the first one. */
export function Latex({ props }: ElementProps<LatexProps>) {
  const { body, help } = props;
  const html = useMemo(() => mathHtml(body, true), [body]);
  return (
    <div {...named("stMarkdown", "rf-latex", help && "rf-helped")}>
      <SafeHtml {...named("stMarkdownContainer", "rf-prose")} html={html} />
      <Help help={help} />
    </div>
  );
}
