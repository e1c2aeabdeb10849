import { describe, expect, it } from "vitest";
import { withMarks } from "~/lib/marks";
import { dayBefore, excerpt, mentionTerms, spotAt, tokens, without, wordsToMark } from "./query";

const kinds = (text: string) => tokens(text).map((each) => `${each.isExcluded ? "-" : ""}${each.filter ?? each.kind}=${each.value}`);

describe("a search", () => {
  it.each([
    ["soup", ["word=soup"]],
    ["from:amy soup", ["from=amy", "word=soup"]],
    ["from: amy in:off-topic", ["from=amy", "in=off-topic"]],
    ["-from:bob -salt", ["-from=bob", "-word=salt"]],
    ['"warm fire" #plan', ["phrase=warm fire", "tag=#plan"]],
    ["channel:a BEFORE:2026-01-02", ["in=a", "before=2026-01-02"]],
    ["회의 from:민주", ["word=회의", "from=민주"]],
    ["https://example.com", ["word=https://example.com"]],
    ["", []],
  ])("%s is taken apart", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it("loses one piece cleanly", () => {
    const text = "soup from:amy salt";
    expect(without(text, tokens(text)[1] as never)).toBe("soup salt");
  });
});

describe("marks", () => {
  it("are what was asked for, not what was excluded", () => {
    expect(wordsToMark('Soup -salt "warm fire" from:amy pre*')).toEqual(["warm fire", "soup", "pre"]);
  });
  it("stand at odd places", () => {
    expect(withMarks("A warm Fire, fire.", ["fire"])).toEqual(["A warm ", "Fire", ", ", "fire", "."]);
    expect(withMarks("오늘 회의록", ["회의"])).toEqual(["오늘 ", "회의", "록"]);
    expect(withMarks("nothing", [])).toEqual(["nothing"]);
  });
  it("are inside the part of a long text that is shown", () => {
    const text = `${"word ".repeat(200)}needle ${"more ".repeat(50)}`;
    const part = excerpt(text, ["needle"]);
    expect(part).toContain("needle");
    expect(part.length).toBeLessThan(300);
  });
});

describe("the spot being written", () => {
  it.each([
    ["fr", { filter: undefined, query: "fr", from: 0, to: 2 }],
    ["soup from:a", { filter: "from", query: "a", from: 10, to: 11 }],
    ["-in:", { filter: "in", query: "", from: 4, to: 4 }],
    ['"warm f', undefined],
  ])("%s", (text, expected) => {
    expect(spotAt(text, text.length)).toEqual(expected);
  });
});

it("days are written as the server reads them", () => {
  expect(dayBefore(1, new Date(2026, 2, 1, 0, 30))).toBe("2026-02-28");
});

it("mentions are searched by every name", () => {
  expect(mentionTerms("amy", { first_name: "true", mention_keys: "fire, tea pot" }, "Amy")).toBe('@amy fire "tea pot" Amy');
  expect(mentionTerms("amy", undefined, "Amy")).toBe("@amy");
});
