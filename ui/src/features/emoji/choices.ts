// What a picker offers: every emoji as the person who chooses will see it.
import { emojiScore, nameWithTone, withTone, type Emoji, type Tone } from "~/lib/emoji";
import { matchScore } from "~/lib/hangul";
import { allEmoji, customEmojis, emojiChar, emojiPicture } from "~/model/emoji";

/** One to take: its name, what is written for it, and what it looks like. */
export type Choice = { name: string; text: string; char?: string; picture?: string };

/** A kind of emoji: those used last, those made here, or a group of the table. */
export type Section = { key: string; list: Choice[] };

const MOST_FOUND = 96;

const made = (): Choice[] => customEmojis().map(({ id, name }) => ({ name, text: `:${name}: `, picture: emojiPicture(id) }));

function choice(each: Emoji, tone: Tone | undefined): Choice {
  const has = each.hasTones ? tone : undefined;
  const char = has ? withTone(each.char, has) : each.char;
  return { name: nameWithTone(each.name, has), text: char, char };
}

function recentChoice(name: string): Choice | undefined {
  const char = emojiChar(name);
  return char ? { name, text: char, char } : made().find((each) => each.name === name);
}

/** Everything, in the order it is shown. */
export function sectionsOf(recent: string[], tone: Tone | undefined): Section[] {
  const groups = new Map<string, Choice[]>();
  for (const each of allEmoji()) groups.set(each.group, [...(groups.get(each.group) ?? []), choice(each, tone)]);
  const first = [
    { key: "recent", list: recent.map(recentChoice).filter((each) => each !== undefined) },
    { key: "made", list: made() },
  ];
  return [...first.filter((each) => each.list.length > 0), ...[...groups].map(([key, list]) => ({ key, list }))];
}

/** Those that words in English or Korean find, best first. */
export function foundIn(query: string, tone: Tone | undefined): Choice[] {
  const own = made().map((each) => [matchScore(query, each.name.replaceAll("_", " ")) * 2, each] as const);
  const rest = allEmoji().map((each) => [emojiScore(query, each), choice(each, tone)] as const);
  return [...own, ...rest].filter(([score]) => score > 0).sort(([a], [b]) => b - a).slice(0, MOST_FOUND).map(([, each]) => each);
}
