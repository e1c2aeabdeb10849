import { createMemo, createSignal, Show } from "solid-js";
import { Composer } from "~/features/posts/Composer";
import { PostFeed } from "~/features/posts/PostFeed";
import { rowsOf } from "~/features/posts/rows";
import { ThreadPanel } from "~/features/threads/ThreadPanel";
import { t, tn } from "~/i18n";
import { dayKey } from "~/lib/time";
import { isMyWord } from "~/model/author";
import { outgoing, post, replies } from "~/model/posts";
import { myId } from "~/model/session";
import { thread } from "~/model/threads";

/** The thread beside the channel, with its own list and its own field. */
export default function ThreadSide(props: { rootId: string; onClose: () => void }) {
  return (
    <Show when={props.rootId} keyed>
      {(rootId) => <ThreadPanel rootId={rootId} onClose={props.onClose}><Inside rootId={rootId} /></ThreadPanel>}
    </Show>
  );
}

function Inside(props: { rootId: string }) {
  const rootId = props.rootId;
  const channelId = () => post(rootId)?.channel_id ?? "";
  // What was new when the thread was opened stays marked until it is closed.
  const seenAt = thread(rootId)?.unread_replies ? thread(rootId)?.last_viewed_at : undefined;
  const [editing, setEditing] = createSignal("");
  const answers = createMemo(() => (replies(rootId) ?? []).map(post).filter((each) => each !== undefined));
  const rows = createMemo(() => {
    const root = post(rootId);
    if (!root) return [];
    const list = rowsOf(answers(), outgoing(channelId(), rootId).map((each) => each.post), myId(), seenAt);
    const [first] = answers();
    const isSameDay = first !== undefined && dayKey(first.create_at) === dayKey(root.create_at);
    return [`p:${rootId}`, "k", ...(isSameDay ? list.slice(1) : list)];
  });
  let place!: HTMLDivElement;
  const focusField = () => place.querySelector<HTMLTextAreaElement>(".composer textarea")?.focus();
  const editLast = () => {
    const mine = answers().findLast((each) => isMyWord(each) && each.type === "");
    if (mine) setEditing(mine.id);
  };
  return (
    <div class="panel-inside" ref={place}>
      <PostFeed rows={rows()} label={t("thread")} inThread isAtNewest intro={null} onNearStart={() => {}} onNearEnd={() => {}} onJumpToNewest={async () => {}}
        onLeave={focusField} editing={editing()} setEditing={setEditing}
        divider={<div class="thread-divider"><span>{answers().length > 0 ? tn("replies", answers().length) : t("thread.empty")}</span></div>} />
      <Composer channelId={channelId()} rootId={rootId} label={t("thread.reply")} autofocus onEditLast={editLast} onSent={() => {}} />
    </div>
  );
}
