// Ctrl/Cmd+K: to anybody and anything by a few letters or initial consonants; after ">" everything that can be done.
import { Dialog as Base } from "@kobalte/core/dialog";
import type { Channel } from "@mattermost/types/channels";
import { createEffect, createMemo, createSignal, createUniqueId, For, on, onCleanup, onMount, Show } from "solid-js";
import { api } from "~/api/client";
import { returnFocus } from "~/design/focus";
import { Keys } from "~/design/Keys";
import { t, tn } from "~/i18n";
import "~/i18n/rooms/palette";
import { channel } from "~/model/channels";
import { meet } from "~/model/people";
import { currentTeamId } from "~/model/teams";
import { ChoiceIcon, rank, type Choice } from "./choices";
import "./palette.css";

type Props = { isOpen: boolean; onClose: () => void; onChoose: (choice: Choice) => void };

/** The palette. */
export function Palette(props: Props) {
  return (
    <Base open={props.isOpen} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Base.Portal>
        <Base.Overlay class="veil" />
        <div class="dialog-place">
          <Base.Content class="dialog palette" aria-label={t("find")} onOpenAutoFocus={(event) => event.preventDefault()} onCloseAutoFocus={returnFocus}>
            <Panel {...props} />
          </Base.Content>
        </div>
      </Base.Portal>
    </Base>
  );
}

function Panel(props: Props) {
  const id = createUniqueId();
  const [query, setQuery] = createSignal("");
  const [at, setAt] = createSignal(0);
  const open = askFor(query);
  const found = createMemo(() => rank(query(), open()));
  createEffect(on(query, () => setAt(0)));
  let field!: HTMLInputElement;

  // Before anything else: what is typed right after the key must land here.
  onMount(() => field.focus());

  function choose(choice: Choice | undefined) {
    if (!choice) return;
    props.onClose();
    props.onChoose(choice);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    const last = found().length - 1;
    if (last < 0) return;
    const next = at() + step;
    setAt(Math.abs(step) > 1 ? Math.min(Math.max(next, 0), last) : (next + last + 1) % (last + 1));
    document.getElementById(`${id}-${at()}`)?.scrollIntoView({ block: "nearest" });
  }

  return (
    <form onSubmit={(event) => { event.preventDefault(); choose(found()[at()]); }}>
      <input ref={field} class="input" role="combobox" aria-expanded={found().length > 0} aria-controls={`${id}-list`} aria-autocomplete="list" autocomplete="off" spellcheck={false}
        aria-activedescendant={found().length ? `${id}-${at()}` : undefined} aria-label={t("find")} placeholder={t("palette.hint")} onInput={() => setQuery(field.value)} onKeyDown={onKeyDown} />
      <ul class="list scroll-list" role="listbox" id={`${id}-list`} aria-label={t("find")}>
        <For each={found()}>
          {(choice, index) => (
            <li role="option" id={`${id}-${index()}`} class="list-row" aria-selected={index() === at()} onPointerMove={() => setAt(index())} onClick={() => choose(choice)}>
              <ChoiceIcon choice={choice} />
              <span class="cut choice-name" classList={{ unread: choice.isUnread }}>{choice.name}</span>
              <small class="cut">{choice.note}</small>
              <Show when={choice.keys}>{(keys) => <Keys keys={keys()} />}</Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={found().length === 0}><p class="empty">{t("nothing_found")}</p></Show>
      <p class="palette-foot">{t("palette.foot")}</p>
      <span class="unseen" role="status">{query() ? tn("palette.count", found().length) : ""}</span>
    </form>
  );
}

/** Asks the server for people and channels not met yet, a moment after the typing stops. Answers the channels that can be joined. */
function askFor(query: () => string) {
  const [open, setOpen] = createSignal<Channel[]>([]);
  let asking: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(asking));
  async function ask(term: string): Promise<void> {
    const [people, channels] = await Promise.allSettled([
      term ? api.searchUsers(term, { limit: 30 } as never) : api.getProfilesInTeam(currentTeamId(), 0, 200),
      term ? api.autocompleteChannels(currentTeamId(), term) : Promise.resolve([]),
    ]);
    if (people.status === "fulfilled") meet(people.value);
    if (channels.status === "fulfilled") setOpen(channels.value.filter((each) => each.type === "O" && each.delete_at === 0 && !channel(each.id)));
  }
  void ask("");
  createEffect(on(query, (typed) => {
    const term = typed.normalize("NFC").trim().replace(/^[@~#]/, "");
    clearTimeout(asking);
    if (term === "" || term.startsWith(">")) return setOpen([]);
    asking = setTimeout(() => void ask(term), 150);
  }, { defer: true }));
  return open;
}
