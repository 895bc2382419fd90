// Puts a .br and a .gz beside each asset worth it: `node compress.mjs FOLDER`.
//
// The same input gives the same bytes: zlib writes no time into a gzip header.

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const MIN_BYTES = 1024;
/** What is not compressed already. */
const KINDS = new Set([".html", ".js", ".mjs", ".css", ".svg", ".json", ".txt", ".wasm", ".ttf"]);

/** Above this the last per cent costs a minute of a build: the parts that few pages load. */
const LARGE_BYTES = 400_000;
const LARGE_QUALITY = 7;

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node compress.mjs FOLDER");

for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
  const path = join(folder, name);
  if (!KINDS.has(extname(path)) || statSync(path).size <= MIN_BYTES) continue;
  const bytes = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE_BYTES ? LARGE_QUALITY : constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
