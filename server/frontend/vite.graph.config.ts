// The page of `reactfrag graph --format html`: one script and one style sheet, which the
// command puts into one file together with the data.

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    lib: {
      entry: "src/graph/main.tsx",
      formats: ["es"],
      fileName: "graph",
      cssFileName: "graph",
    },
  },
});
