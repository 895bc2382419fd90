// KaTeX names each of its fonts in three formats; every browser this client runs in reads woff2.

import type { Plugin } from "vite";

export function woff2Only(): Plugin {
  return {
    name: "woff2-only",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("katex") || !id.endsWith(".css")) return undefined;
      return code.replace(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\([^)]+\)/g, "");
    },
  };
}
