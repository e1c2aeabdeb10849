// Draws the tokens of a message. Everything becomes nodes and texts; there is no innerHTML here.
import type { PostImage } from "@mattermost/types/posts";
import { createContext, createMemo, createSignal, Show, useContext, type JSX } from "solid-js";
import { fit } from "~/lib/bytes";
import { isOnlyEmoji, parse, safeHref, type Token, type Tokens } from "~/lib/markdown";
import { customEmoji, emojiChar } from "~/model/emoji";
import { pictureFrom } from "~/model/remote";
import { config, preference } from "~/model/session";
import { ourUrls } from "~/model/site";
import { CodeBlock } from "./CodeBlock";
import { Maths } from "./Maths";
import { Words } from "./Words";

type Images = Record<string, PostImage> | undefined;
const ImageSizes = createContext<() => Images>(() => undefined);

const hasMaths = () => config.EnableLatex === "true";

/** A message, with its Markdown drawn. `images` are the sizes of pictures elsewhere that it names; the children stand behind its last word. */
export function Markdown(props: { text: string; images?: Images; children?: JSX.Element }) {
  const isPlain = () => preference("advanced_settings", "formatting") === "false";
  const tokens = createMemo(() => (isPlain() ? [] : parse(props.text, hasMaths() && config.EnableInlineLatex === "true")));
  const isLarge = () => isOnlyEmoji(props.text, (name) => (emojiChar(name) ?? customEmoji(name)) !== undefined);
  return (
    <ImageSizes.Provider value={() => props.images}>
      <div class="prose" classList={{ jumbo: isLarge() }}>
        <Show when={!isPlain()} fallback={<p class="raw">{props.text} {props.children}</p>}>{withTail(tokens(), () => props.children)}</Show>
      </div>
    </ImageSizes.Provider>
  );
}

/** Markdown where there is room for one line of it. */
export const MarkdownLine = (props: { text: string }) => <>{line(parse(props.text.trim().replace(/\s*\n\s*/g, " ")))}</>;

const BLOCKS = ["paragraph", "heading", "blockquote", "list", "list_item"];
const line = (tokens: Token[] = []): JSX.Element => tokens.map((token) => (BLOCKS.includes(token.type) ? line((token as Tokens.List).items ?? (token as Tokens.Generic).tokens) : inline(token)));

function withTail(tokens: Token[], tail: () => JSX.Element): JSX.Element {
  const last = tokens.findLast((each) => each.type !== "space");
  if (last?.type !== "paragraph") return [blocks(tokens), tail()];
  return tokens.map((each) => (each === last ? <p>{inlines((each as Tokens.Paragraph).tokens)} {tail()}</p> : block(each)));
}

const blocks = (tokens: Token[] = []): JSX.Element => tokens.map(block);
const inlines = (tokens: Token[] = []): JSX.Element => tokens.map(inline);

function block(token: Token): JSX.Element {
  switch (token.type) {
    case "space": case "def": return null;
    case "paragraph": return <p>{inlines(token.tokens)}</p>;
    case "heading": return <p class={`heading h${token.depth}`} role="heading" aria-level={Math.min(6, 1 + Number(token.depth))}>{inlines(token.tokens)}</p>;
    case "code": return code(token as Tokens.Code);
    case "blockquote": return <blockquote>{blocks(token.tokens)}</blockquote>;
    case "list": return list(token as Tokens.List);
    case "table": return table(token as Tokens.Table);
    case "hr": return <hr />;
    case "html": return <p class="raw">{token.raw.trimEnd()}</p>;
    default: return <p>{inline(token)}</p>;
  }
}

function code(token: Tokens.Code): JSX.Element {
  const [language = ""] = (token.lang ?? "").toLowerCase().split(/\s/);
  const isMaths = () => hasMaths() && (language === "latex" || language === "tex");
  return <Show when={isMaths()} fallback={<CodeBlock text={token.text} language={language} />}><Maths text={token.text} isBlock /></Show>;
}

function list(token: Tokens.List): JSX.Element {
  const items = token.items.map((item) => (
    <li classList={{ task: item.task }}>
      <Show when={item.task}><input type="checkbox" checked={item.checked} disabled aria-label={item.text} /></Show>
      {blocks(item.tokens.filter((each) => each.type !== "checkbox").map(tight))}
    </li>
  ));
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

/** The text of a list item is a block without being a paragraph. */
const tight = (token: Token): Token => (token.type === "text" ? { ...token, type: "paragraph", tokens: (token as Tokens.Text).tokens ?? [token] } as Token : token);

function table(token: Tokens.Table): JSX.Element {
  return (
    <div class="table" tabindex="0" role="group">
      <table>
        <thead><tr>{token.header.map((cell) => <th class={cell.align ?? ""}>{inlines(cell.tokens)}</th>)}</tr></thead>
        <tbody>
          {token.rows.map((row) => <tr>{row.map((cell) => <td class={cell.align ?? ""}>{inlines(cell.tokens)}</td>)}</tr>)}
        </tbody>
      </table>
    </div>
  );
}

function inline(token: Token): JSX.Element {
  switch (token.type) {
    case "strong": return <strong>{inlines(token.tokens)}</strong>;
    case "em": return <em>{inlines(token.tokens)}</em>;
    case "del": return <del>{inlines(token.tokens)}</del>;
    case "codespan": return <code>{token.text}</code>;
    case "maths": return <Maths text={token.text} />;
    case "br": return <br />;
    case "link": return link(token as Tokens.Link);
    case "image": return <Picture href={token.href} name={token.text || token.href} />;
    case "escape": return token.text;
    case "text": return token.tokens ? inlines(token.tokens) : <Words text={token.text} />;
    default: return token.raw;
  }
}

const link = (token: Tokens.Link) => <Link href={token.href}>{inlines(token.tokens)}</Link>;

/** An address of this page stays in this window; any other opens in one of its own. */
function Link(props: { href: string; children: JSX.Element }) {
  const href = () => safeHref(props.href);
  const path = () => ourUrls().filter((site) => href()?.startsWith(`${site}/`) && !href()?.startsWith(`${site}/api/`)).map((site) => href()?.slice(site.length))[0];
  return (
    <Show when={href()} fallback={<span>{props.children}</span>}>
      <Show when={path()} fallback={<a href={href()} target="_blank" rel="noopener noreferrer nofollow">{props.children}</a>}>
        {(own) => <a href={own()}>{props.children}</a>}
      </Show>
    </Show>
  );
}

const BOX = { width: 420, height: 320 };

/** A picture from elsewhere: in its room if the server knows its size, else (or when it does not come) a link to it. */
function Picture(props: { href: string; name: string }) {
  const sizes = useContext(ImageSizes);
  const [isBroken, setIsBroken] = createSignal(false);
  const size = () => {
    const known = sizes()?.[props.href];
    return known && known.width > 0 && known.height > 0 && pictureFrom(props.href) && !isBroken() ? fit(known.width, known.height, BOX.width, BOX.height) : undefined;
  };
  return (
    <Link href={props.href}>
      <Show when={size()} fallback={props.name}>
        {(box) => <img class="inline-picture" src={pictureFrom(props.href)} alt={props.name} width={box().width} height={box().height} loading="lazy" referrerpolicy="no-referrer" onError={() => setIsBroken(true)} />}
      </Show>
    </Link>
  );
}
