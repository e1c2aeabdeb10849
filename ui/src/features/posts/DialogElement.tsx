import { createUniqueId, For, Match, Show, Switch } from "solid-js";
import { Field, Note, SelectField, TextField } from "~/design/Field";
import { t } from "~/i18n";
import { spanOf, type Answers } from "./answers";
import type { DialogField } from "./attachments.actions";
import { channels, listed, lookedUp, people, type Choice } from "./choices";
import { Choose } from "./Choose";

type Value = Answers[string];
type Props = { field: DialogField; value: Value | undefined; fault?: string; onChange: (value: Value) => void; lookUp: (query: string) => Promise<Choice[]> };

/** As browsers do, in minutes. */
const TIME_STEP = 60;

/** One field of a program's form. */
export function DialogElement(props: Props) {
  const { field } = props;
  const label = () => (field.optional ? `${field.display_name} (${t("optional").toLocaleLowerCase()})` : field.display_name);
  const common = { hint: field.help_text, placeholder: field.placeholder, maxLength: field.max_length || undefined };
  const text = () => String(props.value ?? "");
  const put = (event: { currentTarget: { value: string } }) => props.onChange(event.currentTarget.value);
  return (
    <Switch fallback={<Field {...common} label={label()} fault={props.fault} type={INPUT_TYPES[field.subtype ?? ""] ?? "text"} value={text()} onInput={put} />}>
      <Match when={field.type === "textarea"}><TextField {...common} label={label()} fault={props.fault} rows={4} value={text()} onInput={put} /></Match>
      <Match when={field.type === "date" || field.type === "datetime"}><Day {...props} label={label()} /></Match>
      <Match when={field.type === "bool"}><YesNo {...props} /></Match>
      <Match when={field.type === "radio"}><OneOfFew {...props} label={label()} /></Match>
      <Match when={field.type === "select" && (field.data_source || field.multiselect)}><Chosen {...props} label={label()} /></Match>
      <Match when={field.type === "select"}>
        <SelectField label={label()} hint={field.help_text} fault={props.fault} value={text()} choices={[{ value: "", label: field.placeholder || t("dialog.choose") }, ...choicesOf(field)]} onChange={put} />
      </Match>
    </Switch>
  );
}

const INPUT_TYPES: Record<string, string> = { email: "email", number: "number", password: "password", tel: "tel", url: "url" };

const choicesOf = (field: DialogField) => (field.options ?? []).map(({ value, text }) => ({ value, text, label: text }));

function Day(props: Props & { label: string }) {
  const { field } = props;
  const isMoment = field.type === "datetime";
  const { from, until } = spanOf(field, Date.now());
  const step = field.datetime_config?.time_interval || field.time_interval || TIME_STEP;
  return (
    <Field label={props.label} hint={field.help_text} fault={props.fault} type={isMoment ? "datetime-local" : "date"} value={String(props.value ?? "")}
      min={from && isMoment ? `${from}T00:00` : from} max={until && isMoment ? `${until}T23:59` : until} step={isMoment ? step * 60 : undefined}
      onInput={(event) => props.onChange(event.currentTarget.value)} />
  );
}

function YesNo(props: Props) {
  const id = createUniqueId();
  const help = () => (props.field.placeholder ? props.field.help_text : undefined);
  return (
    <div class="field">
      <label class="choice">
        <input type="checkbox" checked={props.value === true} aria-describedby={props.fault || help() ? id : undefined} onChange={(event) => props.onChange(event.currentTarget.checked)} />
        <span>{props.field.display_name}</span><Show when={props.field.placeholder || props.field.help_text}>{(text) => <small>{text()}</small>}</Show>
      </label>
      <Note id={id} hint={help()} fault={props.fault} />
    </div>
  );
}

function OneOfFew(props: Props & { label: string }) {
  const id = createUniqueId();
  return (
    <fieldset class="field" aria-describedby={props.fault || props.field.help_text ? id : undefined}>
      <legend>{props.label}</legend>
      <For each={choicesOf(props.field)}>
        {(choice) => <label class="choice"><input type="radio" name={props.field.name} checked={props.value === choice.value} onChange={() => props.onChange(choice.value)} /><span>{choice.text}</span></label>}
      </For>
      <Note id={id} hint={props.field.help_text} fault={props.fault} />
    </fieldset>
  );
}

function Chosen(props: Props & { label: string }) {
  const { field } = props;
  const source = field.data_source === "users" ? people() : field.data_source === "channels" ? channels() : field.data_source === "dynamic" ? lookedUp(props.lookUp) : listed(choicesOf(field));
  const chosen = () => (Array.isArray(props.value) ? props.value : [String(props.value ?? "")].filter(Boolean));
  return (
    <Choose label={props.label} hint={field.help_text} fault={props.fault} placeholder={field.placeholder} isMany={field.multiselect} source={source} chosen={chosen()}
      onChange={(values) => props.onChange(field.multiselect ? values : (values[0] ?? ""))} />
  );
}
