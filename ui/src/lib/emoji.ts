// Emoji and the names that Mattermost clients know them by. The whole table is large and comes later; the characters people use most
// are here from the start.

import { matchScore } from "./hangul";

/** One emoji. `names` are all that may be written between colons, the first one is what we write; `mains` its first word in each language. */
export type Emoji = { char: string; name: string; names: string[]; words: string; mains: string[]; hasTones: boolean; group: string };

const USUAL = `👍+1 👍thumbsup 👎-1 👌ok_hand ❤️heart 🎉tada 😄smile 😂joy 🤣rofl 😊blush 😉wink 😅sweat_smile 🙂slightly_smiling_face 😍heart_eyes
🤔thinking_face 🤔thinking 😢cry 😭sob 😮open_mouth 😱scream 😎sunglasses 🥳partying_face 🙄roll_eyes 😴sleeping 🙏pray 👏clap 🙌raised_hands 💪muscle
👋wave 👀eyes 🔥fire ✨sparkles ⭐star 🚀rocket 💯100 ✅white_check_mark ☑️ballot_box_with_check ❌x ⚠️warning 🚨rotating_light 💡bulb 📌pushpin
🐛bug ☕coffee 🍻beers 🌱seedling 🤝handshake 🙇bow 🤷shrug ❓question ❗exclamation ➕heavy_plus_sign 👉point_right ⏳hourglass_flowing_sand 😀grinning`;

/** The characters of the names used most. */
export const usual: ReadonlyMap<string, string> = new Map(USUAL.split(/\s/).map((each) => {
  const at = each.search(/[\w+-]/);
  return [each.slice(at), each.slice(0, at)];
}));

/** Reads the table: "# group", then "character[*] name,name|English words|Korean words"; the star tells of skin tones. */
export function parseEmoji(table: string): Emoji[] {
  let group = "";
  const found: Emoji[] = [];
  for (const line of table.split("\n")) {
    if (line.startsWith("# ")) group = line.slice(2);
    else if (line) found.push(parseLine(line, group));
  }
  return found;
}

function parseLine(line: string, group: string): Emoji {
  const [head = "", english = "", korean = ""] = line.split("|");
  const [mark = "", list = ""] = head.split(" ");
  const names = list.split(",");
  return {
    char: mark.replace("*", ""), name: names[0] as string, names, group, hasTones: mark.endsWith("*"),
    mains: [english, korean].map((words) => words.split(" ")[0] as string),
    words: `${names.join(" ").replace(/_/g, " ")} ${english} ${korean}`,
  };
}

/** How well an emoji is found by what was typed: its own name and its first words count more than what it also is, a short name more than a long one. */
export function emojiScore(query: string, each: Emoji): number {
  const main = Math.max(...each.mains.map((word) => matchScore(query, word)));
  const name = matchScore(query, each.name);
  return Math.max(matchScore(query, each.words), name && name * 2 - each.name.length / 100, main >= 3 ? 5 : 0);
}

/** Skin tones from light to dark, as names call them. */
export const TONES = ["light", "medium_light", "medium", "medium_dark", "dark"] as const;
export type Tone = (typeof TONES)[number];

/** An emoji with a skin tone: the tone stands behind the first character. */
export function withTone(char: string, tone: Tone): string {
  const [first = "", ...rest] = [...char];
  return first + String.fromCodePoint(0x1f3fb + TONES.indexOf(tone)) + rest.join("").replace(/^\uFE0F/, "");
}

/** "wave_dark_skin_tone" is "wave" with a tone; any other name has none. */
export function splitTone(name: string): [string, Tone | undefined] {
  const found = /^(.+?)_((?:medium_)?(?:light|dark)|medium)_skin_tone$/.exec(name);
  return found ? [found[1] as string, found[2] as Tone] : [name, undefined];
}

/** The name of an emoji with a tone. */
export const nameWithTone = (name: string, tone: Tone | undefined): string => (tone ? `${name}_${tone}_skin_tone` : name);
