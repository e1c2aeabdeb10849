import { createMemo, For, Show, type JSX } from "solid-js";
import { Glyph } from "~/design/Glyph";
import { t, tn } from "~/i18n";
import { customEmoji, emojiChar, emojiPicture } from "~/model/emoji";
import { nameOf } from "~/model/people";
import { post } from "~/model/posts";
import { myId } from "~/model/session";
import { toggleReaction } from "./reactions.actions";

type Group = { name: string; userIds: string[] };
/** Names that are told; the others are counted. */
const MOST_NAMES = 12;

/** The reactions under a post: who and how many. Pressing one joins in or steps back; `more` is the way to another one. */
export function ReactionBar(props: { postId: string; more: JSX.Element }) {
  const groups = createMemo(() => grouped(post(props.postId)?.metadata?.reactions ?? []));
  const names = createMemo(() => groups().map((each) => each.name).join(" "));
  const group = (name: string) => groups().find((each) => each.name === name) ?? { name, userIds: [] };
  return (
    <Show when={groups().length > 0}>
      <div class="reactions" role="group" aria-label={t("reactions")}>
        <For each={names().split(" ")}>{(name) => <Chip postId={props.postId} group={group(name)} />}</For>
        {props.more}
      </div>
    </Show>
  );
}

function Chip(props: { postId: string; group: Group }) {
  const isMine = () => props.group.userIds.includes(myId());
  const made = () => (emojiChar(props.group.name) ? undefined : customEmoji(props.group.name));
  const who = () => {
    const names = props.group.userIds.slice(0, MOST_NAMES).map((id) => (id === myId() ? t("you") : nameOf(id))).join(", ");
    const left = props.group.userIds.length - MOST_NAMES;
    return left > 0 ? t("reactions.and_others", { names, count: left }) : names;
  };
  const label = () => `:${props.group.name}: ${tn("reactions.count", props.group.userIds.length)} — ${who()}`;
  return (
    <button type="button" class="reaction" aria-pressed={isMine()} onClick={() => void toggleReaction(props.postId, props.group.name)}>
      <Glyph name={props.group.name} char={emojiChar(props.group.name)} picture={made() && emojiPicture(made()?.id as string)} isSilent />
      <span aria-hidden="true" class="count">{props.group.userIds.length}</span>
      <span aria-hidden="true" class="tip"><strong>:{props.group.name}:</strong> {who()}</span>
      <span class="unseen">{label()}</span>
    </button>
  );
}

function grouped(reactions: readonly { emoji_name: string; user_id: string; create_at: number }[]): Group[] {
  const groups = new Map<string, string[]>();
  for (const each of [...reactions].sort((a, b) => a.create_at - b.create_at)) {
    groups.set(each.emoji_name, [...(groups.get(each.emoji_name) ?? []), each.user_id]);
  }
  return [...groups].map(([name, userIds]) => ({ name, userIds }));
}
