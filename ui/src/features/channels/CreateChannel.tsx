import type { Channel } from "@mattermost/types/channels";
import { createSignal, Show } from "solid-js";
import { errorId, errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field, FormFault, TextField } from "~/design/Field";
import { t } from "~/i18n";
import { addressFrom, channelAddressFault, displayNameFault } from "~/lib/forms";
import { createChannel } from "./channels.actions";

type Faults = { name?: string; address?: string; form?: string };

/** Names a new channel, open or private. */
export function CreateChannel(props: { isOpen: boolean; onClose: () => void; onDone: (channel: Channel) => void }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("channel.create")}>
      <Show when={props.isOpen}><Form {...props} /></Show>
    </Dialog>
  );
}

function Form(props: { onClose: () => void; onDone: (channel: Channel) => void }) {
  const [faults, setFaults] = createSignal<Faults>({});
  const [isBusy, setIsBusy] = createSignal(false);
  let form!: HTMLFormElement;
  let hasOwnAddress = false;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;

  function suggest() {
    const name = field("name").value.trim();
    if (!hasOwnAddress) field("address").value = name ? addressFrom(name, "channel") : "";
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    suggest();
    const [name, address] = [field("name").value.trim(), field("address").value.trim().toLowerCase()];
    const nameWrong = displayNameFault(name);
    const addressWrong = channelAddressFault(address);
    setFaults({ name: nameWrong && t(nameWrong), address: nameWrong ? undefined : addressWrong && t(addressWrong) });
    if (nameWrong || addressWrong) return field(nameWrong ? "name" : "address").focus();
    setIsBusy(true);
    try {
      const isPrivate = new FormData(form).get("type") === "P";
      const made = await createChannel({ displayName: name, name: address, purpose: field("purpose").value.trim(), isPrivate });
      props.onClose();
      props.onDone(made);
    } catch (error) {
      const isTaken = errorId(error).startsWith("store.sql_channel.save_channel");
      setFaults(isTaken ? { address: errorText(error) } : { form: errorText(error) });
      setIsBusy(false);
    }
  }

  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <FormFault text={faults().form ?? ""} />
      <Field name="name" label={t("channel.name")} maxlength={64} fault={faults().name} onBlur={suggest} autocomplete="off" autofocus autocapitalize="words" />
      <Field name="address" label={t("channel.address")} hint={t("channel.address_hint")} maxlength={64} fault={faults().address} autocomplete="off"
        onFocus={suggest} onInput={() => (hasOwnAddress = field("address").value !== "")} />
      <fieldset>
        <legend>{t("channel.who")}</legend>
        <label class="choice"><input type="radio" name="type" value="O" checked />{t("channel.open")}<small>{t("channel.open_note")}</small></label>
        <label class="choice"><input type="radio" name="type" value="P" />{t("channel.private")}<small>{t("channel.private_note")}</small></label>
      </fieldset>
      <TextField name="purpose" label={t("channel.purpose")} hint={t("optional")} maxlength={250} rows={2} />
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy()}>{t("channel.create")}</Button>
      </div>
    </form>
  );
}
