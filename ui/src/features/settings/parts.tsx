// The pieces that pages of settings are made of.
import { createUniqueId, For, onMount, Show, type JSX } from "solid-js";
import { Icon } from "~/design/Icon";

/** Settings that belong together. */
export function Part(props: { title: string; note?: string; children: JSX.Element }) {
  const id = createUniqueId();
  return (
    <section class="part" aria-labelledby={id}>
      <h3 id={id}>{props.title}</h3>
      <Show when={props.note}><p class="part-note">{props.note}</p></Show>
      {props.children}
    </section>
  );
}

/** One of several; `T` are the stored values. Where the part above has the same name, `isNamed` spares it to the eye. */
export function Pick<T extends string>(props: { label: string; isNamed?: boolean; value: T; options: [T, string, string?][]; onPick: (value: T) => void }) {
  const name = createUniqueId();
  return (
    <fieldset class="pick">
      <legend classList={{ unseen: props.isNamed }}>{props.label}</legend>
      <For each={props.options}>
        {([value, label, note]) => (
          <label class="pick-row">
            <input type="radio" name={name} value={value} checked={props.value === value} onChange={() => props.onPick(value)} />
            <span>{label}<Show when={note}><small>{note}</small></Show></span>
          </label>
        )}
      </For>
    </fieldset>
  );
}

/** On or off. */
export function Toggle(props: { label: string; note?: string; isOn: boolean; onToggle: (isOn: boolean) => void }) {
  return (
    <label class="toggle">
      <input type="checkbox" role="switch" checked={props.isOn} onChange={(event) => props.onToggle(event.currentTarget.checked)} />
      <span>{props.label}<Show when={props.note}><small>{props.note}</small></Show></span>
    </label>
  );
}

/** One of many, as a list that folds open. */
export function Select(props: { label: string; value: string; options: [string, string][]; onPick: (value: string) => void }) {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select id={id} class="input" onChange={(event) => props.onPick(event.currentTarget.value)}>
        <For each={props.options}>{([value, label]) => <option value={value} selected={props.value === value}>{label}</option>}</For>
      </select>
    </div>
  );
}

/** Something worth reading before going on. */
export const Hint = (props: { children: JSX.Element }) => <p class="hint-box"><Icon name="alert" size={16} /><span>{props.children}</span></p>;

/** For a form that has just appeared: its first field has the focus. */
export const focusForm = (form: HTMLFormElement): void => onMount(() => (form.elements[0] as HTMLElement | undefined)?.focus());
