import { Marked } from "marked";
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

  it("reads plain lines as marked does", () => {
    const parts = ["a", "7", "12", "가요", "é", ".", ",", "?", "!", "-", "+", "=", "/", "%", "(", ")", "\"", ":", ";", "@", " ", "  ", "www.", "http", "x.com", "😀", "❤️", "…", "mailto:", "1.", "1)", "#"];
    const marked = new Marked({ gfm: true, breaks: true });
    let seed = 1;
    const some = (most: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % most;
    for (let count = 0; count < 20_000; count++) {
      const words = Array.from({ length: 1 + some(9) }, () => parts[some(parts.length)]).join("");
      expect(JSON.stringify(parse(words)), words).toBe(JSON.stringify(marked.lexer(words)));
    }
  });

  it("remembers what it read, but not for ever", () => {
    const first = parse("**first**");
    expect(parse("**first**")).toBe(first);
    for (let count = 0; count < 1000; count++) parse(`message ${count}`);
    expect(parse("**first**")).not.toBe(first);
    expect(parse("**first**")).toEqual(first);
  });
});

describe("pieces", () => {
  it("finds people, channels and emoji", () => {
    expect(pieces("hi @Amy.lee. see ~town-square :tada: a@b.c")).toEqual([
      { kind: "text", text: "hi " },
      { kind: "mention", name: "amy.lee", rest: "." },
      { kind: "text", text: " see " },
      { kind: "channel", name: "town-square" },
      { kind: "text", text: " " },
      { kind: "emoji", name: "tada" },
      { kind: "text", text: " a@b.c" },
    ]);
  });

  it("finds subjects, in every script, but not in addresses, colours or a single letter", () => {
    expect(pieces("#plan. #회의록 a#b /#x &#39; #1 #a").filter((piece) => piece.kind === "hashtag")).toEqual([
      { kind: "hashtag", tag: "#plan", rest: "." },
      { kind: "hashtag", tag: "#회의록", rest: "" },
    ]);
  });

  it("ends a name where Hangul begins", () => {
    expect(pieces("@amy님 안녕")).toEqual([{ kind: "mention", name: "amy", rest: "" }, { kind: "text", text: "님 안녕" }]);
  });
});

it("reads as plain words", () => {
  expect(plain("# Plan\n\n- **one**\n- two\n\n```\ncode\n```\nsee [here](https://a.b)")).toBe("Plan one two code see here");
  expect(plain("- for a while\n  - first\n  - second")).toBe("for a while first second");
});

it("follows only addresses that cannot run", () => {
  expect(safeHref("https://example.com")).toBe("https://example.com");
  expect(safeHref("javascript:alert(1)")).toBeUndefined();
  expect(safeHref(" data:text/html,x")).toBeUndefined();
  expect(safeHref("file:///etc/passwd")).toBeUndefined();
});

it("knows a message of emoji", () => {
  const only = (message: string) => isOnlyEmoji(message, (name) => name === "tada");
  for (const message of [":tada: 🎉", "🎉🎉", "🎉:tada:\n🔥", "👍🏽", "🇰🇷 1️⃣", "🙋🏽‍♀️"]) expect(only(message), message).toBe(true);
  for (const message of ["ok 🎉", "1", ":nope:", "", "12:30:15", "🎉🎉🎉🎉🎉🎉"]) expect(only(message), message).toBe(false);
});

it("tells maths from money", () => {
  const maths = (source: string) => JSON.stringify(parse(source, true)).match(/"type":"maths","raw":"([^"]*)"/)?.[1];
  expect(maths("so $a_1 + b_1$ it is")).toBe("$a_1 + b_1$");
  expect(maths("$5 and then $6")).toBeUndefined();
  expect(maths("it costs $5, or 6$")).toBeUndefined();
  expect(JSON.stringify(parse("so $a$"))).not.toContain("maths");
});
