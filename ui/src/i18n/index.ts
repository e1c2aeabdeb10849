// Strings for people. One language at a time; a component that reads `t` follows a change of language by itself. English is always
// here, for what another language lacks; Korean is loaded by those who read it.
import { createSignal } from "solid-js";
import en from "./en.json";
import { withParticles } from "./josa";
import type door from "./rooms/door.en.json";
import type forms from "./rooms/forms.en.json";
import type palette from "./rooms/palette.en.json";
import type places from "./rooms/places.en.json";
import type search from "./rooms/search.en.json";
import type settings from "./rooms/settings.en.json";
import type emoji from "./rooms/emoji.en.json";
import type files from "./rooms/files.en.json";
import type posts from "./rooms/posts.en.json";

/** Languages the page speaks. */
export type Language = "en" | "ko";
/** A key of en.json or of a room's own file; the Korean files have the same ones, which a test holds. */
export type Key =
  | keyof typeof en | keyof typeof door | keyof typeof emoji | keyof typeof files | keyof typeof forms | keyof typeof palette | keyof typeof places | keyof typeof posts | keyof typeof search | keyof typeof settings;
type Params = Record<string, string | number>;

const strings: Record<Language, Record<string, string>> = { en, ko: {} };

/** Adds the strings of a room that is loaded when it is needed; its file in `rooms` does so before anything of it is drawn. */
export function addStrings(more: Record<Language, Record<string, string>>): void {
  for (const each of ["en", "ko"] as const) strings[each] = { ...strings[each], ...more[each] };
}

/** The best language for a list of preferences such as `navigator.languages`. */
export function languageFrom(preferences: readonly string[]): Language {
  for (const tag of preferences) {
    const base = tag.toLowerCase().split(/[-_]/)[0];
    if (base === "ko" || base === "en") return base;
  }
  return "en";
}

const [language, setSignal] = createSignal<Language>(languageFrom(navigator.languages ?? [navigator.language]));

/** The language in use. */
export { language };

let wanted = language();
const loading: Partial<Record<Language, Promise<unknown>>> = {};

/** Changes the language of the whole page, and of the document for screen readers and line breaking, once its strings are here. */
export async function setLanguage(next: Language): Promise<void> {
  wanted = next;
  if (next === "ko") await (loading.ko ??= import("./ko.json").then(({ default: ko }) => (strings.ko = { ...strings.ko, ...ko }), () => delete loading.ko));
  if (wanted !== next) return;
  setSignal(next);
  document.documentElement.lang = next;
}

/** The string of a key with its {parameters} filled in and Korean particles fitted. */
export function t(key: Key, params?: Params): string {
  return fill(strings[language()][key] ?? strings.en[key] ?? key, params);
}

/** Like `t`, for a counted thing: takes `key_one` or `key_other` and fills {count}. */
export function tn(key: PluralBase, count: number, params?: Params): string {
  const { plural, number } = counting(language());
  const form = plural.select(count) === "one" ? "one" : "other";
  return t(`${key}_${form}` as Key, { count: number.format(count), ...params });
}

type Counting = { plural: Intl.PluralRules; number: Intl.NumberFormat };
const countings = new Map<Language, Counting>();

/** Kept, because making them takes longer than counting everything on the page. */
function counting(language: Language): Counting {
  const known = countings.get(language) ?? { plural: new Intl.PluralRules(language), number: new Intl.NumberFormat(language) };
  countings.set(language, known);
  return known;
}
type PluralBase = Key extends infer K ? (K extends `${infer Base}_one` ? Base : never) : never;

/** Exported for tests: fills one template. */
export function fill(template: string, params: Params = {}): string {
  const filled = template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return withParticles(filled);
}

const alphabets = new Map<Language, Intl.Collator>();

/** Words in the order of the language's own alphabet, numbers by value. */
export function compare(a: string, b: string): number {
  // Kept, because making one takes longer than all the comparing.
  const alphabet = alphabets.get(language()) ?? new Intl.Collator(language(), { numeric: true, sensitivity: "base" });
  alphabets.set(language(), alphabet);
  return alphabet.compare(a, b);
}
