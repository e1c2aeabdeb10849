import { Popover } from "@kobalte/core/popover";
import { createMemo, createSignal, For, Show } from "solid-js";
import { Icon, type IconName } from "~/design/Icon";
import { t } from "~/i18n";
import { emojiChar, emojis, type Emoji } from "~/lib/emoji";
import { matchScore } from "~/lib/hangul";
import { recentEmoji } from "./reactions.actions";

const COLUMNS = 8;

/** A button that opens a grid of emoji, found by English or Korean words. Arrows move in the grid. */
export function EmojiPicker(props: {
  label: string; icon: IconName; class?: string; onPick: (name: string, char: string) => void; onOpenChange?: (isOpen: boolean) => void;
}) {
  const [isOpen, setIsOpen] = createSignal(false);
  const change = (next: boolean) => {
    setIsOpen(next);
    props.onOpenChange?.(next);
  };
  const pick = (each: Emoji) => {
    change(false);
    props.onPick(each.name, each.char);
  };
  return (
    <Popover open={isOpen()} onOpenChange={change} placement="top-end" gutter={6}>
      <Popover.Trigger class={props.class ?? "icon-button"} aria-label={props.label} title={props.label}><Icon name={props.icon} size={props.class ? 16 : 20} /></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content class="popover picker" aria-label={props.label}><Grid onPick={pick} /></Popover.Content>
      </Popover.Portal>
    </Popover>
  );
}

function Grid(props: { onPick: (each: Emoji) => void }) {
  const [query, setQuery] = createSignal("");
  let grid!: HTMLDivElement;
  const recent = emojis.filter((each) => recentEmoji().includes(each.name));
  const found = createMemo(() => search(query()));

  function onKeyDown(event: KeyboardEvent) {
    const buttons = [...grid.querySelectorAll<HTMLButtonElement>("button")];
    const now = buttons.indexOf(event.target as HTMLButtonElement);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS }[event.key];
    if (now < 0 ? event.key !== "ArrowDown" : step === undefined) return;
    event.preventDefault();
    buttons[now < 0 ? 0 : Math.min(Math.max(now + (step as number), 0), buttons.length - 1)]?.focus();
  }

  function onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const [first] = found();
    if (first) props.onPick(first);
  }

  return (
    <div onKeyDown={onKeyDown}>
      <form onSubmit={onSubmit}>
        <input class="input" type="search" autofocus aria-label={t("emoji.search")} placeholder={t("emoji.search")} onInput={(event) => setQuery(event.currentTarget.value)} />
      </form>
      <div class="picker-grid" ref={grid}>
        <Show when={query() === "" && recent.length > 0}>
          <Section title={t("emoji.recent")} list={recent.slice(0, COLUMNS)} onPick={props.onPick} />
        </Show>
        <Section title={t("emoji.all")} list={found()} onPick={props.onPick} />
        <Show when={found().length === 0}><p class="empty">{t("nothing_found")}</p></Show>
      </div>
    </div>
  );
}

function Section(props: { title: string; list: readonly Emoji[]; onPick: (each: Emoji) => void }) {
  return (
    <div role="group" aria-label={props.title} class="picker-section">
      <For each={props.list}>
        {(each) => (
          <button type="button" class="picker-emoji" title={`:${each.name}:`} aria-label={each.name.replaceAll("_", " ")} onClick={() => props.onPick(each)}>
            {emojiChar(each.name)}
          </button>
        )}
      </For>
    </div>
  );
}

function search(query: string): readonly Emoji[] {
  const wanted = query.trim().replace(/^:|:$/g, "");
  if (wanted === "") return emojis;
  return emojis
    .map((each) => [matchScore(wanted, each.words), each] as const)
    .filter(([score]) => score > 0)
    .sort(([a], [b]) => b - a)
    .map(([, each]) => each);
}
