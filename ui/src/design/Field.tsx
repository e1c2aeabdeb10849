import { createUniqueId, For, Show, splitProps, type JSX } from "solid-js";
import { Icon } from "./Icon";

type Common = { label: string; hint?: string; fault?: string };

/** The ids of what is said about a field: below it, and elsewhere. */
const noted = (id: string, own: Common, elsewhere: string | undefined) => [own.fault || own.hint ? `${id}-note` : "", elsewhere].filter(Boolean).join(" ") || undefined;

/** A labelled input that says next to itself what is wrong with it. */
export function Field(props: Common & JSX.InputHTMLAttributes<HTMLInputElement>) {
  const [own, rest] = splitProps(props, ["label", "hint", "fault"]);
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{own.label}</label>
      <input autocapitalize="none" spellcheck={false} {...rest} id={id}
        aria-invalid={own.fault ? "true" : undefined} aria-describedby={noted(id, own, props["aria-describedby"])} />
      <Note id={`${id}-note`} hint={own.hint} fault={own.fault} />
    </div>
  );
}

/** The same for several lines. */
export function TextField(props: Common & JSX.TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const [own, rest] = splitProps(props, ["label", "hint", "fault"]);
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{own.label}</label>
      <textarea {...rest} id={id}
        aria-invalid={own.fault ? "true" : undefined} aria-describedby={noted(id, own, props["aria-describedby"])} />
      <Note id={`${id}-note`} hint={own.hint} fault={own.fault} />
    </div>
  );
}

/** The same for one of several values. */
export function SelectField(props: Common & JSX.SelectHTMLAttributes<HTMLSelectElement> & { choices: readonly { value: string; label: string }[] }) {
  const [own, rest] = splitProps(props, ["label", "hint", "fault", "choices", "value"]);
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{own.label}</label>
      <select {...rest} id={id} aria-invalid={own.fault ? "true" : undefined} aria-describedby={noted(id, own, props["aria-describedby"])}>
        <For each={own.choices}>{(choice) => <option value={choice.value} selected={choice.value === own.value}>{choice.label}</option>}</For>
      </select>
      <Note id={`${id}-note`} hint={own.hint} fault={own.fault} />
    </div>
  );
}

/** What is said below a field: what is wrong with it, or else a hint. */
export function Note(props: { id: string; hint?: string; fault?: string }) {
  return (
    <Show when={props.fault} fallback={<Show when={props.hint}><span class="hint" id={props.id}>{props.hint}</span></Show>}>
      <span class="fault" id={props.id}><Icon name="alert" size={16} />{props.fault}</span>
    </Show>
  );
}

/** What went wrong with a form as a whole; read out as soon as it appears. */
export function FormFault(props: { text: string; id?: string }) {
  return (
    <div role="alert" id={props.id}>
      <Show when={props.text}><p class="form-fault"><Icon name="alert" size={16} />{props.text}</p></Show>
    </div>
  );
}
