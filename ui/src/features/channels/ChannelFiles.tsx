import type { Channel } from "@mattermost/types/channels";
import type { FileInfo } from "@mattermost/types/files";
import { createResource, For, Show } from "solid-js";
import { api, errorText } from "~/api/client";
import { Button, Spinner } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { language, t } from "~/i18n";
import { bytes } from "~/lib/size";
import { ago } from "~/lib/time";
import { nameOf } from "~/model/people";
import { currentTeamId } from "~/model/teams";

/** The server answers so many at most. */
const MOST = 100;

async function filesOf(each: Channel): Promise<FileInfo[]> {
  const found = await api.searchFilesWithParams(each.team_id || currentTeamId(), { terms: `in:${each.name}`, is_or_search: false, include_deleted_channels: true, page: 0, per_page: MOST });
  return found.order.map((id) => found.file_infos.get?.(id) ?? (found.file_infos as unknown as Record<string, FileInfo>)[id]).filter((file) => file !== undefined);
}

/** What has been shared in a channel, the newest first. */
export function ChannelFiles(props: { channel: Channel }) {
  const [files, { refetch }] = createResource(() => props.channel, filesOf);
  return (
    <div class="panel-scroll">
      <Show when={!files.error} fallback={<div class="empty"><p role="alert">{errorText(files.error)}</p><Button onClick={() => void refetch()}>{t("retry")}</Button></div>}>
        <Show when={!files.loading} fallback={<div class="empty"><Spinner /></div>}>
          <ul class="list" aria-label={t("panel.files")}>
            <For each={files()} fallback={<li class="empty">{t("files.none")}</li>}>{(file) => <li><File file={file} /></li>}</For>
          </ul>
          <Show when={(files() ?? []).length >= MOST}><p class="empty">{t("files.more", { count: MOST })}</p></Show>
        </Show>
      </Show>
    </div>
  );
}

function File(props: { file: FileInfo }) {
  const note = () => [nameOf(props.file.user_id), ago(props.file.create_at, language()), bytes(props.file.size, language())].join(" · ");
  return (
    <a class="list-row file-row" href={`/api/v4/files/${props.file.id}`} target="_blank" rel="noopener">
      <span class="file-face" aria-hidden="true">
        <Show when={props.file.has_preview_image || props.file.mini_preview} fallback={<Icon name="file" />}><img src={`/api/v4/files/${props.file.id}/thumbnail`} alt="" width="36" height="36" loading="lazy" /></Show>
      </span>
      <span class="what"><strong class="cut">{props.file.name}</strong><small class="cut">{note()}</small></span>
    </a>
  );
}
