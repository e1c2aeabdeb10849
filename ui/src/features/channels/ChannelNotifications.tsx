import type { Channel } from "@mattermost/types/channels";
import { createSignal, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { FormFault, SelectField } from "~/design/Field";
import { t } from "~/i18n";
import { channelName, isMuted, membership } from "~/model/channels";
import { setNotify, type NotifyChange } from "./channels.actions";

/** How I am told about one channel, where that differs from everywhere else. */
export function ChannelNotifications(props: { isOpen: boolean; onClose: () => void; channel: Channel }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("notify.of_channel", { channel: channelName(props.channel) })}>
      <Show when={props.isOpen}><Form {...props} /></Show>
    </Dialog>
  );
}

function Form(props: { onClose: () => void; channel: Channel }) {
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  const now = membership(props.channel.id)?.notify_props ?? {};
  const reasons = [
    { value: "default", label: t("notify.default") }, { value: "all", label: t("notify.all") },
    { value: "mention", label: t("notify.mention") }, { value: "none", label: t("notify.none") },
  ];
  let form!: HTMLFormElement;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const given = new FormData(form);
    setIsBusy(true);
    const wrong = await setNotify(props.channel.id, {
      mark_unread: given.has("mute") ? "mention" : "all",
      desktop: given.get("desktop"), push: given.get("push"),
      ignore_channel_mentions: given.has("ignore") ? "on" : "off",
      channel_auto_follow_threads: given.has("follow") ? "on" : "off",
    } as NotifyChange);
    setIsBusy(false);
    setFault(wrong);
    if (!wrong) props.onClose();
  }

  return (
    <form ref={form} class="form" onSubmit={(event) => void submit(event)}>
      <FormFault text={fault()} />
      <Check name="mute" label={t("mute")} note={t("notify.mute_note")} isOn={isMuted(props.channel.id)} autofocus />
      <SelectField name="desktop" label={t("notify.desktop")} choices={reasons} value={now.desktop ?? "default"} />
      <SelectField name="push" label={t("notify.push")} choices={reasons} value={now.push ?? "default"} />
      <Check name="ignore" label={t("notify.ignore")} note={t("notify.ignore_note")} isOn={now.ignore_channel_mentions === "on"} />
      <Check name="follow" label={t("notify.follow")} note={t("notify.follow_note")} isOn={now.channel_auto_follow_threads === "on"} />
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy()}>{t("save")}</Button>
      </div>
    </form>
  );
}

function Check(props: { name: string; label: string; note: string; isOn: boolean; autofocus?: boolean }) {
  return <label class="choice"><input type="checkbox" name={props.name} checked={props.isOn} autofocus={props.autofocus} />{props.label}<small>{props.note}</small></label>;
}
