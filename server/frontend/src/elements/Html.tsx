// Safe HTML in the page. Everything that sets HTML goes through this file.

import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { HTMLAttributes } from "react";
import { enhance } from "../markdown/enhance";
import { isPlainParagraph } from "../markdown/plain";
import { useRenderer } from "../markdown/renderer";
import { settled } from "../markdown/settled";
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
  const waitFor = useWaiting();
  // The object's identity tells React whether to set the HTML again.
  const content = useMemo(() => ({ __html: html }), [html]);
  useLayoutEffect(() => waitFor(host.current && enhance(host.current)), [html, waitFor]);
  return <Tag ref={host} {...rest} dangerouslySetInnerHTML={content} />;
}

/** Keeps the page's state at "running" until all that it is given has settled. */
function useWaiting(): (rest: Promise<unknown> | null | undefined) => void {
  const [count, setCount] = useState(0);
  usePending(count > 0);
  return useMemo(() => {
    const settle = () => setCount((before) => before - 1);
    return (rest) => {
      if (!rest) return;
      setCount((before) => before + 1);
      rest.then(settle, settle);
    };
  }, []);
}

interface MarkdownProps {
  text: string;
  /** Whether raw HTML in it counts as such. */
  html?: boolean;
}

/** Blocks of markdown. */
export function MarkdownBody({ text, html = false }: MarkdownProps) {
  return isPlainParagraph(text) ? (
    <div {...named("stMarkdownContainer", "rf-prose")}>
      {text !== "" && <p>{text}</p>}
    </div>
  ) : (
    <Blocks text={text} html={html} />
  );
}

/** A text as it is drawn. */
interface Drawn {
  text: string;
  html: boolean;
  /** How much of it is settled: drawn for good, whatever is added. */
  settled: number;
  /** What is drawn of the rest. */
  open: ChildNode[];
}

/**
 * Markdown that is drawn anew only from where it may have changed: of a text that is written at
 * its end, the last block.
 */
function Blocks({ text, html = false }: MarkdownProps) {
  const renderer = useRenderer();
  const host = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn>(undefined);
  const waitFor = useWaiting();

  useLayoutEffect(() => {
    const element = host.current;
    if (renderer === undefined || element === null) return;
    const add = (part: string): ChildNode[] => {
      const template = document.createElement("template");
      template.innerHTML = renderer.renderMarkdown(part, html);
      waitFor(enhance(template.content));
      const nodes = [...template.content.childNodes];
      element.append(template.content);
      return nodes;
    };
    const before = drawn.current;
    const grown = before !== undefined && before.html === html && text.startsWith(before.text);
    const start = grown ? before.settled : 0;
    const rest = text.slice(start);
    const cut = grown && !html ? settled(rest) : 0;
    if (!grown || cut === undefined) {
      element.replaceChildren();
      drawn.current = { text, html, settled: 0, open: add(text) };
      return;
    }
    for (const node of before.open) node.remove();
    if (cut > 0) add(rest.slice(0, cut));
    drawn.current = { text, html, settled: start + cut, open: add(rest.slice(cut)) };
  }, [renderer, text, html, waitFor]);

  // From the renderer's arrival on, what is in it is the effect's alone.
  return (
    <div ref={host} {...named("stMarkdownContainer", "rf-prose")}>
      {renderer === undefined && <p className="rf-unread">{text}</p>}
    </div>
  );
}

/** An author's own HTML. */
export function AuthorHtml({ html }: { html: string }) {
  const renderer = useRenderer();
  const safe = useMemo(() => renderer?.sanitize(html) ?? "", [renderer, html]);
  return <SafeHtml {...named("stHtml")} html={safe} />;
}
