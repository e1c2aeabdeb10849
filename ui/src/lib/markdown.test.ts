import { describe, expect, it } from "vitest";
import { isOnlyEmoji, parse, pieces, plain, safeHref, type Token } from "./markdown";

const shape = (tokens: Token[]): unknown[] =>
  tokens.map((token) => ("tokens" in token && token.tokens?.length ? [token.type, ...shape(token.tokens)] : token.type));

describe("structure", () => {
  it.each([
    ["**b** *i* ~~s~~ `c`", [["paragraph", ["strong", "text"], "text", ["em", "text"], "text", ["del", "text"], "text", "codespan"]]],
    ['**"이것"**은 중요', [["paragraph", ["strong", "text"], "text"]]],
    ["그것은**(정말)**이다", [["paragraph", "text", ["strong", "text"], "text"]]],
    ["```js\nlet a\n```", ["code"]],
    ["one\ntwo", [["paragraph", "text", "br", "text"]]],
    ["# h", [["heading", "text"]]],
  ])("%s", (source, expected) => expect(shape(parse(source))).toEqual(expected));

  it("keeps HTML as a token of its own, to be shown as text", () => {
    expect(parse("<script>alert(1)</script>")[0]?.type).toBe("html");
  });
});

describe("pieces", () => {
  it("finds people, channels and emoji", () => {
    expect(pieces("hi @Amy.lee. see ~town-square :tada: :nope: a@b.c")).toEqual([
      { kind: "text", text: "hi " },
      { kind: "mention", name: "amy.lee", rest: "." },
      { kind: "text", text: " see " },
      { kind: "channel", name: "town-square" },
      { kind: "text", text: " " },
      { kind: "emoji", char: "🎉", name: "tada" },
      { kind: "text", text: " :nope: a@b.c" },
    ]);
  });

  it("ends a name where Hangul begins", () => {
    expect(pieces("@amy님 안녕")).toEqual([{ kind: "mention", name: "amy", rest: "" }, { kind: "text", text: "님 안녕" }]);
  });
});

it("reads as plain words", () => {
  expect(plain("# Plan\n\n- **one**\n- two\n\n```\ncode\n```\nsee [here](https://a.b)")).toBe("Plan one two code see here");
});

it("follows only addresses that cannot run", () => {
  expect(safeHref("https://example.com")).toBe("https://example.com");
  expect(safeHref("javascript:alert(1)")).toBeUndefined();
  expect(safeHref(" data:text/html,x")).toBeUndefined();
  expect(safeHref("file:///etc/passwd")).toBeUndefined();
});

it("knows a message of emoji", () => {
  expect(isOnlyEmoji(":tada: 🎉")).toBe(true);
  expect(isOnlyEmoji("👍🏽")).toBe(true);
  expect(isOnlyEmoji("ok 🎉")).toBe(false);
  expect(isOnlyEmoji("1")).toBe(false);
});
