// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast } from "./contrast";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split(':root[data-theme="dark"]');
const tokens = (part: string) => Object.fromEntries([...part.matchAll(/(--[\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value as string]));

/** What is written on what. */
const PAIRS: [string, string[]][] = [
  ["--ink", ["--paper", "--ground", "--raised", "--hover", "--press", "--ember-soft", "--code", "--danger-soft"]],
  ["--ink-2", ["--paper", "--ground", "--raised", "--hover", "--ember-soft", "--code"]],
  ["--ink-3", ["--paper", "--ground", "--raised"]],
  ["--ember", ["--paper", "--ground", "--raised"]],
  ["--on-ember", ["--ember", "--ember-deep"]],
  ["--danger", ["--paper", "--raised", "--danger-soft"]],
];

it("is what WCAG says", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 1);
});

describe.each([["light", tokens(light)], ["dark", tokens(dark)]])("in the %s theme", (_, colours) => {
  it.each(PAIRS.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))("%s can be read on %s", (text, ground) => {
    expect(contrast(colours[text] as string, colours[ground] as string)).toBeGreaterThanOrEqual(4.5);
  });
});
