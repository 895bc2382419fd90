// Safe HTML in the page. Everything that sets HTML goes through this file.

import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { HTMLAttributes } from "react";
import { enhance } from "../markdown/enhance";
import { renderMarkdown, sanitize } from "../markdown/render";
import { usePending } from "../widget";
import { named } from "./classes";

interface SafeHtmlProps extends HTMLAttributes<HTMLElement> {
  /** HTML out of `sanitize`, or made by this client. */
  html: string;
  as?: "div" | "span";
}

/** Shows HTML and then draws the code, mathematics and icons in it. */
export function SafeHtml({ html, as: Tag = "div", ...rest }: SafeHtmlProps) {
  const host = useRef<HTMLDivElement>(null);
  const [waiting, setWaiting] = useState(false);
  usePending(waiting);
  // The object's identity tells React whether to set the HTML again.
  const content = useMemo(() => ({ __html: html }), [html]);

  useLayoutEffect(() => {
    const rest = host.current && enhance(host.current);
    if (!rest) return undefined;
    let current = true;
    const settle = () => current && setWaiting(false);
    setWaiting(true);
    rest.then(settle, settle);
    return () => {
      current = false;
    };
  }, [html]);

  return <Tag ref={host} {...rest} dangerouslySetInnerHTML={content} />;
}

/** Blocks of markdown. */
export function MarkdownBody({ text, html = false }: { text: string; html?: boolean }) {
  const safe = useMemo(() => renderMarkdown(text, html), [text, html]);
  return <SafeHtml {...named("stMarkdownContainer", "rf-prose")} html={safe} />;
}

/** An author's own HTML. */
export function AuthorHtml({ html }: { html: string }) {
  const safe = useMemo(() => sanitize(html), [html]);
  return <SafeHtml {...named("stHtml")} html={safe} />;
}
