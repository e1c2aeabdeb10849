import { For, Show } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { language, t, tn } from "~/i18n";
import { ago } from "~/lib/time";
import { nameOf, person } from "~/model/people";
import { post } from "~/model/posts";
import { thread } from "~/model/threads";

/** Under the root of a thread: who answered, how often, how long ago. */
export function ThreadFooter(props: { postId: string; onOpen: (rootId: string) => void }) {
  const root = () => post(props.postId);
  const people = () => (root()?.participants ?? []).map((each: string | { id: string }) => (typeof each === "string" ? each : each.id)).slice(0, 3);
  const unread = () => thread(props.postId)?.unread_replies ?? 0;
  return (
    <Show when={(root()?.reply_count ?? 0) > 0}>
      <button type="button" class="thread-footer" classList={{ unread: unread() > 0 }} onClick={() => props.onOpen(props.postId)}>
        <span class="faces" aria-hidden="true">
          <For each={people()}>{(id) => <Avatar id={id} name={nameOf(id)} size={20} pictureAt={person(id)?.last_picture_update} />}</For>
        </span>
        <strong>{tn("replies", root()?.reply_count ?? 0)}</strong>
        <Show when={unread() > 0}><span class="badge">{t("count_new", { count: unread() })}</span></Show>
        <Show when={root()?.last_reply_at}>{(at) => <span class="when">{t("last_reply", { when: ago(at(), language()) })}</span>}</Show>
      </button>
    </Show>
  );
}
