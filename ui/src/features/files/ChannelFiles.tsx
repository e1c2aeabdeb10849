import type { Channel } from "@mattermost/types/channels";
import type { FileInfo } from "@mattermost/types/files";
import { createMemo, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Button, Spinner } from "~/design/Button";
import { Failed } from "~/design/Failed";
import { Icon } from "~/design/Icon";
import { language, t } from "~/i18n";
import "~/i18n/rooms/files";
import { sizeText } from "~/lib/bytes";
import { ago, dayName } from "~/lib/time";
import { nameOf } from "~/model/people";
import { post, timeline } from "~/model/posts";
import { downloadUrl, ending } from "./kinds";
import { isOfKind, loadOlder, NOTHING, SHARED_KINDS, type Shared, type SharedKind } from "./shared";
import { openViewer } from "./viewing";

/** What has been shared in a channel, the newest first, all of it or one kind. */
export function ChannelFiles(props: { channel: Channel; onSearch: (terms: string) => void }) {
  const [kind, setKind] = createSignal<SharedKind>("all");
  return (
    <div class="panel-scroll">
      <div class="filters" role="group" aria-label={t("files.kinds")}>
        <For each={SHARED_KINDS}>{(each) => <button type="button" class="filter" aria-pressed={kind() === each} onClick={() => setKind(each)}>{t(`files.${each}`)}</button>}</For>
      </div>
      <Show when={`${props.channel.id} ${kind()}`} keyed>{(_) => <Files channel={props.channel} kind={kind()} onSearch={props.onSearch} />}</Show>
    </div>
  );
}

function Files(props: { channel: Channel; kind: SharedKind; onSearch: (terms: string) => void }) {
  const [shared, setShared] = createSignal<Shared>(NOTHING);
  const [isLoading, setIsLoading] = createSignal(false);
  const [fault, setFault] = createSignal("");
  const all = createMemo(() => [...arrived(props.channel.id, props.kind, shared().files), ...shared().files]);

  async function more(): Promise<readonly FileInfo[]> {
    if (isLoading() || shared().isAll) return all();
    setIsLoading(true);
    try {
      setShared(await loadOlder(props.channel, props.kind, shared()));
      setFault("");
    } catch (error) {
      setFault(errorText(error));
    }
    setIsLoading(false);
    return all();
  }
  onMount(() => void more());

  return (
    <>
      <ul class="list" aria-label={t("panel.files")} aria-busy={isLoading()}>
        <For each={all()} fallback={<Show when={shared().isAll}><li class="empty">{t(props.kind === "all" ? "files.none" : "files.none_of_kind")}</li></Show>}>
          {(file, at) => <Row file={file} onOpen={() => openViewer(all(), at(), more)} />}
        </For>
      </ul>
      <For each={shared().crowded}>
        {(day) => (
          <p class="files-note">{t("files.crowded", { day: dayName(Date.parse(`${day}T12:00`), language()) })}{" "}
            <Button look="quiet" onClick={() => props.onSearch(`in:${props.channel.name} on:${day}`)}>{t("search")}</Button></p>
        )}
      </For>
      <Show when={fault()}><Failed text={fault()} onRetry={() => void more()} /></Show>
      <Show when={!fault() && !shared().isAll}><Older isLoading={isLoading()} onMore={() => void more()} /></Show>
    </>
  );
}

/** What has come since the panel asked, from messages that are here. */
function arrived(channelId: string, kind: SharedKind, known: readonly FileInfo[]): FileInfo[] {
  const newest = known[0]?.create_at ?? 0;
  const files = (timeline(channelId)?.ids ?? []).flatMap((id) => post(id)?.metadata?.files ?? []);
  return files.filter((file) => file.create_at >= newest && isOfKind(file, kind) && !known.some((each) => each.id === file.id)).reverse();
}

/** Fetches older ones when the end comes into view, or by a press. */
function Older(props: { isLoading: boolean; onMore: () => void }) {
  let end!: HTMLDivElement;
  onMount(() => {
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && !props.isLoading && props.onMore(), { rootMargin: "400px" });
    watch.observe(end);
    onCleanup(() => watch.disconnect());
  });
  return <div ref={end} class="empty"><Show when={!props.isLoading} fallback={<Spinner />}><Button look="quiet" onClick={props.onMore}>{t("files.older")}</Button></Show></div>;
}

function Row(props: { file: FileInfo; onOpen: () => void }) {
  const note = () => [nameOf(props.file.user_id), ago(props.file.create_at, language()), sizeText(props.file.size, language())].join(" · ");
  return (
    <li class="file-row">
      <button type="button" class="list-row" onClick={props.onOpen}>
        <span class="file-face" aria-hidden="true">
          <Show when={props.file.has_preview_image || props.file.mini_preview} fallback={ending(props.file) || <Icon name="file" />}><img src={`/api/v4/files/${props.file.id}/thumbnail`} alt="" width="36" height="36" loading="lazy" /></Show>
        </span>
        <span class="what"><strong class="cut">{props.file.name}</strong><small class="cut">{note()}</small></span>
      </button>
      <a class="icon-button" href={downloadUrl(props.file.id)} download={props.file.name} aria-label={t("file.download_named", { name: props.file.name })} title={t("file.download")}><Icon name="download" size={18} /></a>
    </li>
  );
}
