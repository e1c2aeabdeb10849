import { defineConfig } from "vitest/config";
import solid from "vite-plugin-solid";

// A development server answers the page and passes everything else on to a Hearth started by hand.
const server = process.env.HEARTH_URL ?? "http://127.0.0.1:8065";

export default defineConfig({
  plugins: [solid()],
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  build: {
    target: "es2022",
    // Everything stays a file of its own: data: URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    // The preload helper is an inline script in older browsers only; modules preload natively.
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
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
