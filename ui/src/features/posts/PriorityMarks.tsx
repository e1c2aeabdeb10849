import type { PostPriorityMetadata } from "@mattermost/types/posts";
import { Show } from "solid-js";
import { IconButton } from "~/design/Button";
import { t } from "~/i18n";

/** How much a message matters, in a word. */
export function PriorityTag(props: { priority?: PostPriorityMetadata }) {
  return <Show when={props.priority?.priority}>{(level) => <span class={`tag priority-${level()}`}>{t(`priority.${level()}` as "priority.urgent")}</span>}</Show>;
}

/** The same for what is being written, with the way back. */
export function PriorityMarks(props: { priority: PostPriorityMetadata; onRemove: () => void }) {
  return (
    <div class="priority-marks">
      <PriorityTag priority={props.priority} />
      <Show when={props.priority.requested_ack}><span class="tag">{t("ack.requested")}</span></Show>
      <Show when={props.priority.persistent_notifications}><span class="tag">{t("priority.repeats")}</span></Show>
      <IconButton icon="close" size={16} label={t("priority.remove")} onClick={() => props.onRemove()} />
    </div>
  );
}
