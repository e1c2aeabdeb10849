// All emoji to choose from: those used last, those made here, and the rest by kind; found by English or Korean words. Fetched with the
// table when a picker is opened for the first time.
import { createMemo, createSignal, For, onMount, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Failed } from "~/design/Failed";
import { Glyph } from "~/design/Glyph";
import { IconButton } from "~/design/Button";
import { t, type Key } from "~/i18n";
import "~/i18n/rooms/emoji";
import { TONES, withTone } from "~/lib/emoji";
import { allEmoji, loadEmoji, recentEmoji, setTone, tone } from "~/model/emoji";
import { config } from "~/model/session";
import "./emoji.css";
import { loadCustomEmoji, searchCustomEmoji } from "./emoji.actions";
import { foundIn, sectionsOf, type Choice } from "./choices";
import { openEmojiWindow } from "./windows";

type Pick = (name: string, text: string) => void;

export default function EmojiGrid(props: { onPick: Pick; onClose: () => void }) {
  const [query, setQuery] = createSignal("");
  const [pointed, setPointed] = createSignal<Choice>();
  const [isReady, setIsReady] = createSignal(false);
  const [fault, setFault] = createSignal("");
  async function load() {
    const [, wrong] = await Promise.all([loadEmoji(), loadCustomEmoji().then(() => "", errorText)]);
    setFault(allEmoji().length > 0 ? wrong : t("error.network"));
    setIsReady(true);
  }
  void load();
  const sections = createMemo(() => (isReady() && query() === "" ? sectionsOf(recentEmoji(), tone()) : []));
  const found = createMemo(() => (isReady() && query() !== "" ? foundIn(query(), tone()) : []));
  let field!: HTMLInputElement;
  let grid!: HTMLDivElement;
  // The popover had nothing to give the focus to while this was being fetched.
  onMount(() => field.focus());

  const choiceOf = (target: EventTarget | null): Choice | undefined => {
    const name = (target as HTMLElement).closest<HTMLElement>("[data-name]")?.dataset.name;
    return name ? [...sections().flatMap((each) => each.list), ...found()].find((each) => each.name === name) : undefined;
  };
  const take = (choice: Choice | undefined) => choice && props.onPick(choice.name, choice.text);

  function onInput() {
    setQuery(field.value.trim().replace(/^:|:$/g, ""));
    grid.scrollTop = 0;
    void searchCustomEmoji(query());
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!event.key.startsWith("Arrow") || event.isComposing) return;
    const isField = event.target === field;
    if (isField && event.key !== "ArrowDown") return;
    event.preventDefault();
    const next = isField ? grid.querySelector("button") : nextTo(event.target as HTMLElement, event.key, [...grid.querySelectorAll("button")]);
    (next ?? field).focus();
  }

  return (
    <div onKeyDown={onKeyDown}>
      <form class="picker-head" onSubmit={(event) => { event.preventDefault(); take(found()[0]); }}>
        <input ref={field} class="input" type="search" aria-label={t("emoji.search")} placeholder={t("emoji.search")} onInput={onInput} />
        <Tones />
      </form>
      <Kinds sections={sections().map((each) => each.key)} onGo={(key) => grid.querySelector(`[data-kind="${key}"]`)?.scrollIntoView({ block: "start" })} />
      <div class="picker-grid" ref={grid} onClick={(event) => take(choiceOf(event.target))} onPointerOver={(event) => setPointed(choiceOf(event.target))} onFocusIn={(event) => setPointed(choiceOf(event.target))}>
        <Show when={fault()}><Failed text={fault()} onRetry={() => void load()} /></Show>
        <For each={sections()}>{(section) => <Section title={t(`emoji.${section.key}` as Key)} kind={section.key} list={section.list} />}</For>
        <Show when={found().length > 0}><Section title={t("emoji.found")} kind="found" list={found()} /></Show>
        <Show when={query() !== "" && found().length === 0 && !fault()}><p class="empty" role="status">{t("nothing_found")}</p></Show>
      </div>
      <div class="picker-foot">
        <span class="cut" aria-hidden="true"><Show when={pointed()}>{(each) => <><Glyph name={each().name} char={each().char} picture={each().picture} isSilent /> :{each().name}:</>}</Show></span>
        <Show when={config.EnableCustomEmoji === "true"}>
          <IconButton icon="plus" size={18} label={t("emoji.make")} onClick={() => { props.onClose(); openEmojiWindow(); }} />
        </Show>
      </div>
    </div>
  );
}

/** The rows are not equally long, and there are headings between them: the next row is where the next one stands. */
function nextTo(now: HTMLElement, key: string, all: HTMLElement[]): HTMLElement | undefined {
  const at = all.indexOf(now);
  if (key === "ArrowLeft" || key === "ArrowRight") return all[at + (key === "ArrowLeft" ? -1 : 1)];
  const [x, y] = [now.getBoundingClientRect().left, now.getBoundingClientRect().top];
  const others = key === "ArrowDown" ? all.slice(at + 1) : all.slice(0, Math.max(0, at)).reverse();
  const first = others.find((each) => Math.abs(each.getBoundingClientRect().top - y) > 4);
  const row = others.filter((each) => first && Math.abs(each.getBoundingClientRect().top - first.getBoundingClientRect().top) < 4);
  return row.sort((a, b) => Math.abs(a.getBoundingClientRect().left - x) - Math.abs(b.getBoundingClientRect().left - x))[0];
}

function Section(props: { title: string; kind: string; list: Choice[] }) {
  return (
    <div role="group" aria-label={props.title} data-kind={props.kind} class="picker-section">
      <p class="menu-label" aria-hidden="true">{props.title}</p>
      <For each={props.list}>
        {(each, index) => (
          <button type="button" class="picker-emoji" data-name={each.name} tabindex={index() === 0 ? 0 : -1} aria-label={each.name.replaceAll("_", " ")}>
            <Glyph name={each.name} char={each.char} picture={each.picture} isSilent />
          </button>
        )}
      </For>
    </div>
  );
}

const SIGNS: Record<string, string> = {
  recent: "🕘", made: "🧩", smileys: "😀", people: "👋", nature: "🌿", food: "🍵", travel: "✈️", activities: "⚽", objects: "💡", symbols: "❤️", flags: "🏳️",
};

/** A way to each kind without passing those before it. */
function Kinds(props: { sections: string[]; onGo: (key: string) => void }) {
  return (
    <div class="picker-kinds" role="toolbar" aria-label={t("emoji.kinds")}>
      <For each={props.sections}>
        {(key) => <button type="button" class="icon-button" aria-label={t(`emoji.${key}` as Key)} title={t(`emoji.${key}` as Key)} onClick={() => props.onGo(key)}><Glyph name={key} char={SIGNS[key]} isSilent /></button>}
      </For>
    </div>
  );
}

/** Skin tones: pressed again and again, one after another. */
function Tones() {
  const label = () => t("emoji.tone", { tone: t(`emoji.tone.${tone() ?? "none"}`) });
  const hand = () => {
    const chosen = tone();
    return chosen ? withTone("✋", chosen) : "✋";
  };
  return (
    <button type="button" class="icon-button" aria-label={label()} title={label()} onClick={() => setTone([...TONES, undefined][TONES.indexOf(tone() as never) + 1])}>
      <Glyph name="hand" char={hand()} isSilent />
    </button>
  );
}
