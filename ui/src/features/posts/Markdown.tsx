// Draws the tokens of a message. Everything becomes nodes and texts; there is no innerHTML here.
import { createMemo, For, Match, Show, Switch, type JSX } from "solid-js";
import { t } from "~/i18n";
import { isOnlyEmoji, parse, pieces, safeHref, type Piece, type Token, type Tokens } from "~/lib/markdown";
import { channelAt, channelName } from "~/model/channels";
import { displayName, personNamed } from "~/model/people";
import { me } from "~/model/session";
import { currentTeam } from "~/model/teams";
import { usePostParts } from "./parts";

/** A message, with its Markdown drawn. */
export function Markdown(props: { text: string }) {
  const tokens = createMemo(() => parse(props.text));
  return (
    <div class="prose" classList={{ jumbo: isOnlyEmoji(props.text) }}>
      <Blocks tokens={tokens()} />
    </div>
  );
}

const Blocks = (props: { tokens: Token[] }) => <For each={props.tokens}>{(token) => block(token)}</For>;
const Inlines = (props: { tokens?: Token[] }) => <For each={props.tokens}>{(token) => inline(token)}</For>;

function block(token: Token): JSX.Element {
  switch (token.type) {
    case "space": case "def": return null;
    case "paragraph": return <p><Inlines tokens={token.tokens} /></p>;
    case "heading": return <p class={`heading h${token.depth}`} role="heading" aria-level={3 + Number(token.depth)}><Inlines tokens={token.tokens} /></p>;
    case "code": return <pre tabindex="0"><code>{token.text}</code></pre>;
    case "blockquote": return <blockquote><Blocks tokens={token.tokens ?? []} /></blockquote>;
    case "list": return list(token as Tokens.List);
    case "table": return table(token as Tokens.Table);
    case "hr": return <hr />;
    case "html": return <p class="raw">{token.raw.trimEnd()}</p>;
    default: return <p>{inline(token)}</p>;
  }
}

function list(token: Tokens.List): JSX.Element {
  const items = (
    <For each={token.items}>
      {(item) => (
        <li classList={{ task: item.task }}>
          <Show when={item.task}><input type="checkbox" checked={item.checked} disabled aria-label={item.text} /></Show>
          <Blocks tokens={item.tokens.filter((each) => each.type !== "checkbox").map(tight)} />
        </li>
      )}
    </For>
  );
  return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

/** The text of a list item is a block without being a paragraph. */
const tight = (token: Token): Token => (token.type === "text" ? { ...token, type: "paragraph", tokens: (token as Tokens.Text).tokens ?? [token] } as Token : token);

function table(token: Tokens.Table): JSX.Element {
  return (
    <div class="table" tabindex="0" role="group">
      <table>
        <thead><tr><For each={token.header}>{(cell) => <th class={cell.align ?? ""}><Inlines tokens={cell.tokens} /></th>}</For></tr></thead>
        <tbody>
          <For each={token.rows}>{(row) => <tr><For each={row}>{(cell) => <td class={cell.align ?? ""}><Inlines tokens={cell.tokens} /></td>}</For></tr>}</For>
        </tbody>
      </table>
    </div>
  );
}

function inline(token: Token): JSX.Element {
  switch (token.type) {
    case "strong": return <strong><Inlines tokens={token.tokens} /></strong>;
    case "em": return <em><Inlines tokens={token.tokens} /></em>;
    case "del": return <del><Inlines tokens={token.tokens} /></del>;
    case "codespan": return <code>{token.text}</code>;
    case "br": return <br />;
    case "link": return link(token as Tokens.Link);
    case "image": return <Link href={token.href}>{token.text || token.href}</Link>;
    case "escape": return token.text;
    case "text": return token.tokens ? <Inlines tokens={token.tokens} /> : <Words text={token.text} />;
    default: return token.raw;
  }
}

const link = (token: Tokens.Link) => <Link href={token.href}><Inlines tokens={token.tokens} /></Link>;

function Link(props: { href: string; children: JSX.Element }) {
  return (
    <Show when={safeHref(props.href)} fallback={<span>{props.children}</span>}>
      {(href) => <a href={href()} target="_blank" rel="noopener noreferrer nofollow">{props.children}</a>}
    </Show>
  );
}

const Words = (props: { text: string }) => <For each={pieces(props.text)}>{(piece) => <OnePiece piece={piece} />}</For>;

function OnePiece(props: { piece: Piece }): JSX.Element {
  const piece = props.piece;
  if (piece.kind === "emoji") return <span class="emoji" role="img" aria-label={`:${piece.name}:`} title={`:${piece.name}:`}>{piece.char}</span>;
  if (piece.kind === "mention") return <Mention name={piece.name} rest={piece.rest} />;
  if (piece.kind === "channel") return <ChannelLink name={piece.name} />;
  return piece.text;
}

const EVERYBODY = ["all", "channel", "here"];

function Mention(props: { name: string; rest: string }) {
  const parts = usePostParts();
  const user = () => (EVERYBODY.includes(props.name) ? undefined : personNamed(props.name));
  const isForMe = () => EVERYBODY.includes(props.name) || props.name === me()?.username;
  return (
    <>
      <Switch fallback={`@${props.name}`}>
        <Match when={EVERYBODY.includes(props.name)}><span class="mention for-me">@{props.name}</span></Match>
        <Match when={user()}>
          {(found) => (
            <button type="button" class="mention" classList={{ "for-me": isForMe() }} onClick={() => parts.openPerson(found().id)}
              title={t("message_person", { name: displayName(found()) })}>@{displayName(found())}</button>
          )}
        </Match>
      </Switch>
      {props.rest}
    </>
  );
}

function ChannelLink(props: { name: string }) {
  const found = () => channelAt(currentTeam()?.id ?? "", props.name);
  return (
    <Show when={found()} fallback={`~${props.name}`}>
      {(channel) => <a class="mention" href={`/${currentTeam()?.name}/channels/${channel().name}`}>~{channelName(channel())}</a>}
    </Show>
  );
}
