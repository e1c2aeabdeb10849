// @vitest-environment node
// The plan of the house, held: imports flow one way, and no feature knows another.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";

const ROOT = new URL(".", import.meta.url).pathname;
/** Each floor may use those before it. `design` speaks (i18n), `api` tells what went wrong (i18n). */
const FLOORS = ["lib", "i18n", "design", "api", "model", "features", "live", "app", "main.tsx"];

const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
const importsOf = (file: string) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/(?:from|import) "([~.][^"]*)"/g)]
    .map(([, path = ""]) => (path.startsWith("~/") ? path.slice(2) : relative(ROOT, join(ROOT, file, "..", path))));
const floorOf = (path: string) => FLOORS.indexOf(path.split("/")[0] as string);

it("has only the floors that are planned", () => {
  expect([...new Set(files.map((file) => file.split("/")[0]))].filter((floor) => !FLOORS.includes(floor as string))).toEqual([]);
});

it.each(files)("%s uses only what is below it", (file) => {
  const above = importsOf(file).filter((path) => !path.startsWith("..") && floorOf(path) > floorOf(file));
  expect(above).toEqual([]);
});

it.each(files.filter((file) => file.startsWith("features/")))("%s knows no other feature", (file) => {
  const room = file.split("/").slice(0, 2).join("/");
  expect(importsOf(file).filter((path) => path.startsWith("features/") && !path.startsWith(`${room}/`))).toEqual([]);
});
