// Puts `src/early.ts`, bundled, into the page's head: the one script that is not a file.

import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { Plugin, Rolldown } from "vite";

const ENTRY = fileURLToPath(new URL("../src/early.ts", import.meta.url));

async function bundled(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: ENTRY, formats: ["iife"], name: "early" },
    },
  })) as Rolldown.RolldownOutput[];
  return built[0]!.output[0].code.trim();
}

export function earlySocket(): Plugin {
  return {
    name: "early-socket",
    async transformIndexHtml() {
      return [{ tag: "script", children: await bundled(), injectTo: "head-prepend" }];
    },
  };
}
