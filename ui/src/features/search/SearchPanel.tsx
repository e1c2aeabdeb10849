// The panel for finding again: searches in messages and files, what calls for me, what I saved.
import type { FileInfo } from "@mattermost/types/files";
import type { Post } from "@mattermost/types/posts";
import { createComputed, createEffect, createMemo, createSignal, For, Match, on, onMount, Show, Switch, untrack } from "solid-js";
import { errorText } from "~/api/client";
import { Button, IconButton, Spinner } from "~/design/Button";
import { Failed } from "~/design/Failed";
import { Icon } from "~/design/Icon";
import { t, tn } from "~/i18n";
import "~/i18n/rooms/palette";
import "~/i18n/rooms/search";
import { FileRow, ResultRow } from "./ResultRow";
import { wordsToMark } from "./query";
import { dropSearch, findFiles, findMentions, findPosts, findSaved, myTerms, putSearch, recentSearches, type Page } from "./search.actions";
import { SearchField } from "./SearchField";
import "./search.css";

type Kind = "search" | "mentions" | "saved";
type Props = { kind: Kind; wanted?: { terms: string; isFiles: boolean }; onKind: (kind: Kind) => void; onClose: () => void; onOpenPost: (id: string) => void };

/** The panel. */
export function SearchPanel(props: Props) {
  let panel!: HTMLElement;
  onMount(() => panel.focus());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    props.onClose();
  };
  return (
    <aside class="search-side" ref={panel} tabindex="-1" aria-label={t("search.panel")} onKeyDown={onKeyDown}>
      <header class="channel-head">
        <h2>{t(`search.${props.kind === "search" ? "title" : props.kind}`)}</h2>
        <IconButton icon="search" label={t("search")} aria-pressed={props.kind === "search"} onClick={() => props.onKind("search")} />
        <IconButton icon="bell" label={t("search.mentions")} aria-pressed={props.kind === "mentions"} onClick={() => props.onKind("mentions")} />
        <IconButton icon="star" label={t("search.saved")} aria-pressed={props.kind === "saved"} onClick={() => props.onKind("saved")} />
        <IconButton icon="close" label={t("search.close")} onClick={props.onClose} />
      </header>
      <Switch>
        <Match when={props.kind === "search"}><Search {...props} /></Match>
        <Match when={props.kind === "mentions"}>
          <Results load={findMentions} words={wordsToMark(myTerms())} onOpenPost={props.onOpenPost} none={t("search.mentions_none")} note={t("search.mentions_note")} />
        </Match>
        <Match when={props.kind === "saved"}>
          <Results load={findSaved} words={[]} onOpenPost={props.onOpenPost} none={t("search.saved_none")} note={t("search.saved_note")} />
        </Match>
      </Switch>
    </aside>
  );
}

/** What was asked for from elsewhere is searched for once. */
let done: Props["wanted"];
/** The last search stays while the page is open: people come back to it. */
const [terms, setTerms] = createSignal("");
const [isFiles, setIsFiles] = createSignal(false);

function Search(props: Props) {
  let field!: HTMLInputElement;
  const words = createMemo(() => wordsToMark(terms()));
  createComputed(on(() => props.wanted, (now) => {
    if (!now || now === done) return;
    done = now;
    setIsFiles(now.isFiles);
    search(now.terms);
  }));
  function search(next: string) {
    setTerms(next);
    if (next) putSearch(next);
  }
  function again(next: string) {
    field.value = next;
    field.dispatchEvent(new InputEvent("input"));
    search(next);
  }
  return (
    <>
      <Show when={[props.wanted]} keyed>{(_) => <SearchField initial={untrack(terms)} onSearch={search} ref={(each) => (field = each)} />}</Show>
      <Show when={terms()} fallback={<Recent onChoose={again} />}>
        <div class="tabs" role="group" aria-label={t("search.what")}>
          <button type="button" class="tab" aria-pressed={!isFiles()} onClick={() => setIsFiles(false)}>{t("search.messages")}</button>
          <button type="button" class="tab" aria-pressed={isFiles()} onClick={() => setIsFiles(true)}>{t("search.files")}</button>
        </div>
        <Show when={`${isFiles()} ${terms()}`} keyed>
          {(_) => <Results load={(page) => (isFiles() ? findFiles(terms(), page) : findPosts(terms(), page)) as Promise<Page<Post | FileInfo>>} words={words()}
            onOpenPost={props.onOpenPost} none={t("search.none")} note={t("search.none_note")} />}
        </Show>
      </Show>
    </>
  );
}

function Recent(props: { onChoose: (terms: string) => void }) {
  return (
    <div class="search-recent">
      <Show when={recentSearches().length > 0}>
        <h3>{t("search.recent")}</h3>
        <ul class="list">
          <For each={recentSearches()}>
            {(each) => (
              <li class="search-again">
                <button type="button" class="list-row" onClick={() => props.onChoose(each)}><Icon name="search" size={16} /><span class="cut">{each}</span></button>
                <IconButton icon="close" size={16} label={t("search.forget", { what: each })} onClick={() => dropSearch(each)} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <p class="search-help">{t("search.help")}</p>
    </div>
  );
}

const STEP = 20;
const isPost = (each: Post | FileInfo): each is Post => "message" in each;

function Results(props: { load: (page: number) => Promise<Page<Post | FileInfo>>; words: string[]; onOpenPost: (id: string) => void; none: string; note: string }) {
  const [list, setList] = createSignal<(Post | FileInfo)[]>([]);
  const [page, setPage] = createSignal(0);
  // A server may answer with more than one page at once: that is not all shown at once.
  const [most, setMost] = createSignal(STEP);
  const [state, setState] = createSignal<"loading" | "more" | "done">("loading");
  const [fault, setFault] = createSignal("");

  async function load() {
    setState("loading");
    setFault("");
    try {
      const next = await props.load(page());
      const known = new Set(list().map((each) => each.id));
      const found = next.list.filter((each) => !known.has(each.id));
      setList([...list(), ...found]);
      setPage(page() + 1);
      setState(next.hasMore && found.length > 0 ? "more" : "done");
    } catch (error) {
      setFault(errorText(error));
      setState("more");
    }
  }
  createEffect(on(() => props.load, () => {
    setList([]);
    setPage(0);
    setMost(STEP);
    void load();
  }));

  const isAllShown = () => most() >= list().length;
  function more() {
    const isAskedFor = most() + STEP > list().length && state() === "more";
    setMost(most() + STEP);
    if (isAskedFor) void load();
  }
  const open = (each: Post | FileInfo) => props.onOpenPost(isPost(each) ? each.id : (each.post_id ?? ""));
  return (
    <div class="results" aria-busy={state() === "loading"}>
      <p class="unseen" role="status">{state() === "loading" ? t("loading") : tn("search.count", list().length)}</p>
      <ul class="result-list">
        <For each={list().slice(0, most())}>
          {(each) => (isPost(each) ? <ResultRow post={each} words={props.words} onOpen={() => open(each)} /> : <FileRow file={each} words={props.words} onOpen={() => open(each)} />)}
        </For>
      </ul>
      <Show when={state() === "loading"}><div class="loading-row"><Spinner /></div></Show>
      <Show when={fault()}><Failed text={fault()} onRetry={() => void load()} /></Show>
      <Show when={!fault() && state() !== "loading" && (state() === "more" || !isAllShown())}><Button look="quiet" wide onClick={more}>{t("search.more")}</Button></Show>
      <Show when={!fault() && state() === "done" && list().length === 0}><div class="empty"><h3>{props.none}</h3><p>{props.note}</p></div></Show>
    </div>
  );
}
