// Markdown as people write it in chat. `marked` finds the structure; nothing here makes HTML, so nothing can be injected:
// the page builds its nodes from these tokens, and HTML in a message is text like any other.
import { Marked, type Token, type Tokens } from "marked";
import { emojiChar, emojis } from "./emoji";

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

const marked = new Marked({ gfm: true, breaks: true, extensions: [strong] });

/** The blocks of a message. */
export const parse = (message: string): Token[] => marked.lexer(message);
export type { Token, Tokens };

/** A piece of plain text: words, or something that stands for a person, a channel, an emoji. */
export type Piece =
  | { kind: "text"; text: string }
  | { kind: "mention"; name: string; rest: string }
  | { kind: "channel"; name: string }
  | { kind: "emoji"; char: string; name: string };

const SPECIAL = /(?<![\w@/])@([a-z0-9][a-z0-9._-]*)|(?<![\w~/])~([a-z0-9][a-z0-9_-]*)|:([a-z0-9_+-]+):/gi;

/** Splits text into pieces. A mention keeps the punctuation that may belong to its sentence in `rest`. */
export function pieces(text: string): Piece[] {
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

function special([, person, channel, emoji]: RegExpMatchArray): Piece | undefined {
  if (person) {
    const name = person.replace(/[._-]+$/, "");
    return { kind: "mention", name: name.toLowerCase(), rest: person.slice(name.length) };
  }
  if (channel) return { kind: "channel", name: channel.toLowerCase() };
  const char = emojiChar(emoji ?? "");
  return char ? { kind: "emoji", char, name: emoji as string } : undefined;
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
      return (inside?.length || items ? words(inside ?? items ?? []) : (text ?? token.raw)) + (APART.has(token.type) ? " " : "");
    }).join("");
  return words(parse(message)).replace(/\s+/g, " ").trim();
}

const chars = new Set(emojis.map((each) => each.char));

/** Is a message nothing but a few emoji? Then they are shown large. */
export function isOnlyEmoji(message: string): boolean {
  const parts = message.trim().split(/\s+/);
  const named = (part: string) => /^:[a-z0-9_+-]+:$/i.test(part) && emojiChar(part.slice(1, -1)) !== undefined;
  const drawn = (part: string) => chars.has(part) || /^\p{Extended_Pictographic}(\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*$/u.test(part);
  return message.trim() !== "" && parts.length <= 5 && parts.every((part) => named(part) || drawn(part));
}
