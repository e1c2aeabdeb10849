// Ctrl/Cmd+K: to any channel, conversation, team or person by a few letters, or by initial consonants.
import { Dialog as Base } from "@kobalte/core/dialog";
import { createEffect, createMemo, createSignal, createUniqueId, For, on, onCleanup, onMount, Show } from "solid-js";
import { api } from "~/api/client";
import { t } from "~/i18n";
import { putPeople } from "~/model/people";
import { currentTeamId } from "~/model/teams";
import { ChoiceIcon, rank, type Choice } from "./choices";

/** The quick switcher. */
export function Switcher(props: { isOpen: boolean; onClose: () => void; onChoose: (choice: Choice) => void }) {
  return (
    <Base open={props.isOpen} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Base.Portal>
        <Base.Overlay class="veil" />
        <div class="dialog-place">
          <Base.Content class="dialog switcher" aria-label={t("find")} onOpenAutoFocus={(event) => event.preventDefault()}>
            <Show when={props.isOpen}><Panel {...props} /></Show>
          </Base.Content>
        </div>
      </Base.Portal>
    </Base>
  );
}

function Panel(props: { onClose: () => void; onChoose: (choice: Choice) => void }) {
  const id = createUniqueId();
  const [query, setQuery] = createSignal("");
  const [at, setAt] = createSignal(0);
  const found = createMemo(() => rank(query()));
  createEffect(on(query, () => setAt(0)));
  let field!: HTMLInputElement;

  // Before anything else: what is typed right after the key must land here.
  onMount(() => field.focus());

  let asking: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(asking));
  const ask = (term: string) => (term ? api.searchUsers(term, { limit: 30 } as never) : api.getProfilesInTeam(currentTeamId(), 0, 100)).then(putPeople).catch(() => {});
  void ask("");
  function onInput() {
    setQuery(field.value);
    clearTimeout(asking);
    asking = setTimeout(() => void ask(field.value.trim()), 150);
  }

  function choose(choice: Choice | undefined) {
    if (!choice) return;
    props.onClose();
    props.onChoose(choice);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    const count = found().length;
    if (count > 0) setAt((at() + step + count) % count);
    document.getElementById(`${id}-${at()}`)?.scrollIntoView({ block: "nearest" });
  }

  return (
    <form onSubmit={(event) => { event.preventDefault(); choose(found()[at()]); }}>
      <input ref={field} class="input" role="combobox" aria-expanded="true" aria-controls={`${id}-list`} aria-autocomplete="list" autocomplete="off"
        aria-activedescendant={found().length ? `${id}-${at()}` : undefined} aria-label={t("find")} placeholder={t("find.hint")} onInput={onInput} onKeyDown={onKeyDown} />
      <ul class="list scroll-list" role="listbox" id={`${id}-list`} aria-label={t("find")}>
        <For each={found()}>
          {(choice, index) => (
            <li role="option" id={`${id}-${index()}`} class="list-row" aria-selected={index() === at()} onPointerMove={() => setAt(index())} onClick={() => choose(choice)}>
              <ChoiceIcon choice={choice} />
              <span class="cut choice-name" classList={{ unread: choice.isUnread }}>{choice.name}</span>
              <small class="cut">{choice.note}</small>
            </li>
          )}
        </For>
      </ul>
      <Show when={found().length === 0}><p class="empty" role="status">{t("nothing_found")}</p></Show>
    </form>
  );
}
