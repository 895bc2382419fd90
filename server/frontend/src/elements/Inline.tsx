import { memo, useMemo } from "react";
import { isPlain } from "../markdown/plain";
import { useRenderer } from "../markdown/renderer";
import { SafeHtml } from "./Html";

/** One line of markdown, as in labels; `links={false}` inside a button. */
export const Inline = memo(function Inline({ text, links }: { text: string; links?: boolean }) {
  return isPlain(text) ? <>{text}</> : <Rich text={text} links={links ?? true} />;
});

function Rich({ text, links }: { text: string; links: boolean }) {
  const renderer = useRenderer();
  const html = useMemo(() => renderer?.renderInline(text, links), [renderer, text, links]);
  if (html === undefined) return <span className="rf-unread">{text}</span>;
  return <SafeHtml as="span" html={html} />;
}
