import { useMemo } from "react";
import type { HeadingProps } from "../../protocol.gen";
import { Inline } from "../Inline";
import { Icon } from "../Icon";
import { Help } from "../Tooltip";
import { classes, named } from "../classes";
import type { ElementProps } from "../types";

/** A heading's fragment identifier: its words, without markup, joined by hyphens. */
export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFKC")
    .replace(/:[a-z-]+\[|:material\/\w+:|\]\([^)]*\)/g, " ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/[\s_]+/g, "-");
}

export function Heading({ props }: ElementProps<HeadingProps>) {
  const { level, body, anchor, divider, help, icon, align } = props;
  const id = useMemo(() => (anchor === undefined ? slug(body) : anchor), [anchor, body]);
  const Tag = `h${level}` as const;
  return (
    <div {...named("stHeading", align !== "left" && `rf-align-${align}`)}>
      <div {...named("stMarkdownContainer", "rf-heading-row")}>
        <Tag id={id || undefined}>
          <Icon icon={icon} />
          <Inline text={body} />
        </Tag>
        <Help help={help} />
        {id !== "" && (
          <span {...named("stHeaderActionElements")}>
            <a href={`#${id}`} aria-label="Link to this heading">
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M6.8 9.2a2.7 2.7 0 0 0 4 .3l1.9-1.9a2.7 2.7 0 0 0-3.8-3.8l-.8.8M9.2 6.8a2.7 2.7 0 0 0-4-.3L3.3 8.4a2.7 2.7 0 0 0 3.8 3.8l.8-.8" />
              </svg>
            </a>
          </span>
        )}
      </div>
      {divider !== undefined && (
        <hr {...named("stHeadingDivider", classes(`rf-rule-${divider}`))} aria-hidden="true" />
      )}
    </div>
  );
}
