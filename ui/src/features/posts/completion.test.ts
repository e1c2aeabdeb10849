import { loadEmoji } from "~/model/emoji";
import { expect, it } from "vitest";
import { offersFor, wordAt } from "./completion";

it.each([
  ["hi @am", 6, { sign: "@", query: "am", from: 3, to: 6 }],
  ["@", 1, { sign: "@", query: "", from: 0, to: 1 }],
  ["(~to", 4, { sign: "~", query: "to", from: 1, to: 4 }],
  ["안녕 @박ㅁ", 6, { sign: "@", query: "박ㅁ", from: 3, to: 6 }],
  ["so :ta", 6, { sign: ":", query: "ta", from: 3, to: 6 }],
  ["so :t", 5, undefined],
  ["amy@example", 11, undefined],
  ["12:30", 5, undefined],
  ["@amy and", 8, undefined],
  ["@amy and", 4, { sign: "@", query: "amy", from: 0, to: 4 }],
] as const)("%s at %i", (text, caret, expected) => expect(wordAt(text, caret)).toEqual(expected));

it("finds emoji by names in both languages", async () => {
  await loadEmoji();
  const first = (query: string) => offersFor({ sign: ":", query, from: 0, to: 0 })[0]?.char;
  expect(first("tad")).toBe("🎉");
  expect(first("로켓")).toBe("🚀");
  expect(first("fire")).toBe("🔥");
  expect(offersFor({ sign: ":", query: "fi", from: 0, to: 0 }).map((each) => each.char)).toContain("🔥");
});

it("says whom a call to everybody reaches", () => {
  const notes = offersFor({ sign: "@", query: "", from: 0, to: 0 }).map(({ label, note }) => `${label} ${note}`);
  expect(notes).toEqual(["@channel Everybody in this channel", "@here Who is online in this channel", "@all Everybody in this channel"]);
});
