// Markdown put around or in front of what is selected in a field. Pure: what is replaced, and what is selected afterwards.

/** A way to mark text. */
export type Mark = "bold" | "italic" | "strike" | "code" | "link" | "quote" | "list" | "numbers";

/** A change of a text: `insert` in place of what stands between `from` and `to`; then the caret selects `start` to `end`. */
export type Change = { from: number; to: number; insert: string; start: number; end: number };

const AROUND: Partial<Record<Mark, string>> = { bold: "**", italic: "*", strike: "~~", code: "`" };

/** Marks the selection, or takes the mark away where it is already. */
export function format(text: string, from: number, to: number, mark: Mark): Change {
  const sign = AROUND[mark];
  const chosen = text.slice(from, to);
  if (mark === "code" && chosen.includes("\n")) return fence(text, from, to);
  if (sign) return around(text, from, to, sign);
  return mark === "link" ? link(chosen, from, to) : lines(text, from, to, mark);
}

function around(text: string, from: number, to: number, sign: string): Change {
  const { length } = sign;
  const chosen = text.slice(from, to);
  const isAround = text.slice(from - length, from) === sign && text.slice(to, to + length) === sign && text[from - length - 1] !== sign[0];
  if (isAround) return { from: from - length, to: to + length, insert: chosen, start: from - length, end: to - length };
  // Spaces at the edges would keep the marks from working.
  const [before = "", , after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(chosen)?.slice(1) ?? [];
  const inside = chosen.slice(before.length, chosen.length - after.length);
  const start = from + before.length + length;
  return { from, to, insert: `${before}${sign}${inside}${sign}${after}`, start, end: start + inside.length };
}

function fence(text: string, from: number, to: number): Change {
  const [open, close] = [from > 0 && text[from - 1] !== "\n" ? "\n```\n" : "```\n", "\n```"];
  return { from, to, insert: open + text.slice(from, to) + close, start: from + open.length, end: to + open.length };
}

/** The caret goes where something is missing: the address, or the words for it. */
function link(chosen: string, from: number, to: number): Change {
  if (/^https?:\/\/\S+$/.test(chosen)) return { from, to, insert: `[](${chosen})`, start: from + 1, end: from + 1 };
  const address = "https://";
  const start = from + chosen.length + 3;
  return { from, to, insert: `[${chosen}](${address})`, start, end: start + address.length };
}

const BEFORE: Partial<Record<Mark, RegExp>> = { quote: /^> ?/, list: /^[-*] /, numbers: /^\d+\. / };
const sign = (mark: Mark, index: number) => (mark === "quote" ? "> " : mark === "list" ? "- " : `${index + 1}. `);

/** Whole lines: each gets the sign in front, or loses it when all have it. */
function lines(text: string, from: number, to: number, mark: Mark): Change {
  const first = text.lastIndexOf("\n", from - 1) + 1;
  const next = text.indexOf("\n", to);
  const last = next < 0 ? text.length : next;
  const chosen = text.slice(first, last).split("\n");
  const has = BEFORE[mark] as RegExp;
  const isMarked = chosen.every((line) => has.test(line));
  const insert = chosen.map((line, index) => (isMarked ? line.replace(has, "") : sign(mark, index) + line)).join("\n");
  const end = first + insert.length;
  return { from: first, to: last, insert, start: chosen.length > 1 ? first : end, end };
}

/** What an address becomes that is pasted over words: a link under them. Undefined where it replaces them as any text does. */
export function linked(words: string, pasted: string): string | undefined {
  const address = pasted.trim();
  const isPlain = words.trim() !== "" && !/[\n[\]]/.test(words) && !/^https?:/i.test(words.trim());
  return isPlain && /^https?:\/\/[^\s()<>]+$/i.test(address) ? `[${words}](${address})` : undefined;
}
