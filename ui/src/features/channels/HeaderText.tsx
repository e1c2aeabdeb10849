import { For, Show, type JSX } from "solid-js";
import { Glyph } from "~/design/Glyph";
import { parse, safeHref, type Token, type Tokens } from "~/lib/markdown";
import { glyphOf } from "~/model/emoji";

/** The header of a channel: Markdown on one line. */
export const HeaderText = (props: { text: string }) => <Line tokens={parse(props.text)} />;

const Line = (props: { tokens: Token[] }) => <For each={props.tokens}>{(token) => drawn(token)}</For>;

function drawn(token: Token): JSX.Element {
  const inside = () => <Line tokens={(token as Tokens.Generic).tokens ?? []} />;
  switch (token.type) {
    case "strong": return <strong>{inside()}</strong>;
    case "em": return <em>{inside()}</em>;
    case "del": return <del>{inside()}</del>;
    case "codespan": return <code>{(token as Tokens.Codespan).text}</code>;
    case "link": return <Show when={safeHref((token as Tokens.Link).href)} fallback={inside()}>{(href) => <a href={href()} target="_blank" rel="noopener noreferrer nofollow">{inside()}</a>}</Show>;
    case "space": case "br": return " ";
    case "list": return <For each={(token as Tokens.List).items}>{(item) => <><Line tokens={item.tokens} /> </>}</For>;
    case "text": case "escape": return (token as Tokens.Generic).tokens ? inside() : words((token as Tokens.Text).text);
    default: return (token as Tokens.Generic).tokens ? inside() : token.raw;
  }
}

const words = (text: string) => <For each={text.split(/:([a-z0-9_+-]+):/i)}>{(part, at) => (at() % 2 === 1 ? <Emoji name={part} /> : part)}</For>;

function Emoji(props: { name: string }) {
  const glyph = () => glyphOf(props.name.toLowerCase());
  return <Show when={glyph().char ?? glyph().picture} fallback={`:${props.name}:`}><Glyph {...glyph()} /></Show>;
}
