// `virtual:material-icons`: the Material Symbols as path data, spread over small modules, so that
// a page which shows an icon loads some kilobytes and not a font of four thousand.

import { createRequire } from "node:module";
import type { Plugin } from "vite";
import { BUCKETS, bucketOf } from "../src/markdown/iconBucket.ts";

const NAME = "virtual:material-icons";
const PART = `${NAME}/icons-`;

interface IconSet {
  icons: Record<string, { body: string } | undefined>;
  aliases: Record<string, { parent: string } | undefined>;
}

/** The names an icon may have in the set, the rounded outline first. */
const VARIANTS = ["-outline-rounded", "-rounded", "-outline", ""];

/** The icons by bucket and name, each as the `d` of one path. */
function readIcons(): Record<string, string>[] {
  const { icons, aliases } = createRequire(import.meta.url)(
    "@iconify-json/material-symbols/icons.json",
  ) as IconSet;
  const pathOf = (base: string): string => {
    const names = VARIANTS.map((variant) => base + variant);
    const found = names.map((name) => icons[name] ?? icons[aliases[name]?.parent ?? ""]);
    const body = found.find((icon) => icon !== undefined)?.body ?? "";
    return [...body.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]).join("");
  };
  const all = [...Object.keys(icons), ...Object.keys(aliases)];
  const bases = new Set(all.map((name) => name.replace(/(-outline)?(-rounded|-sharp)?$/, "")));
  const buckets = Array.from({ length: BUCKETS }, (): Record<string, string> => ({}));
  for (const base of [...bases].sort()) {
    const name = base.replaceAll("-", "_");
    const path = pathOf(base);
    if (path !== "") buckets[bucketOf(name)]![name] = path;
  }
  return buckets;
}

export function materialIcons(): Plugin {
  let buckets: Record<string, string>[] | undefined;
  return {
    name: "material-icons",
    resolveId(id) {
      return id === NAME || id.startsWith(PART) ? `\0${id}` : undefined;
    },
    load(id) {
      if (!id.startsWith(`\0${NAME}`)) return undefined;
      buckets ??= readIcons();
      if (id === `\0${NAME}`) {
        const loaders = buckets.map((_, at) => `()=>import("${PART}${at}")`);
        return `export default [${loaders.join(",")}];`;
      }
      // As one string to parse: engines read JSON.parse faster than a literal.
      const json = JSON.stringify(buckets[Number(id.slice(PART.length + 1))]);
      return `export default JSON.parse(${JSON.stringify(json)});`;
    },
  };
}
