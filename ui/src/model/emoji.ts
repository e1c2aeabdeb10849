// Emoji as the page knows them: the usual ones at once, all others as soon as somebody needs them, and those that people of this
// server made, asked for by name, many in one call.
import type { CustomEmoji } from "@mattermost/types/emojis";
import { createSignal } from "solid-js";
import { createStore } from "solid-js/store";
import { api } from "~/api/client";
import { keep, kept } from "~/lib/keep";
import { parseEmoji, splitTone, TONES, usual, withTone, type Emoji, type Tone } from "~/lib/emoji";
import { config } from "./session";

const [table, setTable] = createSignal<{ all: readonly Emoji[]; byName: ReadonlyMap<string, Emoji> }>();
const [custom, setCustom] = createStore<Record<string, CustomEmoji>>({});
const [tone, setToneSignal] = createSignal<Tone | undefined>(TONES.find((each) => each === kept("tone")));

/** The skin tone this person chose. */
export { tone };
/** Chooses a skin tone, for this browser. */
export function setTone(next: Tone | undefined): void {
  keep("tone", next ?? "");
  setToneSignal(next);
}

let loading: Promise<void> | undefined;
/** Fetches the whole table, once. */
export const loadEmoji = (): Promise<void> =>
  (loading ??= import("./emoji.txt?raw").then(({ default: text }) => {
    const all = parseEmoji(text);
    setTable({ all, byName: new Map(all.flatMap((each) => each.names.map((name) => [name, each] as const))) });
  }).catch(() => void (loading = undefined)));

/** The whole table in the order it is shown; empty until it is here. */
export const allEmoji = (): readonly Emoji[] => table()?.all ?? [];

/** The character of a name; undefined for one that has none. A name that is not usual fetches the table. */
export function emojiChar(name: string): string | undefined {
  const [plain, wanted] = splitTone(name);
  const known = usual.get(plain) ?? table()?.byName.get(plain)?.char;
  if (known) return wanted ? withTone(known, wanted) : known;
  if (!table()) void loadEmoji();
  return undefined;
}

/** Emoji that people made here, as far as they are known. */
export const customEmojis = (): CustomEmoji[] => Object.values(custom).filter((each) => each.id !== "");
/** The address of the picture of such an emoji. */
export const emojiPicture = (id: string): string => api.getCustomEmojiImageUrl(id);

/** An emoji of this name that somebody made here; asked for if it is not known yet. */
export function customEmoji(name: string): CustomEmoji | undefined {
  const known = custom[name];
  // Before the table is here nobody knows whether the name is one of its own.
  if (!known && table() && config.EnableCustomEmoji === "true" && /[a-z]/.test(name)) ask(name);
  return known?.id ? known : undefined;
}

/** What is drawn for a name: a character, or a picture that somebody made here. */
export function glyphOf(name: string): { name: string; char?: string; picture?: string } {
  const char = emojiChar(name);
  const made = char ? undefined : customEmoji(name);
  return { name, char, picture: made && emojiPicture(made.id) };
}

const wanted = new Set<string>();
const asked = new Set<string>();

function ask(name: string): void {
  if (asked.has(name)) return;
  asked.add(name);
  wanted.add(name);
  if (wanted.size === 1) queueMicrotask(() => void fetchWanted());
}

async function fetchWanted(): Promise<void> {
  const names = [...wanted];
  wanted.clear();
  // A name that stays unknown is shown as it was written.
  await api.getCustomEmojisByNames(names).then(putCustomEmojis).catch(() => {});
}

/** Takes in emoji that people made. */
export function putCustomEmojis(emojis: CustomEmoji[]): void {
  for (const each of emojis) if (each.delete_at === 0) setCustom(each.name, each);
}

/** Forgets one that was deleted. */
export function dropCustomEmoji(name: string): void {
  setCustom(name, undefined as never);
}

const recentNames = () => (kept("emoji") ?? "").split(" ").filter(Boolean);
const [recent, setRecent] = createSignal(recentNames());

/** The names used last, newest first. */
export { recent as recentEmoji };
/** Remembers that an emoji was used. */
export function rememberEmoji(name: string): void {
  const next = [name, ...recentNames().filter((other) => other !== name)].slice(0, 24);
  keep("emoji", next.join(" "));
  setRecent(next);
}
