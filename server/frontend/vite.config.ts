/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { earlySocket } from "./build/earlySocket.ts";
import { materialIcons } from "./build/materialIcons.ts";
import { oneChunk } from "./build/oneChunk.ts";
import { woff2Only } from "./build/woff2Only.ts";

// React Aria speaks over thirty languages; a page needs its texts in a few.
const LOCALES = ["en-US", "de-DE", "es-ES", "fr-FR", "ja-JP", "zh-CN"];

export default defineConfig({
  base: "./",
  plugins: [
    react(),
    earlySocket(),
    materialIcons(),
    woff2Only(),
    { ...optimizeLocales.vite({ locales: LOCALES }), enforce: "pre" },
  ],
  server: {
    proxy: { "/_reactfrag": { target: "http://127.0.0.1:8501", ws: true } },
  },
  build: {
    target: "es2022",
    // Where light-dark() is known, so that it is left as it is.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              debugName: "what a page starts with",
              name: oneChunk(fileURLToPath(new URL("src/main.tsx", import.meta.url))),
            },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testSetup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    testTimeout: 30_000,
  },
});
