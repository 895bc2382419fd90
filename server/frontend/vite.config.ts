/// <reference types="vitest/config" />
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// React Aria speaks over thirty languages; a page needs its texts in a few.
const LOCALES = ["en-US", "de-DE", "es-ES", "fr-FR", "ja-JP", "zh-CN"];

export default defineConfig({
  base: "./",
  plugins: [react(), { ...optimizeLocales.vite({ locales: LOCALES }), enforce: "pre" }],
  server: {
    proxy: { "/_reactfrag": { target: "http://127.0.0.1:8501", ws: true } },
  },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing.setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
  },
});
