import { createResource, For, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Avatar } from "~/design/Avatar";
import { Spinner } from "~/design/Button";
import { Failed } from "~/design/Failed";
import { Icon } from "~/design/Icon";
import { language, t, tn } from "~/i18n";
import { ago } from "~/lib/time";
import { channel, channelName } from "~/model/channels";
import { authorName, faceOf } from "~/model/author";
import { gist } from "~/model/gist";
import { post } from "~/model/posts";
import { currentTeamId } from "~/model/teams";
import { threadsOf, type Thread } from "~/model/threads";
import { loadThreads } from "./threads.actions";

/** The threads I follow, the liveliest first. */
export function ThreadList(props: { openId: string; onOpen: (rootId: string) => void; menuButton: unknown }) {
  const [loaded, { refetch }] = createResource(currentTeamId, loadThreads);
  const list = () => threadsOf(currentTeamId());
  return (
    <>
      <header class="channel-head">
        {props.menuButton as Element}
        <Icon name="thread" />
        <h1>{t("threads")}</h1>
      </header>
      <div class="thread-list">
        <Show when={loaded.error}><Failed text={errorText(loaded.error)} onRetry={() => void refetch()} /></Show>
        <Show when={!loaded.loading || list().length > 0} fallback={<div class="empty"><Spinner /></div>}>
          <Show when={loaded.error || list().length > 0} fallback={<div class="empty"><h2>{t("threads.none")}</h2><p>{t("threads.none_note")}</p></div>}>
            <ul class="list">
              <For each={list().map((each) => each.id)}>
                {(id) => <Row thread={list().find((each) => each.id === id) as Thread} isOpen={props.openId === id} onOpen={() => props.onOpen(id)} />}
              </For>
            </ul>
          </Show>
        </Show>
      </div>
    </>
  );
}

function Row(props: { thread: Thread; isOpen: boolean; onOpen: () => void }) {
  const root = () => post(props.thread.id);
  const home = () => channel(root()?.channel_id ?? "");
  return (
    <Show when={root()}>
      {(each) => (
        <li>
          <button type="button" class="list-row thread-row" aria-current={props.isOpen} classList={{ unread: props.thread.unread_replies > 0 }} onClick={props.onOpen}>
            <Avatar {...faceOf(each())} size={36} />
            <span class="what">
              <span class="cut"><strong>{authorName(each())}</strong> <small>{home() ? channelName(home() as never) : ""}</small></span>
              <span class="thread-text">{gist(each())}</span>
              <small>{tn("replies", props.thread.reply_count)} · {ago(props.thread.last_reply_at, language())}</small>
            </span>
            <Show when={props.thread.unread_replies > 0}><span class="badge">{props.thread.unread_replies}</span></Show>
          </button>
        </li>
      )}
    </Show>
  );
}
