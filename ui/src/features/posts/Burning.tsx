// A message that burns once it is read: hidden until its reader asks for it, then there for a while with its time running. Its author
// sees who has read it. Fetched with the first such message.
import type { Post } from "@mattermost/types/posts";
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Confirm } from "~/design/Dialog";
import { Icon } from "~/design/Icon";
import { language, t, tn } from "~/i18n";
import "~/i18n/rooms/posts";
import { left, span } from "~/lib/spans";
import { nameOf } from "~/model/people";
import { dropPost } from "~/model/posts";
import { config, myId, preference, savePreference } from "~/model/session";
import "./burning.css";
import { burnNow, reveal } from "./burning.actions";

const isMine = (post: Post) => post.user_id === myId();
/** When it burns for whoever looks at it; 0 while nothing runs. */
const endOf = (post: Post) => Number(post.metadata?.expire_at) || 0;

export default function Burning(props: { post: Post }) {
  return (
    <Show when={isMine(props.post) || endOf(props.post) > 0} fallback={<Hidden post={props.post} />}>
      <Shown post={props.post} />
    </Show>
  );
}

function Hidden(props: { post: Post }) {
  const [isAsking, setIsAsking] = createSignal(false);
  const [isBusy, setIsBusy] = createSignal(false);
  const [fault, setFault] = createSignal("");
  const time = () => span(Number(props.post.props.read_duration) || Number(config.BurnOnReadDurationSeconds) * 1000, language());
  const wasAsked = () => preference("burn_on_read", "reveal_asked") === "true";
  let place!: HTMLDivElement;

  async function show() {
    if (!wasAsked()) void savePreference("burn_on_read", "reveal_asked", "true").catch(() => {});
    const article = place.closest<HTMLElement>("article");
    setIsBusy(true);
    setFault(await reveal(props.post.id));
    setIsBusy(false);
    // The button is gone: the message it stood for has the focus, and is read out.
    if (!fault()) article?.focus();
  }

  return (
    <div class="burning hidden-words" ref={place}>
      <Button icon="flame" isBusy={isBusy()} onClick={() => (wasAsked() ? void show() : setIsAsking(true))}>{t("burn.reveal")}</Button>
      <span>{t("burn.reveal_note", { time: time() })}</span>
      <Show when={fault()}><p class="form-fault" role="alert">{fault()}</p></Show>
      <Confirm isOpen={isAsking()} onClose={() => setIsAsking(false)} title={t("burn.reveal_title")} note={t("burn.once", { time: time() })} action={t("burn.reveal")} onConfirm={() => void show()} />
    </div>
  );
}

function Shown(props: { post: Post }) {
  const [now, setNow] = createSignal(Date.now());
  const [isOpen, setIsOpen] = createSignal(false);
  const [isAsking, setIsAsking] = createSignal(false);
  const readers = () => props.post.metadata?.recipients ?? [];
  const clock = setInterval(() => setNow(Date.now()), 1000);
  onCleanup(() => clearInterval(clock));
  createEffect(() => endOf(props.post) > 0 && endOf(props.post) <= now() && dropPost(props.post.id));

  return (
    <div class="burning">
      <span class="tag burns">
        <Icon name="flame" size={14} />
        <Show when={endOf(props.post) > 0} fallback={t("burn.waits")}>{t("burn.in")} <span role="timer">{left(endOf(props.post) - now())}</span></Show>
      </span>
      <Show when={isMine(props.post)}>
        <Button look="quiet" disabled={readers().length === 0} aria-expanded={isOpen()} onClick={() => setIsOpen(!isOpen())}>{tn("burn.read", readers().length)}</Button>
      </Show>
      <Button look="quiet" onClick={() => setIsAsking(true)}>{t("burn.now")}</Button>
      <Show when={isOpen() && readers().length > 0}><ul class="ack-list"><For each={readers()}>{(id) => <li>{nameOf(id)}</li>}</For></ul></Show>
      <Confirm isOpen={isAsking()} onClose={() => setIsAsking(false)} title={t("burn.title")} note={t(isMine(props.post) ? "burn.for_all" : "burn.for_me")} action={t("burn.now")} onConfirm={() => void burnNow(props.post.id)} />
    </div>
  );
}
