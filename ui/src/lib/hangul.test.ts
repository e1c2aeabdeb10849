import { describe, expect, it } from "vitest";
import { initialOf, matchScore } from "./hangul";

describe("initial consonants", () => {
  it("reads the initial of a syllable and leaves the rest alone", () => {
    expect([..."박민주 a"].map(initialOf).join("")).toBe("ㅂㅁㅈ a");
  });

  it.each([
    ["ㅂㅁㅈ", "박민주", 4],
    ["ㅁㅈ", "박민주", 1],
    ["박ㅁ", "박민주", 3],
    ["바", "박민주", 3],
    ["방", "박민주", 0],
    ["미", "박민주", 1],
    ["믽", "민주", 4],
    ["값", "갑신정변", 3],
    ["ㄲ", "꿈", 4],
    ["ㄱ", "꿈", 0],
    ["ㄱㅂ", "개발 공지방", 3],
    ["공지", "개발 공지방", 2],
    ["개발공지", "개발 공지방", 3],
    ["town square", "Town Square", 4],
    ["TOWN", "Town Square", 3],
    ["square", "Town Square", 2],
    ["quar", "Town Square", 1],
    ["zz", "Town Square", 0],
    ["", "anything", 1],
  ] as const)("%s finds %s with %i", (query, text, score) => {
    expect(matchScore(query, text)).toBe(score);
  });

  it("takes decomposed input for what it looks like", () => {
    expect(matchScore("박민".normalize("NFD"), "박민주")).toBe(3);
  });
});
