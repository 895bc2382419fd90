import { useEffect } from "react";
import { iconPath, loadIcon, materialName } from "../markdown/icons";
import type { AppProps } from "../protocol.gen";

function svg(inside: string): string {
  return `data:image/svg+xml,${encodeURIComponent(inside)}`;
}

/** The address of a page icon given as an emoji, a `:material/name:` or an address. */
async function iconAddress(icon: string): Promise<string> {
  if (/^(https?:|data:image\/|\/|\.)/.test(icon)) return icon;
  const name = materialName(icon);
  if (name === undefined) {
    return svg(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><text y=".9em" font-size="90">${icon}</text></svg>`,
    );
  }
  if (iconPath(name) === undefined) await loadIcon(name);
  return svg(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="#7a8699"><path d="${iconPath(name) ?? ""}"/></svg>`,
  );
}

/** The window's title and icon. */
export function usePageHead(app: AppProps | undefined): void {
  const { title, icon } = app ?? {};
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
  useEffect(() => {
    if (icon === undefined) return undefined;
    let current = true;
    void iconAddress(icon).then((address) => {
      const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
      if (current && link) link.href = address;
    });
    return () => {
      current = false;
    };
  }, [icon]);
}
