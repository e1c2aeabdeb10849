import { createSignal, For, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field } from "~/design/Field";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { setPresence } from "~/model/people";
import { endOf, forField, type Lasting } from "./status";

const CHOICES = ["thirty_minutes", "one_hour", "four_hours", "today"] as const satisfies Lasting[];

/** No disturbing until a time of my choice. */
export function QuietDialog(props: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("quiet.title")} note={t("quiet.note")} narrow>
      <Show when={props.isOpen}><Form onClose={props.onClose} /></Show>
    </Dialog>
  );
}

function Form(props: { onClose: () => void }) {
  const [fault, setFault] = createSignal("");
  let form!: HTMLFormElement;
  function start(until: Date | undefined) {
    if (!until || !(until.getTime() > Date.now())) return setFault(t("status.past"));
    void setPresence("dnd", until).catch((error) => toast(errorText(error)));
    props.onClose();
  }
  const picked = () => endOf("date_and_time", new Date(), (form.elements.namedItem("until") as HTMLInputElement).value);
  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => { event.preventDefault(); start(picked()); }}>
      <div class="filters">
        <For each={CHOICES}>{(each, at) => <Button autofocus={at() === 0} onClick={() => start(endOf(each, new Date()))}>{t(`lasting.${each}`)}</Button>}</For>
      </div>
      <Field name="until" type="datetime-local" label={t("quiet.until")} value={forField(new Date(Date.now() + 2 * 3_600_000))} fault={fault()} />
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary">{t("quiet.start")}</Button>
      </div>
    </form>
  );
}
