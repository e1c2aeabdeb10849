import type { Channel } from "@mattermost/types/channels";
import { createSignal, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { TextField } from "~/design/Field";
import { t } from "~/i18n";
import { setHeader } from "./channels.actions";

/** Changes the line at the top of a channel. */
export function EditHeader(props: { isOpen: boolean; onClose: () => void; channel: Channel }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("channel.edit_header")}>
      <Show when={props.isOpen}><Form {...props} /></Show>
    </Dialog>
  );
}

function Form(props: { onClose: () => void; channel: Channel }) {
  const [fault, setFault] = createSignal("");
  let form!: HTMLFormElement;
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const wrong = await setHeader(props.channel.id, (form.elements.namedItem("header") as HTMLTextAreaElement).value.trim());
    if (wrong) setFault(wrong);
    else props.onClose();
  }
  return (
    <form ref={form} class="form" onSubmit={(event) => void submit(event)}>
      <TextField name="header" label={t("channel.header")} hint={t("channel.header_hint")} maxlength={1024} rows={3} value={props.channel.header} fault={fault()} />
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary">{t("save")}</Button>
      </div>
    </form>
  );
}
