// A window that a program asked for: its fields, what it says is wrong with them, and the way out.
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field, FormFault, TextField } from "~/design/Field";
import { t } from "~/i18n";
import "~/i18n/rooms/posts";
import { toField } from "~/lib/moments";
import { optionsOf } from "./Attachment";
import { closeDialog, dialog, replaceDialog, submitDialog, type DialogField, type DialogRequest } from "./attachments.actions";
import { Markdown } from "./Markdown";

export default function DialogWindow() {
  const form = () => dialog()?.dialog as DialogRequest["dialog"];
  const fields = () => form().elements ?? [];
  const [values, setValues] = createSignal<Record<string, unknown>>(startOf(fields()));
  const [faults, setFaults] = createSignal<Record<string, string>>({});
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  const put = (name: string, value: unknown) => setValues((now) => ({ ...now, [name]: value }));

  function cancel() {
    if (form().notify_on_cancel) void submitDialog({}, true).catch(() => {});
    closeDialog();
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const missing = missingIn(fields(), values());
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    setIsBusy(true);
    try {
      const answer = await submitDialog(ready(fields(), values()), false) as { error?: string; errors?: Record<string, string>; type?: string; form?: DialogRequest["dialog"] };
      setFault(answer?.error ?? "");
      setFaults(answer?.errors ?? {});
      if (answer?.type === "form" && answer.form) {
        replaceDialog(answer.form);
        setValues(startOf(fields()));
      } else if (!answer?.error && Object.keys(answer?.errors ?? {}).length === 0) closeDialog();
    } catch (error) {
      setFault(errorText(error));
    }
    setIsBusy(false);
  }

  return (
    <Dialog isOpen onClose={cancel} title={form().title || t("dialog")}>
      <Show when={form().introduction_text}>{(text) => <Markdown text={text()} />}</Show>
      <form class="form" noValidate onSubmit={(event) => void submit(event)}>
        <For each={fields()}>{(field) => <Element field={field} value={values()[field.name]} fault={faults()[field.name]} onChange={(value) => put(field.name, value)} />}</For>
        <FormFault text={fault()} />
        <div class="form-actions">
          <Button onClick={cancel}>{t("cancel")}</Button>
          <Button type="submit" look="primary" isBusy={isBusy()}>{form().submit_label || t("dialog.send")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

const isYes = (value: unknown) => value === true || value === "true";

function startOf(fields: DialogField[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.name, field.type === "bool" ? isYes(field.default) : (field.default ?? "")]));
}

const missingIn = (fields: DialogField[], values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(fields.flatMap((field) => {
    const value = String(values[field.name] ?? "");
    if (!field.optional && field.type !== "bool" && value === "") return [[field.name, t("fault.required")]];
    return value !== "" && value.length < (field.min_length ?? 0) ? [[field.name, t("fault.password.short", { min: field.min_length as number })]] : [];
  }));

/** Numbers are sent as numbers, moments with their zone; what was left out is left out. */
function ready(fields: DialogField[], values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => {
    const value = values[field.name];
    if (value === "" && field.optional) return [];
    if (field.subtype === "number" && value !== "") return [[field.name, Number(value)]];
    return [[field.name, field.type === "datetime" && value ? new Date(String(value)).toISOString() : value]];
  }));
}

const INPUT_TYPES: Record<string, string> = { email: "email", number: "number", password: "password", tel: "tel", url: "url", date: "date", datetime: "datetime-local" };

function Element(props: { field: DialogField; value: unknown; fault?: string; onChange: (value: unknown) => void }) {
  const field = props.field;
  const label = field.optional ? `${field.display_name} (${t("optional").toLocaleLowerCase()})` : field.display_name;
  const options = () => optionsOf(field.data_source, field.options ?? []);
  const common = { label, hint: field.help_text, placeholder: field.placeholder, maxLength: field.max_length || undefined };
  const start = String(props.value ?? "");
  return (
    <Switch fallback={
      <Field {...common} fault={props.fault} type={INPUT_TYPES[field.type] ?? INPUT_TYPES[field.subtype ?? ""] ?? "text"} value={field.type === "datetime" && start ? toField(Date.parse(start)) : start}
        onInput={(event) => props.onChange(event.currentTarget.value)} />
    }>
      <Match when={field.type === "textarea"}><TextField {...common} fault={props.fault} rows={4} value={start} onInput={(event) => props.onChange(event.currentTarget.value)} /></Match>
      <Match when={field.type === "bool"}>
        <div class="field">
          <label class="choice"><input type="checkbox" checked={isYes(props.value)} onChange={(event) => props.onChange(event.currentTarget.checked)} /><span>{field.display_name}</span><small>{field.placeholder || field.help_text}</small></label>
          <Show when={props.fault}><span class="fault" role="alert">{props.fault}</span></Show>
        </div>
      </Match>
      <Match when={field.type === "radio"}>
        <fieldset>
          <legend>{label}</legend>
          <For each={options()}>{(option) => <label class="choice"><input type="radio" name={field.name} checked={props.value === option.value} onChange={() => props.onChange(option.value)} /><span>{option.text}</span></label>}</For>
          <Show when={props.fault}><span class="fault" role="alert">{props.fault}</span></Show>
        </fieldset>
      </Match>
      <Match when={field.type === "select"}>
        <label class="field">
          <span class="field-name">{label}</span>
          <select class="input" aria-invalid={props.fault ? "true" : undefined} onChange={(event) => props.onChange(event.currentTarget.value)}>
            <option value="">{field.placeholder || t("dialog.choose")}</option>
            <For each={options()}>{(option) => <option value={option.value} selected={option.value === props.value}>{option.text}</option>}</For>
          </select>
          <Show when={props.fault} fallback={<span class="hint">{field.help_text}</span>}><span class="fault" role="alert">{props.fault}</span></Show>
        </label>
      </Match>
    </Switch>
  );
}
