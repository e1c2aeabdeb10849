import { createMemo, createResource, For, Show } from "solid-js";
import { api, errorText } from "~/api/client";
import { Avatar } from "~/design/Avatar";
import { Button, IconButton, Spinner } from "~/design/Button";
import { Failed } from "~/design/Failed";
import { toast } from "~/design/Toasts";
import { Markdown } from "~/features/posts/Markdown";
import { usePostParts } from "~/features/posts/parts";
import { language, t } from "~/i18n";
import { fullTime, shortTime } from "~/lib/time";
import { channel, isArchived } from "~/model/channels";
import { authorName, faceOf } from "~/model/author";
import { filesOf, post, putPosts, timeline } from "~/model/posts";

async function loadPinned(channelId: string): Promise<string[]> {
  const list = await api.getPinnedPosts(channelId);
  putPosts(Object.values(list.posts));
  return list.order;
}

/** What has been pinned in a channel, the newest first. It follows what is pinned and unpinned meanwhile. */
export function PinnedPosts(props: { channelId: string }) {
  const [loaded, { refetch }] = createResource(() => props.channelId, loadPinned);
  const ids = createMemo(() =>
    [...new Set([...(loaded.error ? [] : (loaded() ?? [])), ...(timeline(props.channelId)?.ids ?? [])])]
      .filter((id) => post(id)?.is_pinned)
      .sort((a, b) => (post(b)?.create_at ?? 0) - (post(a)?.create_at ?? 0)));
  return (
    <div class="panel-scroll">
      <Show when={!loaded.error} fallback={<Failed text={errorText(loaded.error)} onRetry={() => void refetch()} />}>
        <Show when={!loaded.loading} fallback={<div class="empty"><Spinner /></div>}>
          <ul class="list pinned-list" aria-label={t("panel.pinned")}>
            <For each={ids()} fallback={<li class="empty"><h2>{t("pinned.none")}</h2><p>{t("pinned.none_note")}</p></li>}>{(id) => <Pinned id={id} />}</For>
          </ul>
        </Show>
      </Show>
    </div>
  );
}

function Pinned(props: { id: string }) {
  const parts = usePostParts();
  const unpin = () => void api.unpinPost(props.id).catch((error) => toast(errorText(error)));
  return (
    <Show when={post(props.id)}>
      {(each) => (
        <li class="pinned-post">
          <div class="byline">
            <button type="button" class="person" data-person={each().user_id}>
              <Avatar {...faceOf(each())} size={24} /><strong class="author">{authorName(each())}</strong>
            </button>
            <time datetime={new Date(each().create_at).toISOString()} title={fullTime(each().create_at, language())}>{shortTime(each().create_at, language())}</time>
          </div>
          <Markdown text={each().message} />
          <parts.files files={filesOf(each())} />
          <div class="pinned-tools">
            <Button look="quiet" onClick={() => parts.openThread(each().root_id || each().id)}>{t("pinned.open")}</Button>
            <Show when={!isArchived(channel(each().channel_id) ?? { delete_at: 0 } as never)}><IconButton icon="close" label={t("pinned.unpin")} onClick={unpin} /></Show>
          </div>
        </li>
      )}
    </Show>
  );
}
