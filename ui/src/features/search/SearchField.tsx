// The field of a search. The text is the search; what is recognised in it is shown below as chips that can be taken out.
import { createMemo, createSignal, createUniqueId, For, onCleanup, onMount, Show } from "solid-js";
import { api } from "~/api/client";
import { Icon } from "~/design/Icon";
import { t } from "~/i18n";
import { putPeople } from "~/model/people";
import { currentTeamId } from "~/model/teams";
import { offersAt, type Offer } from "./offers";
import { spotAt, tokens, without, type Spot } from "./query";

/** Give it `initial` and it calls `onSearch` with each search that was meant. */
export function SearchField(props: { initial: string; onSearch: (terms: string) => void; ref: (field: HTMLInputElement) => void }) {
  const id = createUniqueId();
  const [text, setText] = createSignal(props.initial);
  const [spot, setSpot] = createSignal<Spot>();
  const [at, setAt] = createSignal(-1);
  const offers = createMemo(() => {
    const now = spot();
    return now ? offersAt(now) : [];
  });
  const chips = createMemo(() => tokens(text()).filter((each) => (each.kind === "filter" && each.value !== "") || each.isExcluded || each.kind === "phrase" || each.kind === "tag"));
  let field!: HTMLInputElement;
  let asking: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(asking));
  onMount(() => {
    field.value = props.initial;
    props.ref(field);
    field.focus();
  });

  function look() {
    const now = spotAt(field.value, field.selectionStart ?? 0);
    setText(field.value);
    setSpot(now);
    // A name is usually meant by what is written of it; a filter is only offered.
    setAt(now?.filter && now.query !== "" ? 0 : -1);
    if (now?.filter === "from" || now?.filter === "in") ask(now.query.replace(/^@/, ""));
  }

  function ask(term: string) {
    clearTimeout(asking);
    asking = setTimeout(() => void api.autocompleteUsers(term, currentTeamId(), "").then((found) => putPeople(found.users)).catch(() => {}), 150);
  }

  function take(offer: Offer | undefined) {
    const now = spot();
    if (!now || !offer) return;
    field.setRangeText(offer.text, now.from, now.to, "end");
    look();
    if (now.filter) setSpot(undefined);
    field.focus();
  }

  function search() {
    setSpot(undefined);
    props.onSearch(field.value.normalize("NFC").trim());
  }

  function takeOut(chip: ReturnType<typeof chips>[number]) {
    field.value = without(field.value, chip);
    setText(field.value);
    field.focus();
    search();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing || event.keyCode === 229) return;
    const count = offers().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && count > 0) setSpot(undefined);
    else if (step && count > 0) setAt((at() + step + count + (at() < 0 && step < 0 ? 1 : 0)) % count);
    else if (event.key === "Tab" && at() >= 0 && count > 0) take(offers()[at()]);
    else return;
    event.preventDefault();
  }

  return (
    <form class="search-form" role="search" onSubmit={(event) => { event.preventDefault(); if (at() >= 0 && offers()[at()]) take(offers()[at()]); else search(); }}>
      <div class="search-box">
        <Icon name="search" size={18} />
        <input ref={field} class="input" role="combobox" aria-label={t("search")} placeholder={t("search")} autocomplete="off" spellcheck={false} inputmode="search" enterkeyhint="search"
          aria-autocomplete="list" aria-expanded={offers().length > 0} aria-controls={`${id}-list`} aria-activedescendant={at() >= 0 ? `${id}-${at()}` : undefined}
          onInput={look} onClick={look} onKeyDown={onKeyDown} onBlur={() => setSpot(undefined)} />
        <ul class="menu search-offers" role="listbox" id={`${id}-list`} aria-label={t("completion")} hidden={offers().length === 0}>
          <For each={offers()}>
            {(offer, index) => (
              <li role="option" id={`${id}-${index()}`} class="menu-item" aria-selected={index() === at()} data-highlighted={index() === at() ? "" : undefined}
                onPointerDown={(event) => event.preventDefault()} onPointerMove={() => setAt(index())} onClick={() => take(offer)}>
                <span class="cut">{offer.label}</span><small class="cut">{offer.note}</small>
              </li>
            )}
          </For>
        </ul>
      </div>
      <Show when={chips().length > 0}>
        <div class="chips" role="group" aria-label={t("search.chips")}>
          <For each={chips()}>
            {(chip) => <button type="button" class="chip" classList={{ not: chip.isExcluded }} aria-label={t("search.take_out", { what: chip.raw })} onClick={() => takeOut(chip)}>{chip.raw}<Icon name="close" size={12} /></button>}
          </For>
        </div>
      </Show>
    </form>
  );
}
