import type { Channel } from "@mattermost/types/channels";
import { createSignal, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field, FormFault, TextField } from "~/design/Field";
import { t, tn } from "~/i18n";
import { channelAddressFault, displayNameFault, textOf } from "~/lib/forms";
import { isDirect } from "~/model/channels";
import { editChannel } from "./channels.actions";

const MOST = { purpose: 250, header: 1024 };
type Faults = { name?: string; address?: string; purpose?: string; header?: string; form?: string };

/** Changes what a channel is called, where it is, and what is told about it. */
export function EditChannel(props: { isOpen: boolean; onClose: () => void; channel: Channel }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={isDirect(props.channel) ? t("channel.edit_header") : t("channel.edit")}>
      <Show when={props.isOpen}><Form {...props} /></Show>
    </Dialog>
  );
}

function Form(props: { onClose: () => void; channel: Channel }) {
  const [faults, setFaults] = createSignal<Faults>({});
  const [isBusy, setIsBusy] = createSignal(false);
  const isNamed = !isDirect(props.channel);
  let form!: HTMLFormElement;

  function check(patch: Partial<Channel>): Faults {
    const name = displayNameFault(patch.display_name ?? "x");
    const address = channelAddressFault(patch.name ?? "x");
    return { name: name && t(name), address: address && t(address), purpose: tooLong(patch.purpose ?? "", MOST.purpose), header: tooLong(patch.header ?? "", MOST.header) };
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const named = isNamed ? { display_name: textOf(form, "name"), name: textOf(form, "address").toLowerCase(), purpose: textOf(form, "purpose") } : {};
    const patch: Partial<Channel> = { ...named, header: textOf(form, "header") };
    setFaults(check(patch));
    const wrong = (["name", "address", "purpose", "header"] as const).find((name) => faults()[name]);
    if (wrong) return (form.elements.namedItem(wrong) as HTMLElement).focus();
    setIsBusy(true);
    const refused = await editChannel(props.channel.id, patch);
    setIsBusy(false);
    if (refused) return setFaults({ form: refused });
    props.onClose();
  }

  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <FormFault text={faults().form ?? ""} />
      <Show when={isNamed}>
        <Field name="name" label={t("channel.name")} value={props.channel.display_name} fault={faults().name} autocomplete="off" autofocus autocapitalize="words" />
        <Field name="address" label={t("channel.address")} hint={t("channel.address_hint")} value={props.channel.name} fault={faults().address} autocomplete="off" />
        <Counted name="purpose" label={t("channel.purpose")} most={MOST.purpose} rows={2} value={props.channel.purpose} fault={faults().purpose} />
      </Show>
      <Counted name="header" label={t("channel.header")} hint={t("channel.header_hint")} most={MOST.header} rows={3} value={props.channel.header} fault={faults().header} autofocus={!isNamed} />
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy()}>{t("save")}</Button>
      </div>
    </form>
  );
}

const lengthOf = (text: string) => [...text].length;
const tooLong = (text: string, most: number) => (lengthOf(text) > most ? tn("chars_over", lengthOf(text) - most) : undefined);

/** A field that tells how much room is left once it begins to matter. */
function Counted(props: { name: string; label: string; hint?: string; most: number; rows: number; value: string; fault?: string; autofocus?: boolean }) {
  const [length, setLength] = createSignal(lengthOf(props.value));
  const left = () => props.most - length();
  const hint = () => (left() > props.most / 2 ? props.hint : left() >= 0 ? tn("chars_left", left()) : undefined);
  return (
    <TextField name={props.name} label={props.label} hint={hint()} rows={props.rows} value={props.value} autofocus={props.autofocus}
      fault={props.fault ?? (left() < 0 ? tn("chars_over", -left()) : undefined)} onInput={(event) => setLength(lengthOf(event.currentTarget.value))} />
  );
}
