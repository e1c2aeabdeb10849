// A window that a program asked for: its fields, what it says is wrong with them, and the way out.
import { createSignal, For, onCleanup, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { FormFault } from "~/design/Field";
import { t } from "~/i18n";
import "~/i18n/rooms/posts";
import { carriedOver, faultsIn, ready, settled, soFar, startOf, type Answers } from "./answers";
import { closeDialog, dialog, replaceDialog, type DialogField, type DialogRequest } from "./attachments.actions";
import { DialogElement } from "./DialogElement";
import { lookUp, refreshDialog, submitDialog } from "./dialogs.actions";
import { Markdown } from "./Markdown";
import { Remote } from "./Remote";

const FIELDS = "input, textarea, select";

export default function DialogWindow() {
  const form = () => dialog()?.dialog as DialogRequest["dialog"];
  const fields = () => form().elements ?? [];
  const [answers, setAnswers] = createSignal<Answers>(startOf(fields(), Date.now()));
  const [faults, setFaults] = createSignal<Record<string, string>>({});
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  const [said, setSaid] = createSignal("");
  /** What the steps before this one were sent with: each step is sent with all of it. */
  let earlier: Record<string, unknown> = {};
  let place!: HTMLFormElement;
  let latest = 0;
  onCleanup(() => latest++);

  function whole(now: Record<string, unknown>) {
    const others = Object.entries(earlier).filter(([name]) => !fields().some((field) => field.name === name));
    return { ...Object.fromEntries(others), ...now };
  }

  function put(field: DialogField, value: Answers[string]) {
    setAnswers((now) => ({ ...now, [field.name]: value }));
    setFaults(({ [field.name]: _, ...others }) => others);
    if (field.refresh && field.type === "select" && form().source_url) void refresh(field);
  }

  /** Something was chosen on which the other fields depend: the program says what there is now. Only the latest choice counts. */
  async function refresh(field: DialogField) {
    const mine = ++latest;
    setIsBusy(true);
    setSaid("");
    try {
      const answer = await refreshDialog(field, whole(soFar(fields(), answers())));
      if (mine !== latest) return;
      show(answer.errors ?? {}, answer.error);
      if (answer.type === "form" && answer.form) change(answer.form);
    } catch (error) {
      if (mine === latest) setFault(errorText(error));
    } finally {
      if (mine === latest) setIsBusy(false);
    }
  }

  /** Another form takes the place of this one, while somebody fills it in: what they did stays, and they stay where they are. */
  function change(next: DialogRequest["dialog"]) {
    const at = fields().findIndex((_, index) => place.children[index]?.contains(document.activeElement));
    const name = fields()[at]?.name;
    const elements = next.elements ?? [];
    setAnswers(carriedOver(fields(), answers(), elements, Date.now()));
    replaceDialog({ ...next, elements: settled(fields(), elements) });
    setSaid(t("dialog.changed"));
    const there = place.children[elements.findIndex((field) => field.name === name)];
    if (there && !there.contains(document.activeElement)) there.querySelector<HTMLElement>(FIELDS)?.focus();
  }

  /** The next step: begins at its first field. */
  function go(next: DialogRequest["dialog"], sent: Record<string, unknown>) {
    latest++;
    earlier = sent;
    replaceDialog(next);
    setAnswers(startOf(fields(), Date.now()));
    place.querySelector<HTMLElement>(FIELDS)?.focus();
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
    place.querySelector(".fault")?.closest(".field")?.querySelector<HTMLElement>(FIELDS)?.focus();
    return entries.length > 0 || ofForm !== "";
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (show(faultsIn(fields(), answers(), Date.now()))) return;
    latest++;
    setIsBusy(true);
    try {
      const sent = whole(ready(fields(), answers()));
      const answer = await submitDialog(sent, false);
      if (show(answer.errors ?? {}, answer.error)) return;
      if (answer.type !== "form" || !answer.form) return closeDialog();
      go(answer.form, sent);
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Dialog isOpen onClose={cancel} title={form().title || t("dialog")} before={<Remote url={form().icon_url} class="dialog-icon" />}>
      <Show when={form().introduction_text}>{(text) => <Markdown text={text()} />}</Show>
      <form ref={place} class="form" noValidate onSubmit={(event) => void submit(event)}>
        <For each={fields()}>
          {(field) => <DialogElement field={field} value={answers()[field.name]} fault={faults()[field.name]} onChange={(value) => put(field, value)} lookUp={(query) => lookUp(field, query, whole(soFar(fields(), answers())))} />}
        </For>
        <FormFault text={fault()} />
        <div class="unseen" role="status">{said()}</div>
        <div class="form-actions">
          <Button onClick={cancel}>{t("cancel")}</Button>
          <Button type="submit" look="primary" isBusy={isBusy()}>{form().submit_label || t("dialog.send")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
