import type { MarkdownProps } from "../../protocol.gen";
import { MarkdownBody } from "../Html";
import { Help } from "../Tooltip";
import { named } from "../classes";
import type { ElementProps } from "../types";

export function Markdown({ props }: ElementProps<MarkdownProps>) {
  const { body, caption, html, help, align } = props;
  const content = <MarkdownBody text={body} html={html} />;
  return (
    <div {...named("stMarkdown", align !== "left" && `rf-align-${align}`, help && "rf-helped")}>
      {caption ? <div {...named("stCaptionContainer")}>{content}</div> : content}
      <Help help={help} />
    </div>
  );
}
