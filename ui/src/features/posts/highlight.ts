// Colours of code. What is painted is a tree of texts and kinds; the page makes its nodes from it.
import { common, createLowlight } from "lowlight";

/** A text, or a stretch of one kind ("c-keyword", "c-string", …). */
export type Painted = string | { kind: string; inside: Painted[] };

const lowlight = createLowlight(common);
/** Longer code would hold up the page. */
const MOST = 30_000;

type Node = { type: string; value?: string; properties?: { className?: string[] }; children?: Node[] };

/** The parts of a piece of code; undefined for a language that nobody here knows. */
export function paint(text: string, language: string): Painted[] | undefined {
  if (!lowlight.registered(language) || text.length > MOST) return undefined;
  return (lowlight.highlight(language, text, { prefix: "c-" }).children as Node[]).map(painted);
}

const painted = (node: Node): Painted =>
  node.type === "text" ? (node.value ?? "") : { kind: node.properties?.className?.join(" ") ?? "", inside: (node.children ?? []).map(painted) };
