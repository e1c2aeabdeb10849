import type { PostPriorityMetadata } from "@mattermost/types/posts";
import { createSignal, For, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { t } from "~/i18n";
import "~/i18n/rooms/posts";
import { config } from "~/model/session";

const LEVELS = ["", "important", "urgent"] as const;

/** How much a message matters, and whether its readers are asked to say that they have read it. */
export default function PriorityWindow(props: { priority?: PostPriorityMetadata; onClose: () => void; onChosen: (priority: PostPriorityMetadata | undefined) => void }) {
  const [level, setLevel] = createSignal<string>(props.priority?.priority ?? "");
  const [isAsking, setIsAsking] = createSignal(props.priority?.requested_ack ?? false);
  const [isRepeating, setIsRepeating] = createSignal(props.priority?.persistent_notifications ?? false);
  const mayRepeat = () => config.AllowPersistentNotifications === "true" && level() === "urgent";

  function choose(event: SubmitEvent) {
    event.preventDefault();
    const chosen = { priority: level() as never, requested_ack: isAsking(), persistent_notifications: mayRepeat() && isRepeating() };
    props.onChosen(level() || isAsking() ? chosen : undefined);
    props.onClose();
  }

  return (
    <Dialog isOpen onClose={props.onClose} title={t("priority.set")} narrow>
      <form class="form" onSubmit={choose}>
        <fieldset>
          <legend>{t("priority")}</legend>
          <For each={LEVELS}>
            {(each, index) => (
              <label class="choice">
                <input type="radio" name="priority" checked={level() === each} autofocus={index() === 0} onChange={() => setLevel(each)} />
                <span>{t(`priority.${each || "standard"}`)}</span>
              </label>
            )}
          </For>
        </fieldset>
        <label class="choice">
          <input type="checkbox" checked={isAsking()} onChange={(event) => setIsAsking(event.currentTarget.checked)} />
          <span>{t("ack.request")}</span><small>{t("ack.request_note")}</small>
        </label>
        <Show when={mayRepeat()}>
          <label class="choice">
            <input type="checkbox" checked={isRepeating()} onChange={(event) => setIsRepeating(event.currentTarget.checked)} />
            <span>{t("priority.repeat")}</span><small>{t("priority.repeat_note", { minutes: config.PersistentNotificationIntervalMinutes ?? 5 })}</small>
          </label>
        </Show>
        <div class="form-actions">
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button type="submit" look="primary">{t("priority.apply")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
