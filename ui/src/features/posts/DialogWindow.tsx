// A window that a program asked for: its fields, what it says is wrong with them, and the way out.
import { createSignal, For, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { FormFault } from "~/design/Field";
import { t } from "~/i18n";
import "~/i18n/rooms/posts";
import { faultsIn, ready, startOf, type Answers } from "./answers";
import { closeDialog, dialog, replaceDialog, type DialogRequest } from "./attachments.actions";
import { DialogElement } from "./DialogElement";
import { lookUp, submitDialog } from "./dialogs.actions";
import { Markdown } from "./Markdown";

export default function DialogWindow() {
  const form = () => dialog()?.dialog as DialogRequest["dialog"];
  const fields = () => form().elements ?? [];
  const [answers, setAnswers] = createSignal<Answers>(startOf(fields(), Date.now()));
  const [faults, setFaults] = createSignal<Record<string, string>>({});
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  let place!: HTMLFormElement;

  function put(name: string, value: Answers[string]) {
    setAnswers((now) => ({ ...now, [name]: value }));
    setFaults(({ [name]: _, ...others }) => others);
  }

  function cancel() {
    if (form().notify_on_cancel) void submitDialog({}, true).catch(() => {});
    closeDialog();
  }

  /** Each fault at its field, and the focus with it; what belongs to no field here is told for the form. */
  function show(found: Record<string, string>, ofForm = "") {
    const isHere = ([name]: [string, string]) => fields().some((field) => field.name === name);
    const entries = Object.entries(found);
    setFaults(Object.fromEntries(entries.filter(isHere)));
    setFault([ofForm, ...entries.filter((each) => !isHere(each)).map(([, text]) => text)].filter(Boolean).join(" "));
    place.querySelector(".fault")?.closest(".field")?.querySelector<HTMLElement>("input, textarea, select")?.focus();
    return entries.length > 0 || ofForm !== "";
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (show(faultsIn(fields(), answers(), Date.now()))) return;
    setIsBusy(true);
    try {
      const answer = await submitDialog(ready(fields(), answers()), false);
      if (show(answer.errors ?? {}, answer.error)) return;
      if (answer.type !== "form" || !answer.form) return closeDialog();
      replaceDialog(answer.form);
      setAnswers(startOf(fields(), Date.now()));
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Dialog isOpen onClose={cancel} title={form().title || t("dialog")}>
      <Show when={form().introduction_text}>{(text) => <Markdown text={text()} />}</Show>
      <form ref={place} class="form" noValidate onSubmit={(event) => void submit(event)}>
        <For each={fields()}>
          {(field) => <DialogElement field={field} value={answers()[field.name]} fault={faults()[field.name]} onChange={(value) => put(field.name, value)} lookUp={(query) => lookUp(field, query, answers())} />}
        </For>
        <FormFault text={fault()} />
        <div class="form-actions">
          <Button onClick={cancel}>{t("cancel")}</Button>
          <Button type="submit" look="primary" isBusy={isBusy()}>{form().submit_label || t("dialog.send")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
