// Colours of code. What is painted is a tree of texts and kinds; the page makes its nodes from it.
import { common, createLowlight } from "lowlight";

/** A text, or a stretch of one kind ("c-keyword", "c-string", …). */
export type Painted = string | { kind: string; inside: Painted[] };

const lowlight = createLowlight(common);
/** Longer code within a message would hold up the page. */
const MOST = 30_000;

type Node = { type: string; value?: string; properties?: { className?: string[] }; children?: Node[] };

/** The parts of a piece of code; undefined for a language that nobody here knows, and for more than `most` characters. */
export function paint(text: string, language: string, most = MOST): Painted[] | undefined {
  if (!lowlight.registered(language) || text.length > most) return undefined;
  return (lowlight.highlight(language, text, { prefix: "c-" }).children as Node[]).map(painted);
}

const painted = (node: Node): Painted =>
  node.type === "text" ? (node.value ?? "") : { kind: node.properties?.className?.join(" ") ?? "", inside: (node.children ?? []).map(painted) };

/** The same, line by line: a stretch over several lines (a comment, a long text) is begun again in each of them. */
export function linesOf(parts: readonly Painted[]): Painted[][] {
  const lines: Painted[][] = [[]];
  for (const part of parts) {
    const [first = [], ...rest] = typeof part === "string" ? part.split("\n").map((text) => (text ? [text] : [])) : within(part);
    lines.at(-1)?.push(...first);
    for (const line of rest) lines.push(line);
  }
  return lines;
}

const within = ({ kind, inside }: Exclude<Painted, string>): Painted[][] =>
  linesOf(inside).map((line) => (line.length > 0 ? [{ kind, inside: line }] : []));
