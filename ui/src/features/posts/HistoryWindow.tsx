import type { Post } from "@mattermost/types/posts";
import { createResource, createSignal, For, Show } from "solid-js";
import { api, errorText } from "~/api/client";
import { connectionId } from "~/api/socket";
import { Button, Spinner } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Failed } from "~/design/Failed";
import { FormFault } from "~/design/Field";
import { toast } from "~/design/Toasts";
import { language, t } from "~/i18n";
import "~/i18n/rooms/posts";
import { fullTime } from "~/lib/time";
import { post, putPosts } from "~/model/posts";
import { Markdown } from "./Markdown";

/** How a message of mine was before, and the way back to it. */
export default function HistoryWindow(props: { postId: string; onClose: () => void }) {
  const [fault, setFault] = createSignal("");
  const [versions, { refetch }] = createResource(() => api.getPostEditHistory(props.postId));

  async function restore(version: Post) {
    try {
      const { data } = await api.restorePostVersion(props.postId, version.id, connectionId());
      putPosts([{ ...post(props.postId), ...data }]);
      toast(t("history.restored"));
      props.onClose();
    } catch (error) {
      setFault(errorText(error));
    }
  }

  return (
    <Dialog isOpen onClose={props.onClose} title={t("post.history")} note={t("history.note")}>
      <FormFault text={fault()} />
      <Show when={!versions.error} fallback={<Failed text={errorText(versions.error)} onRetry={() => void refetch()} />}>
        <Show when={!versions.loading} fallback={<div class="empty"><Spinner /></div>}>
          <ol class="versions">
            <For each={versions()}>
              {(version) => (
                <li>
                  <div class="version-head">
                    <time datetime={new Date(version.edit_at || version.create_at).toISOString()}>{fullTime(version.edit_at || version.create_at, language())}</time>
                    <Button look="quiet" icon="history" onClick={() => void restore(version)}>{t("history.restore")}</Button>
                  </div>
                  <Markdown text={version.message} />
                </li>
              )}
            </For>
          </ol>
        </Show>
      </Show>
    </Dialog>
  );
}
