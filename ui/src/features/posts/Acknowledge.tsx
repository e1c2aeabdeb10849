import type { Post } from "@mattermost/types/posts";
import { createSignal, For, Show } from "solid-js";
import { api, errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { toast } from "~/design/Toasts";
import { language, t, tn } from "~/i18n";
import "~/i18n/rooms/posts";
import { shortTime } from "~/lib/time";
import { nameOf } from "~/model/people";
import { putAcknowledgement } from "~/model/posts";
import { myId } from "~/model/session";

/** Says to the author that a message was read; everybody sees who did. */
export default function Acknowledge(props: { post: Post }) {
  const [isOpen, setIsOpen] = createSignal(false);
  const all = () => [...(props.post.metadata?.acknowledgements ?? [])].sort((a, b) => a.acknowledged_at - b.acknowledged_at);
  const mine = () => all().find((each) => each.user_id === myId());
  const isAuthor = () => props.post.user_id === myId();

  async function toggle() {
    const before = mine();
    const one = before ?? { user_id: myId(), post_id: props.post.id, acknowledged_at: Date.now() };
    putAcknowledgement(one, !before);
    try {
      await (before ? api.unacknowledgePost(props.post.id, myId()) : api.acknowledgePost(props.post.id, myId()));
    } catch (error) {
      putAcknowledgement(one, before !== undefined);
      toast(errorText(error));
    }
  }

  return (
    <div class="ack">
      <Show when={!isAuthor()}>
        <Button icon={mine() ? "check" : undefined} aria-pressed={mine() !== undefined} onClick={() => void toggle()}>{t(mine() ? "ack.done" : "ack.do")}</Button>
      </Show>
      <Show when={all().length > 0} fallback={<Show when={isAuthor()}><small>{t("ack.nobody")}</small></Show>}>
        <Button look="quiet" aria-expanded={isOpen()} onClick={() => setIsOpen(!isOpen())}>{tn("acks", all().length)}</Button>
      </Show>
      <Show when={isOpen() && all().length > 0}>
        <ul class="ack-list"><For each={all()}>{(each) => <li>{nameOf(each.user_id)} <small>{shortTime(each.acknowledged_at, language())}</small></li>}</For></ul>
      </Show>
    </div>
  );
}
