// What people write to search: words, "phrases", #hashtags, and filters such as from:amy. Everything here is pure.

/** The filters there are. */
export const FILTERS = ["from", "in", "on", "before", "after", "ext"] as const;
/** One of them. */
export type Filter = (typeof FILTERS)[number];

/** A piece of a search: where it stands in the text, and what it asks for. */
export type Token = { from: number; to: number; raw: string; isExcluded: boolean; value: string } & (
  | { kind: "filter"; filter: Filter } | { kind: "word" | "phrase" | "tag"; filter?: undefined });

const PIECE = /(-?)(?:(from|in|channel|on|before|after|ext):\s?("[^"]*"|\S*)|"([^"]*)"|(\S+))/gi;

/** Takes a search apart. */
export function tokens(text: string): Token[] {
  return [...text.matchAll(PIECE)].map((found) => {
    const [raw, minus, filter, wanted, phrase, word] = found;
    const place = { from: found.index, to: found.index + raw.length, raw, isExcluded: minus === "-" };
    if (filter) return { ...place, kind: "filter", filter: (filter.toLowerCase() === "channel" ? "in" : filter.toLowerCase()) as Filter, value: unquoted(wanted ?? "") };
    if (phrase !== undefined) return { ...place, kind: "phrase", value: phrase };
    return { ...place, kind: word?.startsWith("#") ? "tag" : "word", value: word ?? "" };
  });
}

const unquoted = (text: string) => text.replace(/^"|"$/g, "");

/** The words that a result is found by, for marking them; longest first. */
export function wordsToMark(text: string): string[] {
  return tokens(text)
    .filter((each) => each.kind !== "filter" && !each.isExcluded)
    .map((each) => each.value.replace(/^[^\p{L}\p{N}#@]+|[^\p{L}\p{N}]+$/gu, "").normalize("NFC").toLowerCase())
    .filter((word) => word !== "")
    .sort((a, b) => b.length - a.length);
}

/** The part of a long text that shows its first match, cut at words. */
export function excerpt(text: string, words: string[], most = 280): string {
  if (text.length <= most) return text;
  const low = text.toLowerCase();
  const first = Math.min(...words.map((word) => low.indexOf(word)).filter((at) => at >= 0), text.length);
  if (first < most * 0.7 || first === text.length) return `${text.slice(0, text.lastIndexOf(" ", most) + 1 || most)}…`;
  const start = text.indexOf(" ", first - most / 3) + 1;
  return `…${text.slice(start, start + most)}${start + most < text.length ? "…" : ""}`;
}

/** A text without one of its pieces. */
export const without = (text: string, token: Token): string => `${text.slice(0, token.from)}${text.slice(token.to)}`.replace(/\s+/g, " ").trim();

/** What is being written at the caret: the value of a filter, or the beginning of a word. */
export type Spot = { filter?: Filter; query: string; from: number; to: number };

/** Finds it; undefined inside a phrase. */
export function spotAt(text: string, caret: number): Spot | undefined {
  const before = text.slice(0, caret);
  if ((before.match(/"/g)?.length ?? 0) % 2 === 1) return undefined;
  const found = /(?:^|\s)-?(?:(from|in|channel|on|before|after|ext):)?(\S*)$/i.exec(before);
  if (!found) return undefined;
  const [, filter, query = ""] = found;
  const name = filter?.toLowerCase();
  return { filter: (name === "channel" ? "in" : name) as Filter | undefined, query, from: caret - query.length, to: caret };
}

/** A day as searches write it, so many days before `now`. */
export function dayBefore(days: number, now = new Date()): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days, 12);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
}

/** The search that finds what calls for somebody. */
export function mentionTerms(username: string, props: { first_name?: string; mention_keys?: string } | undefined, firstName: string): string {
  const keys = (props?.mention_keys ?? "").split(",").map((key) => key.trim());
  const names = [`@${username}`, ...keys, ...(props?.first_name === "true" ? [firstName] : [])];
  return [...new Set(names.filter(Boolean))].map((name) => (/\s/.test(name) ? `"${name}"` : name)).join(" ");
}
