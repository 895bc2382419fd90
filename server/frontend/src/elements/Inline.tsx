import { memo, useMemo } from "react";
import { isPlain, renderInline } from "../markdown/render";
import { SafeHtml } from "./Html";

/** One line of markdown, as in labels; `links={false}` inside a button. */
export const Inline = memo(function Inline({ text, links }: { text: string; links?: boolean }) {
  return isPlain(text) ? <>{text}</> : <Rich text={text} links={links ?? true} />;
});

function Rich({ text, links }: { text: string; links: boolean }) {
  const html = useMemo(() => renderInline(text, links), [text, links]);
  return <SafeHtml as="span" html={html} />;
}
