import { describe, expect, it } from "vitest";
import en from "./en.json";
import { fill, languageFrom } from "./index";
import { particle } from "./josa";
import ko from "./ko.json";
import doorEn from "./rooms/door.en.json";
import doorKo from "./rooms/door.ko.json";
import formsEn from "./rooms/forms.en.json";
import formsKo from "./rooms/forms.ko.json";
import paletteEn from "./rooms/palette.en.json";
import paletteKo from "./rooms/palette.ko.json";
import placesEn from "./rooms/places.en.json";
import placesKo from "./rooms/places.ko.json";
import searchEn from "./rooms/search.en.json";
import searchKo from "./rooms/search.ko.json";
import settingsEn from "./rooms/settings.en.json";
import settingsKo from "./rooms/settings.ko.json";
import emojiEn from "./rooms/emoji.en.json";
import emojiKo from "./rooms/emoji.ko.json";
import filesEn from "./rooms/files.en.json";
import filesKo from "./rooms/files.ko.json";
import postsEn from "./rooms/posts.en.json";
import postsKo from "./rooms/posts.ko.json";

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

const files: [string, Record<string, string>, Record<string, string>][] = [
  ["the page", en, ko], ["door", doorEn, doorKo], ["forms", formsEn, formsKo], ["emoji", emojiEn, emojiKo], ["files", filesEn, filesKo], ["palette", paletteEn, paletteKo], ["places", placesEn, placesKo], ["posts", postsEn, postsKo],
  ["search", searchEn, searchKo], ["settings", settingsEn, settingsKo],
];

describe("strings", () => {
  it.each(files)("of %s exist in both languages, with nothing left over", (_, english, korean) => {
    expect(Object.keys(korean).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(files.flatMap(([, english, korean]) => Object.entries(english).map(([key, text]) => [key, text, korean[key] ?? ""])))(
    "%s uses the same parameters in both", (_, english, korean) => {
      expect(names(korean as string)).toEqual(names(english as string));
    });

  it("stand in one file only", () => {
    const all = files.flatMap(([, english]) => Object.keys(english));
    expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([]);
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
