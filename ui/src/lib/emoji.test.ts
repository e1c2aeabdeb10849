import { describe, expect, it } from "vitest";
import { nameWithTone, parseEmoji, splitTone, usual, withTone } from "./emoji";
// The table itself, to hold its form.
import table from "~/model/emoji.txt?raw";

const all = parseEmoji(table);

describe("the table", () => {
  it("has every emoji once, with names that are written between colons", () => {
    const names = all.flatMap((each) => each.names);
    expect(all.length).toBeGreaterThan(1800);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9_+-]+$/.test(name))).toEqual([]);
    expect(new Set(all.map((each) => each.group)).size).toBe(9);
  });

  it("agrees with the characters that are here from the start", () => {
    const byName = new Map(all.flatMap((each) => each.names.map((name) => [name, each.char] as const)));
    for (const [name, char] of usual) expect(byName.get(name), name).toBe(char);
  });
});

describe("skin tones", () => {
  it.each([
    ["👋", "dark", "👋🏿"],
    ["☝️", "light", "☝🏻"],
    ["🙋‍♀️", "medium", "🙋🏽‍♀️"],
  ] as const)("%s %s", (char, tone, toned) => expect(withTone(char, tone)).toBe(toned));

  it.each([
    ["wave_dark_skin_tone", ["wave", "dark"]],
    ["+1_medium_light_skin_tone", ["+1", "medium_light"]],
    ["wave_medium_skin_tone", ["wave", "medium"]],
    ["wave", ["wave", undefined]],
  ] as const)("%s", (name, parts) => {
    expect(splitTone(name)).toEqual(parts);
    expect(nameWithTone(...(parts as ["wave", "dark"]))).toBe(name);
  });
});
