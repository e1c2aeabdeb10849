import { createEffect, createSignal, on, Show, type JSX } from "solid-js";
import { errorText, isClientError } from "~/api/client";
import { Button, Spinner } from "~/design/Button";
import { Failed } from "~/design/Failed";
import { Panel } from "~/design/Panel";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { isAttending } from "~/model/attention";
import { channel, channelName } from "~/model/channels";
import { post, replies } from "~/model/posts";
import { currentTeamId } from "~/model/teams";
import { thread } from "~/model/threads";
import { follow, loadMyThread, loadThread, markThreadRead } from "./threads.actions";

/** A thread beside its channel. The messages themselves are drawn by `children`, once the thread is here. */
export function ThreadPanel(props: { rootId: string; onClose: () => void; children: JSX.Element }) {
  const [fault, setFault] = createSignal("");
  let wasThere = false;
  const root = () => post(props.rootId);
  const isLoaded = () => replies(props.rootId) !== undefined && root() !== undefined;
  const place = () => {
    const home = channel(root()?.channel_id ?? "");
    return home ? channelName(home) : "";
  };

  async function load() {
    setFault("");
    try {
      await Promise.all([loadThread(props.rootId), loadMyThread(currentTeamId(), props.rootId)]);
    } catch (error) {
      // It was there a moment ago, and somebody has deleted it.
      if (wasThere && isClientError(error) && error.status_code === 404) {
        toast(t("thread.gone"));
        return props.onClose();
      }
      setFault(errorText(error));
    }
  }
  createEffect(on(root, (now) => {
    if (!now && wasThere) void load();
    wasThere ||= now !== undefined;
  }));
  // Also after a reconnect, when what was loaded has been let go.
  createEffect(on(() => replies(props.rootId) === undefined, (isMissing) => isMissing && void load()));
  const isNews = () => isAttending() && isLoaded() && (thread(props.rootId)?.unread_replies ?? 0) > 0;
  createEffect(on(isNews, (now) => now && void markThreadRead(currentTeamId(), props.rootId)));

  const followButton = (
    <Show when={root()}>
      {(each) => (
        <Button look="quiet" aria-pressed={each().is_following === true} onClick={() => void follow(currentTeamId(), props.rootId, !each().is_following)}>
          {each().is_following ? t("following") : t("follow")}
        </Button>
      )}
    </Show>
  );

  return (
    <Panel title={t("thread")} note={place()} closeLabel={t("thread.close")} onClose={props.onClose} tools={followButton}>
      <Show when={isLoaded()} fallback={<Show when={fault()} fallback={<div class="empty"><Spinner /></div>}><Failed text={fault()} onRetry={() => void load()} /></Show>}>{props.children}</Show>
    </Panel>
  );
}
