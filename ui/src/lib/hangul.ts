// Search by initial consonants, as Korean readers expect it: "ㅂㅁㅈ" finds "박민주", "바" finds "박" while it is being typed.

const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FINALS = ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];
/** What a final consonant becomes when the next vowel pulls (a part of) it over: "값" was typed on the way to "갑시". */
const SPLIT_FINALS: Record<string, [string, string]> = {
  ㄳ: ["ㄱ", "ㅅ"], ㄵ: ["ㄴ", "ㅈ"], ㄶ: ["ㄴ", "ㅎ"], ㄺ: ["ㄹ", "ㄱ"], ㄻ: ["ㄹ", "ㅁ"], ㄼ: ["ㄹ", "ㅂ"],
  ㄽ: ["ㄹ", "ㅅ"], ㄾ: ["ㄹ", "ㅌ"], ㄿ: ["ㄹ", "ㅍ"], ㅀ: ["ㄹ", "ㅎ"], ㅄ: ["ㅂ", "ㅅ"],
};
const FIRST = 0xac00;
const LAST = 0xd7a3;

const isSyllable = (char: string) => char.charCodeAt(0) >= FIRST && char.charCodeAt(0) <= LAST;

/** The initial consonant of a syllable; any other character is returned as it is. */
export function initialOf(char: string): string {
  if (!isSyllable(char)) return char;
  return INITIALS[Math.floor((char.charCodeAt(0) - FIRST) / 588)] ?? char;
}

/** Does one typed character stand for this character of the text? */
function charMatches(typed: string, char: string): boolean {
  if (typed === char) return true;
  if (!isSyllable(char)) return false;
  if (INITIALS.includes(typed)) return initialOf(char) === typed;
  if (!isSyllable(typed)) return false;
  // An open syllable may still receive its final consonant: "바" matches "박".
  const [t, c] = [typed.charCodeAt(0) - FIRST, char.charCodeAt(0) - FIRST];
  return t % 28 === 0 && c - t > 0 && c - t < 28;
}

/**
 * The ways to read what has been typed so far: as it stands, and with the final consonant of the last syllable
 * taken as the initial of the next one ("민ㅈ" is shown by an input method as "믽" for a moment).
 */
function readings(query: string): string[] {
  const last = query.at(-1) ?? "";
  if (!isSyllable(last)) return [query];
  const final = FINALS[(last.charCodeAt(0) - FIRST) % 28] ?? "";
  if (!final) return [query];
  const head = query.slice(0, -1);
  const code = last.charCodeAt(0) - ((last.charCodeAt(0) - FIRST) % 28);
  const split = SPLIT_FINALS[final];
  const all = [query];
  if (split) all.push(head + String.fromCharCode(code + FINALS.indexOf(split[0])) + split[1]);
  if (INITIALS.includes(final)) all.push(head + String.fromCharCode(code) + final);
  return all;
}

function indexIn(text: string[], typed: string[]): number {
  for (let at = 0; at + typed.length <= text.length; at++) {
    if (typed.every((char, i) => charMatches(char, text[at + i] as string))) return at;
  }
  return -1;
}

const fold = (text: string) => [...text.normalize("NFC").toLowerCase()].filter((char) => char !== " ");

/**
 * How well `query` finds `text`, ignoring case and spaces: 0 is not at all, 4 the whole of it, 3 at its start,
 * 2 at the start of a word, 1 somewhere inside. An empty query finds everything with 1.
 */
export function matchScore(query: string, text: string): 0 | 1 | 2 | 3 | 4 {
  const folded = fold(text);
  let best: 0 | 1 | 2 | 3 | 4 = 0;
  for (const reading of readings(query.normalize("NFC").trim())) {
    const typed = fold(reading);
    if (typed.length === 0) return 1;
    const at = indexIn(folded, typed);
    if (at === 0 && typed.length === folded.length) return 4;
    if (at >= 0) best = Math.max(best, at === 0 ? 3 : startsAWord(text, typed) ? 2 : 1) as 1 | 2 | 3;
  }
  return best;
}

function startsAWord(text: string, typed: string[]): boolean {
  return text.split(/[\s\-_.()]+/).some((_, i, words) => indexIn(fold(words.slice(i).join(" ")), typed) === 0);
}
