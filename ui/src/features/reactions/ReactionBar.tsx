import { createMemo, For, Show } from "solid-js";
import { t, tn } from "~/i18n";
import { emojiChar } from "~/lib/emoji";
import { nameOf } from "~/model/people";
import { post } from "~/model/posts";
import { myId } from "~/model/session";
import { EmojiPicker } from "./EmojiPicker";
import { toggleReaction } from "./reactions.actions";

type Group = { name: string; userIds: string[] };

/** The reactions under a post: who and how many. Pressing one joins in or steps back. */
export function ReactionBar(props: { postId: string }) {
  const groups = createMemo(() => grouped(post(props.postId)?.metadata?.reactions ?? []));
  const names = createMemo(() => groups().map((each) => each.name).join(" "));
  const group = (name: string) => groups().find((each) => each.name === name) ?? { name, userIds: [] };
  return (
    <Show when={groups().length > 0}>
      <div class="reactions" role="group" aria-label={t("reactions")}>
        <For each={names().split(" ")}>{(name) => <Chip postId={props.postId} group={group(name)} />}</For>
        <EmojiPicker label={t("react")} icon="smile" onPick={(name) => void toggleReaction(props.postId, name)} class="reaction add" />
      </div>
    </Show>
  );
}

function Chip(props: { postId: string; group: Group }) {
  const isMine = () => props.group.userIds.includes(myId());
  const label = () => {
    const names = props.group.userIds.slice(0, 10).map((id) => (id === myId() ? t("you") : nameOf(id))).join(", ");
    return `:${props.group.name}: ${tn("reactions.count", props.group.userIds.length)} — ${names}`;
  };
  return (
    <button type="button" class="reaction" aria-pressed={isMine()} aria-label={label()} title={label()}
      onClick={() => void toggleReaction(props.postId, props.group.name)}>
      <span aria-hidden="true">{emojiChar(props.group.name) ?? `:${props.group.name}:`}</span>
      <span aria-hidden="true" class="count">{props.group.userIds.length}</span>
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
