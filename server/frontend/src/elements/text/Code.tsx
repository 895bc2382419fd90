import { useMemo } from "react";
import { escapeHtml } from "../../markdown/plain";
import type { CodeProps } from "../../protocol.gen";
import { SafeHtml } from "../Html";
import { named } from "../classes";
import { heightStyle } from "../size";
import type { ElementProps } from "../types";
import { CopyButton } from "./CopyButton";

export function Code({ props }: ElementProps<CodeProps>) {
  const { body, language, line_numbers: numbered, wrap_lines: wrap, height } = props;
  const html = useMemo(() => {
    const lines = body.split("\n").length;
    const numbers = Array.from({ length: lines }, (_, at) => at + 1).join("\n");
    const gutter = numbered ? `<span class="rf-gutter" aria-hidden="true">${numbers}</span>` : "";
    return `${gutter}<code data-language="${escapeHtml(language ?? "")}">${escapeHtml(body)}</code>`;
  }, [body, language, numbered]);
  return (
    <div {...named("stCode", wrap && "rf-wrap")}>
      <div className="rf-code-scroll" style={heightStyle(height)} tabIndex={0}>
        <pre>
          <SafeHtml as="span" className="rf-code-lines" html={html} />
        </pre>
      </div>
      <CopyButton text={body} testId="stCodeCopyButton" />
    </div>
  );
}
