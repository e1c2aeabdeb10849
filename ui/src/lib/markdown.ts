// Markdown as people write it in chat. `marked` finds the structure; nothing here makes HTML, so nothing can be injected:
// the page builds its nodes from these tokens, and HTML in a message is text like any other.
import { Marked, type Token, type Tokens } from "marked";

// CommonMark refuses **"이것"**은 because a letter follows the closing marks. In Korean a particle always follows,
// so a plain run between two pairs of stars is strong wherever it stands.
const strong = {
  name: "strong",
  level: "inline" as const,
  start: (source: string) => source.indexOf("**"),
  tokenizer(this: { lexer: { inlineTokens: (source: string) => Token[] } }, source: string) {
    const found = /^\*\*(?=\S)([^*`\n]*[^\s*`])\*\*(?!\*)/.exec(source);
    if (!found) return undefined;
    return { type: "strong", raw: found[0], text: found[1], tokens: this.lexer.inlineTokens(found[1] as string) };
  },
};

// $x^2$ is maths; $5 and 6$ is money: the marks stand close to what they enclose, and no digit comes first.
const maths = {
  name: "maths",
  level: "inline" as const,
  start: (source: string) => source.indexOf("$"),
  tokenizer(source: string) {
    const found = /^\$(?![\s$\d])([^$\n]*[^$\s\\])\$(?![\w$])/.exec(source);
    return found ? { type: "maths", raw: found[0], text: found[1] } : undefined;
  },
};

const options = { gfm: true, breaks: true };
const marked = new Marked({ ...options, extensions: [strong] });
const withMaths = new Marked({ ...options, extensions: [strong, maths] });

/** How many messages are remembered: some windows full of them. */
const MOST_READ = 300;
const read = { plain: new Map<string, Token[]>(), maths: new Map<string, Token[]>() };

/** Most of what people say is one line of words, in which nothing can stand for anything else; what makes a link or a list of them is below. */
const PLAIN = /^[\p{L}\p{N}\p{Extended_Pictographic}@:"'(.,?!][\p{L}\p{M}\p{N}\p{Extended_Pictographic}\uFE0F\u200D @:;"'(),.?!…/%+=-]*$/u;
const NOT_PLAIN = /^\d+[.)]|\S@|:\/\/|www\.|mailto:|xmpp:|\s$/iu;

const line = (text: string): Token[] => [{ type: "paragraph", raw: text, text, tokens: [{ type: "text", raw: text, text, escaped: false }] }];

/** The blocks of a message; not to be changed, they are given again for the same words. */
export function parse(message: string, hasMaths = false): Token[] {
  const known = hasMaths ? read.maths : read.plain;
  const tokens = known.get(message) ?? (PLAIN.test(message) && !NOT_PLAIN.test(message) ? line(message) : (hasMaths ? withMaths : marked).lexer(message));
  // The one that was wanted last goes last.
  known.delete(message);
  known.set(message, tokens);
  if (known.size > MOST_READ) known.delete(known.keys().next().value as string);
  return tokens;
}
export type { Token, Tokens };

/** A piece of plain text: words, or something that stands for a person, a channel, a subject, perhaps an emoji. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "mention"; name: string; rest: string }
  | { kind: "channel"; name: string }
  | { kind: "hashtag"; tag: string; rest: string }
  | { kind: "emoji"; name: string };

const SPECIAL = /(?<![\w@/])@([a-z0-9][a-z0-9._-]*)|(?<![\w~/])~([a-z0-9][a-z0-9_-]*)|:([a-z0-9_+-]+):|(?<![\p{L}\p{N}_&/#])(#\p{L}[\p{L}\p{M}\p{N}._-]+)/giu;
/** Without one of these there is nothing special in a text. */
const SIGNS = /[@~:#]/;
/** The server counts the sign with it. */
const SHORTEST_TAG = 3;

/** Splits text into pieces. A mention keeps the punctuation that may belong to its sentence in `rest`. */
export function pieces(text: string): Piece[] {
  if (text !== "" && !SIGNS.test(text)) return [{ kind: "text", text }];
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(SPECIAL)) {
    const piece = special(match);
    if (!piece) continue;
    if (match.index > at) found.push({ kind: "text", text: text.slice(at, match.index) });
    found.push(piece);
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ kind: "text", text: text.slice(at) });
  return found;
}

function special([, person, channel, emoji, hashtag]: RegExpMatchArray): Piece | undefined {
  if (person) {
    const name = person.replace(/[._-]+$/, "");
    return { kind: "mention", name: name.toLowerCase(), rest: person.slice(name.length) };
  }
  if (channel) return { kind: "channel", name: channel.toLowerCase() };
  if (emoji) return { kind: "emoji", name: emoji.toLowerCase() };
  const tag = (hashtag ?? "").replace(/[._-]+$/, "");
  return [...tag].length < SHORTEST_TAG ? undefined : { kind: "hashtag", tag, rest: (hashtag ?? "").slice(tag.length) };
}

/** An address that may be followed from a message; undefined for anything that could run or reach into this machine. */
export function safeHref(href: string): string | undefined {
  return /^(https?:\/\/|mailto:|tel:)/i.test(href.trim()) ? href.trim() : undefined;
}

/** What stands apart from the words after it. */
const APART = new Set(["paragraph", "heading", "code", "list_item", "html"]);

/** A message as plain words, on one line, for a list or a voice. */
export function plain(message: string): string {
  type Box = { tokens?: Token[]; items?: Token[]; text?: string };
  const words = (tokens: Token[]): string =>
    tokens.map((token) => {
      const { tokens: inside, items, text } = token as Box;
      if (token.type === "br" || token.type === "space") return " ";
      return (token.type === "list" ? " " : "") + (inside?.length || items ? words(inside ?? items ?? []) : (text ?? token.raw)) + (APART.has(token.type) ? " " : "");
    }).join("");
  return words(parse(message)).replace(/\s+/g, " ").trim();
}

const MOST_LARGE = 5;
const EMOJI = /:([a-z0-9_+-]+):|\p{RI}{2}|\p{Emoji}\uFE0F?\u20E3|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\u{E0020}-\u{E007F}]|\uFE0F|\u200D\p{Extended_Pictographic})*/giu;

/** How a message of emoji may begin: with a name, a key cap, or where Unicode has its pictures. */
const BEGINNING = /^\s*[:#*\d\u00a9\u00ae\u203c-\u3299\ud83c-\ud83e]/;

/** Is a message nothing but a few emoji? Then they are shown large. `isEmoji` knows the names. */
export function isOnlyEmoji(message: string, isEmoji: (name: string) => boolean): boolean {
  if (!BEGINNING.test(message)) return false;
  let count = 0;
  const rest = message.replace(EMOJI, (each, name?: string) => {
    if (name && !isEmoji(name)) return each;
    count++;
    return "";
  });
  return count > 0 && count <= MOST_LARGE && rest.trim() === "";
}
