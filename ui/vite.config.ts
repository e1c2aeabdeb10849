import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import solid from "vite-plugin-solid";

// A development server answers the page and passes everything else on to a Hearth started by hand.
const server = process.env.HEARTH_URL ?? "http://127.0.0.1:8065";

/** Larger parts (emoji, maths, colouring of code) are kept when they are first used. */
const LARGE = 128 * 1024;

/** Writes /sw.js with the list of files that the page needs without a network; its version is what they are. */
function serviceWorker(): Plugin {
  let base = "/";
  return {
    name: "service-worker",
    apply: "build",
    configResolved: (config) => void (base = config.base),
    // Once everything is written: what is planned before may be joined or dropped on the way.
    writeBundle({ dir = "dist" }) {
      const html = readFileSync(join(dir, "index.html"), "utf8");
      const files = readdirSync(join(dir, "assets")).filter((file) => html.includes(file) || (/\.(js|css|svg)$/.test(file) && statSync(join(dir, "assets", file)).size < LARGE));
      const shell = ["/index.html", ...files.map((file) => `${base}assets/${file}`)];
      const version = createHash("sha256").update(html + shell.join()).digest("hex").slice(0, 12);
      const source = readFileSync(new URL("worker/sw.js", import.meta.url), "utf8").replace("__VERSION__", version).replace("__ASSETS__", `${base}assets/`).replace("__SHELL__", JSON.stringify(shell));
      writeFileSync(join(dir, "sw.js"), source);
    },
  };
}

/** What runs before the page's own code, each under a name of its own for each version. */
function early(): Plugin {
  const scripts = [
    // While the rest of the page is still on its way.
    { name: "early", attrs: { async: true }, injectTo: "head" },
    // As soon as there is something to put it in, and styles to draw it with.
    { name: "sight", attrs: {}, injectTo: "body" },
  ] as const;
  const files = scripts.map(({ name }) => {
    const source = readFileSync(new URL(`worker/${name}.js`, import.meta.url), "utf8");
    return { source, fileName: `assets/${name}-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.js` };
  });
  let base = "/";
  return {
    name: "early",
    apply: "build",
    configResolved: (config) => void (base = config.base),
    transformIndexHtml: () => scripts.map(({ attrs, injectTo }, at) => ({ tag: "script", attrs: { src: base + files[at]?.fileName, ...attrs }, injectTo })),
    generateBundle() {
      for (const file of files) this.emitFile({ type: "asset", ...file });
    },
  };
}

/** What the reader of PDF documents fetches by name: maps of Asian characters, two fonts of signs, a decoder that is plain JavaScript. */
function pdfParts(): Plugin {
  const home = new URL("node_modules/pdfjs-dist/", import.meta.url);
  const files = [
    ...readdirSync(new URL("cmaps/", home)).filter((file) => file.endsWith(".bcmap")).map((file) => `cmaps/${file}`),
    "standard_fonts/FoxitSymbol.pfb", "standard_fonts/FoxitDingbats.pfb", "wasm/openjpeg_nowasm_fallback.js",
  ];
  return {
    name: "pdf-parts",
    apply: "build",
    generateBundle() {
      for (const file of files) this.emitFile({ type: "asset", fileName: `pdf/${basename(file)}`, source: readFileSync(new URL(file, home)) });
    },
  };
}

export default defineConfig({
  plugins: [solid(), early(), serviceWorker(), pdfParts()],
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  build: {
    target: "es2022",
    // Everything stays a file of its own: data: URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    // The preload helper is an inline script in older browsers only; modules preload natively.
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    // What the page opens with is one file: cut into pieces that later parts share, it would compress worse and ask more often.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
  },
  server: {
    proxy: { "/api": { target: server, ws: true, secure: false } },
    fs: { allow: [".."] },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
