import { describe, expect, it } from "vitest";
import en from "./en.json";
import { fill, languageFrom } from "./index";
import { particle } from "./josa";
import ko from "./ko.json";

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

describe("strings", () => {
  it("exist in both languages, with nothing left over", () => {
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.entries(en))("%s uses the same parameters in both", (key, text) => {
    expect(names((ko as Record<string, string>)[key] ?? "")).toEqual(names(text));
  });

  it("choose a language from what the browser prefers", () => {
    expect(languageFrom(["fr-FR", "ko-KR", "en"])).toBe("ko");
    expect(languageFrom(["de"])).toBe("en");
  });
});

describe("particles", () => {
  it.each([
    ["민수", "가"], ["민준", "이"], ["team1", "이"], ["team2", "가"], ["Kim", "이"], ["jane", "가"], ["공지(방)", "이"],
  ])("%s takes %s", (word, expected) => {
    expect(particle(word, "이", "가")).toBe(expected);
  });

  it("treat a final ㄹ as open for 으로", () => {
    expect(["서울", "부산", "대구"].map((word) => particle(word, "으로", "로"))).toEqual(["로", "으로", "로"]);
  });

  it("follow a filled parameter", () => {
    expect(fill("{name}{이|가} {channel}{을|를} 만들었습니다", { name: "민준", channel: "회의" })).toBe(
      "민준이 회의를 만들었습니다",
    );
  });
});
