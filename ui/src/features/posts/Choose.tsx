// Choosing one thing or several: type, go through the list with the arrows, Enter takes. The list filters on the syllable that is
// being composed; an Enter that the input method takes is not ours.
import { createMemo, createSignal, createUniqueId, For, onCleanup, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Note } from "~/design/Field";
import { Icon } from "~/design/Icon";
import { t } from "~/i18n";
import "~/i18n/rooms/posts";
import type { Choice, Source } from "./choices";
import "./choose.css";
import { isForInputMethod } from "./enter";

type Props = {
  label: string;
  /** The label is for screen readers, and stands in the empty field. */
  isLabelHidden?: boolean;
  hint?: string; fault?: string; placeholder?: string; isDisabled?: boolean;
  source: Source;
  isMany?: boolean;
  chosen: string[];
  onChange: (chosen: string[]) => void;
};

/** How many lines of a list are drawn, and how long (ms) nothing is typed before more is asked for. */
const MOST = 50;
const SETTLES = 200;

/** A field to choose in. */
export function Choose(props: Props) {
  const id = createUniqueId();
  const [query, setQuery] = createSignal("");
  const [at, setAt] = createSignal(0);
  const [isOpen, setIsOpen] = createSignal(false);
  const [isAsking, setIsAsking] = createSignal(false);
  const [refusal, setRefusal] = createSignal("");
  let field!: HTMLInputElement;
  let asking: ReturnType<typeof setTimeout>;
  const choices = createMemo(() => (isOpen() ? props.source.choices(query()).filter((each) => !props.chosen.includes(each.value)).slice(0, MOST) : []));
  const fault = () => props.fault || refusal();
  onCleanup(() => clearTimeout(asking));

  async function ask() {
    if (!props.source.ask) return;
    setIsAsking(true);
    setRefusal(await props.source.ask(query()).then(() => "", errorText));
    setIsAsking(false);
  }
  function open() {
    if (isOpen()) return;
    setIsOpen(true);
    setAt(0);
    void ask();
  }
  function onInput() {
    setQuery(field.value.trim());
    setIsOpen(true);
    setAt(0);
    clearTimeout(asking);
    asking = setTimeout(() => void ask(), SETTLES);
  }

  function take(choice: Choice | undefined) {
    if (!choice) return;
    // Leaving the field ends the syllable that is being composed, and closes the list; only then may it be emptied.
    field.blur();
    field.value = "";
    setQuery("");
    props.onChange(props.isMany ? [...props.chosen, choice.value] : [choice.value]);
    field.focus();
  }
  const drop = (value: string) => {
    props.onChange(props.chosen.filter((each) => each !== value));
    field.focus();
  };

  function onKeyDown(event: KeyboardEvent) {
    if (isForInputMethod(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Backspace" && field.value === "") return props.onChange(props.chosen.slice(0, -1));
    if (step) {
      if (isOpen()) setAt(Math.min(Math.max(at() + step, 0), choices().length - 1));
      else open();
      document.getElementById(`${id}-${at()}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && (isOpen() && choices().length > 0)) take(choices()[at()]);
    else if (event.key === "Escape" && isOpen()) setIsOpen(false);
    else return;
    // The window around it must not close or be sent by the same key.
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="field choose">
      <label for={id} classList={{ unseen: props.isLabelHidden }}>{props.label}</label>
      <div class="chosen input" onPointerDown={(event) => { if (event.target === event.currentTarget) { event.preventDefault(); field.focus(); open(); } }}>
        <For each={props.chosen}>
          {(value) => (
            <button type="button" class="chip" disabled={props.isDisabled} aria-label={t("choice.drop", { name: props.source.textOf(value) })} onClick={() => drop(value)}>
              {props.source.textOf(value)}<Icon name="close" size={14} />
            </button>
          )}
        </For>
        <input ref={field} id={id} role="combobox" autocomplete="off" spellcheck={false} disabled={props.isDisabled} placeholder={props.chosen.length > 0 ? "" : props.placeholder || (props.isLabelHidden ? props.label : t("dialog.choose"))}
          aria-expanded={isOpen()} aria-autocomplete="list" aria-controls={isOpen() ? `${id}-list` : undefined} aria-activedescendant={choices().length > 0 ? `${id}-${at()}` : undefined}
          aria-invalid={fault() ? "true" : undefined} aria-describedby={fault() || props.hint ? `${id}-note` : undefined}
          onInput={onInput} onClick={open} onBlur={() => setIsOpen(false)} on:keydown={onKeyDown} />
      </div>
      <Show when={isOpen()}>
        <ul class="list choices" role="listbox" id={`${id}-list`} aria-label={props.label} ref={(list) => queueMicrotask(() => list.scrollIntoView({ block: "nearest" }))}>
          <For each={choices()}>
            {(choice, index) => (
              // Pressing must not take the focus from the field.
              <li role="option" id={`${id}-${index()}`} class="list-row" aria-selected={index() === at()}
                onPointerMove={() => setAt(index())} onPointerDown={(event) => event.preventDefault()} onClick={() => take(choice)}><span class="what">{choice.text}</span></li>
            )}
          </For>
          <Show when={choices().length === 0}><li role="option" aria-disabled="true" aria-selected="false" class="list-row none">{t(isAsking() ? "loading" : "nothing_found")}</li></Show>
        </ul>
      </Show>
      <Note id={`${id}-note`} hint={props.hint} fault={fault()} />
    </div>
  );
}
