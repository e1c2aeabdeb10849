import type { Channel } from "@mattermost/types/channels";
import { createMemo, createSignal, For, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field, TextField } from "~/design/Field";
import { Icon } from "~/design/Icon";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import "~/i18n/rooms/posts";
import { matchScore } from "~/lib/hangul";
import { channelName, isDirect, myChannels } from "~/model/channels";
import { authorName } from "~/model/author";
import { gist } from "~/model/gist";
import { post } from "~/model/posts";
import { siteUrl } from "~/model/site";
import { send } from "./sending.actions";

const MOST = 12;

/** Passes a message on to another channel or conversation, as a link that shows it to everybody who may read it. */
export default function ForwardWindow(props: { postId: string; href: string; onClose: () => void }) {
  const [query, setQuery] = createSignal("");
  const [chosen, setChosen] = createSignal<Channel>();
  const found = createMemo(() => rank(query()));
  let note!: HTMLTextAreaElement;

  function forward(event: SubmitEvent) {
    event.preventDefault();
    const to = chosen();
    if (!to) return;
    send(to.id, "", [note.value.trim(), siteUrl() + props.href].filter(Boolean).join("\n"));
    toast(t("forward.done", { channel: channelName(to) }));
    props.onClose();
  }

  return (
    <Dialog isOpen onClose={props.onClose} title={t("forward.title")}>
      <blockquote class="forwarded"><Show when={post(props.postId)}>{(each) => <><strong>{authorName(each())}</strong> <span class="cut">{gist(each())}</span></>}</Show></blockquote>
      <form class="form" onSubmit={forward}>
        <Show when={chosen()} fallback={<Field label={t("forward.to")} type="search" autofocus autocomplete="off" onInput={(event) => setQuery(event.currentTarget.value)} />}>
          {(to) => (
            <Button class="forward-to" onClick={() => setChosen(undefined)} aria-label={t("forward.change", { channel: channelName(to()) })}>
              <Place channel={to()} /><Icon name="close" size={16} />
            </Button>
          )}
        </Show>
        <Show when={!chosen()}>
          <ul class="list scroll-list forward-places" aria-label={t("forward.places")}>
            <For each={found()}>
              {(each) => <li><button type="button" class="list-row" onClick={() => { setChosen(each); note.focus(); }}><Place channel={each} /></button></li>}
            </For>
          </ul>
          <Show when={found().length === 0}><p class="empty" role="status">{t("nothing_found")}</p></Show>
        </Show>
        <TextField ref={note} label={t("forward.note")} rows={2} dir="auto" />
        <div class="form-actions">
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button type="submit" look="primary" disabled={!chosen()}>{t("post.forward")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

const Place = (props: { channel: Channel }) => (
  <><Icon name={isDirect(props.channel) ? "people" : props.channel.type === "P" ? "lock" : "hash"} size={18} /><span class="what cut">{channelName(props.channel)}</span></>
);

/** Those that are found, the ones spoken in last first. */
const rank = (query: string) => myChannels()
  .map((each) => [matchScore(query, channelName(each)), each] as const)
  .filter(([score]) => score > 0)
  .sort(([a, one], [b, other]) => b - a || other.last_post_at - one.last_post_at)
  .slice(0, MOST)
  .map(([, each]) => each);
