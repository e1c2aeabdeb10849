// A Korean particle follows the sound before it: 민수가, 민준이. In a string it is written {이|가}: with and without final consonant.

/** Digits and Latin letters whose Korean reading ends in a consonant (1 일, 3 삼, 6 육, 7 칠, 8 팔, 0 영; l 엘, m 엠, n 엔, r 알). */
const CLOSED = new Set([..."013678lmnr"]);
/** …and those that end in ㄹ, which 으로 treats as open: 서울로, 1로. */
const CLOSED_BY_RIEUL = new Set([..."178lr"]);

/** Picks the particle that fits the end of `word`. */
export function particle(word: string, closed: string, open: string): string {
  const last = [...word.trim().toLowerCase().replace(/[\p{P}\p{S}]+$/u, "")].at(-1) ?? "";
  const code = last.charCodeAt(0);
  const isSyllable = code >= 0xac00 && code <= 0xd7a3;
  const final = isSyllable ? (code - 0xac00) % 28 : 0;
  const byRieul = final === 8 || CLOSED_BY_RIEUL.has(last);
  if (closed === "으로" && byRieul) return open;
  return final > 0 || CLOSED.has(last) ? closed : open;
}

/** Resolves each {closed|open} in a finished sentence by the text before it. */
export function withParticles(sentence: string): string {
  const pattern = /\{([가-힣]+)\|([가-힣]+)\}/;
  for (let found = pattern.exec(sentence); found; found = pattern.exec(sentence)) {
    const before = sentence.slice(0, found.index);
    const fitting = particle(before, found[1] as string, found[2] as string);
    sentence = before + fitting + sentence.slice(found.index + found[0].length);
  }
  return sentence;
}
