// Plain text of a message: people, channels, subjects and emoji in it are more than their letters.
import { createMemo, createRoot, For, Match, Show, Switch, type JSX } from "solid-js";
import { Glyph } from "~/design/Glyph";
import { withMarks } from "~/lib/marks";
import { pieces, type Piece } from "~/lib/markdown";
import { channelAt, channelName } from "~/model/channels";
import { customEmoji, emojiChar, emojiPicture } from "~/model/emoji";
import { groupNamed } from "~/model/groups";
import { displayName, personNamed } from "~/model/people";
import { me } from "~/model/session";
import { currentTeam } from "~/model/teams";
import { usePostParts } from "./parts";

/** Text without Markdown of its own. */
export const Words = (props: { text: string }) => <>{pieces(props.text).map((piece) => <OnePiece piece={piece} />)}</>;

function OnePiece(props: { piece: Piece }): JSX.Element {
  const piece = props.piece;
  switch (piece.kind) {
    case "emoji": return <Emoji name={piece.name} />;
    case "mention": return <Mention name={piece.name} rest={piece.rest} />;
    case "channel": return <ChannelLink name={piece.name} />;
    case "hashtag": return <Hashtag tag={piece.tag} rest={piece.rest} />;
    default: return <Plain text={piece.text} />;
  }
}

const wanted = createRoot(() => createMemo(() => (me()?.notify_props?.highlight_keys ?? "").split(",").map((word) => word.trim()).filter(Boolean)));

/** Words that its reader wants to see marked are. */
function Plain(props: { text: string }) {
  return <Show when={wanted().length > 0} fallback={props.text}><For each={withMarks(props.text, wanted())}>{(part, at) => (at() % 2 === 1 ? <mark>{part}</mark> : part)}</For></Show>;
}

/** An emoji by its name; a name that nobody knows is shown as it was written. */
export function Emoji(props: { name: string; isSilent?: boolean }) {
  const char = () => emojiChar(props.name);
  const made = () => (char() ? undefined : customEmoji(props.name));
  return (
    <Show when={char() ?? made()} fallback={`:${props.name}:`}>
      <Glyph name={props.name} char={char()} picture={made() && emojiPicture(made()?.id as string)} isSilent={props.isSilent} />
    </Show>
  );
}

const EVERYBODY = ["all", "channel", "here"];

function Mention(props: { name: string; rest: string }) {
  const isEverybody = () => EVERYBODY.includes(props.name);
  const user = () => (isEverybody() ? undefined : personNamed(props.name));
  const group = () => (isEverybody() || user() ? undefined : groupNamed(props.name));
  return (
    <>
      <Switch fallback={`@${props.name}`}>
        <Match when={isEverybody()}><span class="mention for-me">@{props.name}</span></Match>
        <Match when={user()}>
          {(found) => (
            <button type="button" class="mention" classList={{ "for-me": props.name === me()?.username }} data-person={found().id}>@{displayName(found())}</button>
          )}
        </Match>
        <Match when={group()}>{(found) => <span class="mention" title={found().display_name}>@{found().name}</span>}</Match>
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

function Hashtag(props: { tag: string; rest: string }) {
  const parts = usePostParts();
  return (
    <>
      <Show when={parts.searchFor} fallback={<span class="hashtag">{props.tag}</span>}>
        {(search) => <button type="button" class="hashtag" onClick={() => search()(props.tag)}>{props.tag}</button>}
      </Show>
      {props.rest}
    </>
  );
}
