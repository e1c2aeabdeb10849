// Fails the build when the first load outgrows what a slow link and an old laptop can bear (gzip bytes).
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limits = { js: 150 * 1024, css: 30 * 1024 };
const html = readFileSync("dist/index.html", "utf8");
const first = { js: 0, css: 0 };
for (const [, file, kind] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(js|css))"/g)) {
  first[kind] += gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length;
}
for (const [kind, bytes] of Object.entries(first)) {
  const line = `first load, ${kind}: ${(bytes / 1024).toFixed(1)} KiB of ${limits[kind] / 1024} KiB`;
  if (bytes === 0 || bytes > limits[kind]) throw new Error(`over budget or missing: ${line}`);
  console.log(line);
}
