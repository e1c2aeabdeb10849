import type { CustomEmoji } from "@mattermost/types/emojis";
import { createEffect, createSignal, For, onCleanup, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Confirm, Dialog } from "~/design/Dialog";
import { Failed } from "~/design/Failed";
import { Field, FormFault } from "~/design/Field";
import { Glyph } from "~/design/Glyph";
import { IconButton } from "~/design/Button";
import { toast } from "~/design/Toasts";
import { compare, t, type Key } from "~/i18n";
import "~/i18n/rooms/emoji";
import { customEmojis, emojiPicture } from "~/model/emoji";
import { nameOf } from "~/model/people";
import { me, myId } from "~/model/session";
import { deleteEmoji, loadCustomEmoji, makeEmoji, nameFault, pictureFault } from "./emoji.actions";
import "./emoji.css";

/** The emoji of this server: make one, see them all, delete one's own. */
export default function EmojiWindow(props: { onClose: () => void }) {
  return (
    <Dialog isOpen onClose={props.onClose} title={t("emoji.window")} note={t("emoji.window_note")}>
      <MakeForm />
      <List />
    </Dialog>
  );
}

function MakeForm() {
  const [name, setName] = createSignal("");
  const [picture, setPicture] = createSignal<File>();
  const [isTried, setIsTried] = createSignal(false);
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  let chooser!: HTMLInputElement;
  const told = (key: Key | undefined) => (isTried() && key ? t(key) : undefined);
  const preview = () => {
    const file = picture();
    if (!file) return undefined;
    const url = URL.createObjectURL(file);
    onCleanup(() => URL.revokeObjectURL(url));
    return url;
  };

  async function make(event: SubmitEvent) {
    event.preventDefault();
    setIsTried(true);
    const file = picture();
    if (!file || nameFault(name()) || pictureFault(file)) return;
    setIsBusy(true);
    const wrong = await makeEmoji(name(), file);
    setIsBusy(false);
    setFault(wrong);
    if (wrong) return;
    toast(t("emoji.made_one", { name: name() }));
    setIsTried(false);
    setName("");
    setPicture(undefined);
    chooser.value = "";
  }

  return (
    <form class="form" onSubmit={(event) => void make(event)}>
      <Field label={t("emoji.name")} hint={t("emoji.name_hint")} autofocus autocomplete="off" maxLength={64} value={name()} fault={told(nameFault(name()))}
        onInput={(event) => setName(event.currentTarget.value.trim().toLowerCase())} />
      <Field ref={chooser} type="file" accept="image/png,image/jpeg,image/gif" label={t("emoji.picture")} hint={t("emoji.picture_hint")} fault={told(pictureFault(picture()))}
        onChange={(event) => setPicture(event.currentTarget.files?.[0])} />
      <Show when={preview()} keyed>{(url) => <p class="emoji-preview">{t("emoji.preview")} <Glyph name={name() || "…"} picture={url} /></p>}</Show>
      <FormFault text={fault()} />
      <div class="form-actions"><Button type="submit" look="primary" isBusy={isBusy()}>{t("add")}</Button></div>
    </form>
  );
}

function List() {
  const [page, setPage] = createSignal(0);
  const [hasMore, setHasMore] = createSignal(false);
  const [fault, setFault] = createSignal("");
  const load = () => loadCustomEmoji(page()).then((more) => (setHasMore(more), ""), errorText).then(setFault);
  createEffect(() => void load());
  const [doomed, setDoomed] = createSignal<CustomEmoji>();
  const all = () => customEmojis().sort((a, b) => compare(a.name, b.name));
  const mayDelete = (each: CustomEmoji) => each.creator_id === myId() || me()?.roles.includes("system_admin");
  return (
    <>
      <Show when={all().length > 0}>
        <ul class="list scroll-list" aria-label={t("emoji.made")} tabindex="0">
          <For each={all()}>
            {(each) => (
              <li class="list-row">
                <Glyph name={each.name} picture={emojiPicture(each.id)} isSilent />
                <span class="what"><span class="cut">:{each.name}:</span><small>{nameOf(each.creator_id)}</small></span>
                <Show when={mayDelete(each)}><IconButton icon="trash" size={18} label={t("emoji.delete", { name: each.name })} onClick={() => setDoomed(each)} /></Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={hasMore()}><Button onClick={() => setPage(page() + 1)}>{t("show_more")}</Button></Show>
      </Show>
      <Show when={fault()}><Failed text={fault()} onRetry={() => void load()} /></Show>
      <Confirm isOpen={doomed() !== undefined} onClose={() => setDoomed(undefined)} title={t("emoji.delete_title", { name: doomed()?.name ?? "" })} note={t("emoji.delete_note")} action={t("delete")}
        onConfirm={() => void deleteEmoji(doomed() as CustomEmoji).then((wrong) => wrong && toast(wrong))} />
    </>
  );
}
