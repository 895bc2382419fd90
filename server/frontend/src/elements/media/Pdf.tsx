// A PDF document, drawn page by page as it is scrolled to.

import { useEffect, useRef, useState } from "react";
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import type { PdfProps } from "../../protocol.gen";
import { usePending } from "../../widget";
import { named } from "../classes";
import type { ElementProps } from "../types";
import "./players.css";

/** Sharp on most screens, and no more memory than that takes. */
const MOST_PIXELS = 2;

async function open(url: string): Promise<PDFDocumentProxy> {
  const { getDocument, GlobalWorkerOptions } = await import("pdfjs-dist");
  GlobalWorkerOptions.workerSrc = (await import("pdfjs-dist/build/pdf.worker.min.mjs?url")).default;
  return getDocument({ url, isEvalSupported: false, enableXfa: false }).promise;
}

export default function Pdf({ props }: ElementProps<PdfProps>) {
  const { url, height, alt } = props;
  const style = { height: height === "stretch" ? "100%" : height === "content" ? undefined : height };
  // What another host serves, its own server may not let this page read.
  if (/^https?:/.test(url)) return <iframe {...named("stPdf")} src={url} title={alt ?? "Document"} style={style} />;
  return <Document url={url} alt={alt} style={style} />;
}

interface DocumentProps {
  url: string;
  alt: string | undefined;
  style: { height: number | string | undefined };
}

function Document({ url, alt, style }: DocumentProps) {
  const [shown, setShown] = useState<{ url: string; pages: PDFPageProxy[] }>();
  const [failure, setFailure] = useState<unknown>();
  usePending(shown?.url !== url && failure === undefined);

  useEffect(() => {
    let current = true;
    let opened: PDFDocumentProxy | undefined;
    const load = async (): Promise<void> => {
      opened = await open(url);
      const document = opened;
      const numbers = Array.from({ length: document.numPages }, (_, at) => at + 1);
      const pages = await Promise.all(numbers.map((number) => document.getPage(number)));
      if (current) setShown({ url, pages });
    };
    load().catch((error: unknown) => current && setFailure(error));
    return () => {
      current = false;
      void opened?.destroy();
    };
  }, [url]);

  if (failure !== undefined) throw failure instanceof Error ? failure : new Error(String(failure));
  return (
    <div {...named("stPdf")} style={style} role="document" aria-label={alt ?? "Document"} tabIndex={0} aria-busy={shown === undefined}>
      {shown?.pages.map((page) => <Page key={page.pageNumber} page={page} />)}
    </div>
  );
}

function Page({ page }: { page: PDFPageProxy }) {
  const host = useRef<HTMLDivElement>(null);
  const { width, height } = page.getViewport({ scale: 1 });

  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    let current = true;
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        void draw(page, element).then(
          (parts) => current && element.replaceChildren(...parts),
          // Left for another page, or unreadable: the sheet stays white.
          () => undefined,
        );
      },
      { rootMargin: "50%" },
    );
    seen.observe(element);
    return () => {
      current = false;
      seen.disconnect();
    };
  }, [page]);

  return <div className="rf-pdf-page" ref={host} style={{ maxWidth: width * 1.5, aspectRatio: `${width} / ${height}` }} />;
}

/** A page's picture, and its words to be laid over it. */
async function draw(page: PDFPageProxy, element: HTMLElement): Promise<HTMLElement[]> {
  const { TextLayer } = await import("pdfjs-dist");
  const scale = element.clientWidth / page.getViewport({ scale: 1 }).width;
  const pixels = Math.min(devicePixelRatio, MOST_PIXELS);
  const sharp = page.getViewport({ scale: scale * pixels });
  const canvas = document.createElement("canvas");
  canvas.width = sharp.width;
  canvas.height = sharp.height;
  canvas.setAttribute("aria-hidden", "true");
  await page.render({ canvas, viewport: sharp }).promise;
  const words = document.createElement("div");
  words.className = "rf-pdf-text";
  words.style.setProperty("--total-scale-factor", String(scale));
  words.style.setProperty("--scale-factor", String(scale));
  const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport: page.getViewport({ scale }) });
  await layer.render();
  return [canvas, words];
}
