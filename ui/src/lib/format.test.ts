import { expect, it } from "vitest";
import { format, linked, type Mark } from "./format";

/** A text with its selection between [ and ]. */
function after(marked: string, mark: Mark): string {
  const [from, to] = [marked.indexOf("["), marked.indexOf("]") - 1];
  const text = marked.replace("[", "").replace("]", "");
  const change = format(text, from, to, mark);
  const done = text.slice(0, change.from) + change.insert + text.slice(change.to);
  return `${done.slice(0, change.start)}[${done.slice(change.start, change.end)}]${done.slice(change.end)}`;
}

it.each<[string, Mark, string]>([
  ["say [it] now", "bold", "say **[it]** now"],
  ["say **[it]** now", "bold", "say [it] now"],
  ["say [it ]now", "italic", "say *[it]* now"],
  ["**[it]**", "italic", "***[it]***"],
  ["[]", "bold", "**[]**"],
  ["[가나] 다", "strike", "~~[가나]~~ 다"],
  ["[x]", "code", "`[x]`"],
  ["[a\nb]", "code", "```\n[a\nb]\n```"],
  ["so: [a\nb]", "code", "so: \n```\n[a\nb]\n```"],
  ["one\ntw[]o", "quote", "one\n> two[]"],
  ["[one\ntwo]", "list", "[- one\n- two]"],
  ["[- one\n- two]", "list", "[one\ntwo]"],
  ["[one\ntwo]", "numbers", "[1. one\n2. two]"],
])("%s, %s", (text, mark, expected) => expect(after(text, mark)).toBe(expected));

it("a link asks for what is missing", () => {
  const words = format("see here", 4, 8, "link");
  expect([words.insert, words.start, words.end]).toEqual(["[here](https://)", 11, 19]);
  const address = format("https://a.b", 0, 11, "link");
  expect([address.insert, address.start]).toEqual(["[](https://a.b)", 1]);
});

it.each([
  ["the plan", "https://example.com/a?b=c", "[the plan](https://example.com/a?b=c)"],
  ["계획", " https://example.com\n", "[계획](https://example.com)"],
  ["", "https://example.com", undefined],
  ["https://example.org", "https://example.com", undefined],
  ["two\nlines", "https://example.com", undefined],
  ["[a](b)", "https://example.com", undefined],
  ["the plan", "https://example.com and more", undefined],
  ["the plan", "javascript:alert(1)", undefined],
])("%j with %j pasted over it", (words, pasted, expected) => expect(linked(words, pasted)).toBe(expected));
