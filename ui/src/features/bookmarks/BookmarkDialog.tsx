import type { ChannelBookmark } from "@mattermost/types/channel_bookmarks";
import { createSignal, Match, Show, Switch, type Component, type JSX } from "solid-js";
import { Button, IconButton } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field, FormFault } from "~/design/Field";
import { Glyph } from "~/design/Glyph";
import { Icon } from "~/design/Icon";
import { t } from "~/i18n";
import { textOf } from "~/lib/forms";
import { glyphOf } from "~/model/emoji";
import { addBookmark, editBookmark } from "./bookmarks.actions";
import { linkFrom, nameOfLink } from "./links";

/** A button that opens a choice of emoji. */
export type Picker = Component<{ label: string; icon: "smile"; class?: string; children?: JSX.Element; onPick: (name: string) => void }>;
type Props = { isOpen: boolean; onClose: () => void; channelId: string; bookmark?: ChannelBookmark; picker: Picker };

/** Adds a bookmark to a channel, or changes one. */
export function BookmarkDialog(props: Props) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={props.bookmark ? t("bookmark.edit") : t("bookmark.add")} narrow>
      <Show when={props.isOpen}><Form {...props} /></Show>
    </Dialog>
  );
}

function Form(props: Props) {
  const known = props.bookmark;
  const [kind, setKind] = createSignal(known?.type === "file" ? "file" : "link");
  const [emoji, setEmoji] = createSignal(known?.emoji?.replaceAll(":", "") ?? "");
  const [file, setFile] = createSignal<File>();
  const [faults, setFaults] = createSignal<{ url?: string; form?: string }>({});
  const [isBusy, setIsBusy] = createSignal(false);
  let form!: HTMLFormElement;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const isLink = kind() === "link";
    const url = isLink ? linkFrom(textOf(form, "url")) : undefined;
    const chosen = file();
    setFaults({ url: isLink && !url ? t("bookmark.no_link") : undefined, form: !isLink && !known && !chosen ? t("bookmark.no_file") : undefined });
    if (faults().url) return (form.elements.namedItem("url") as HTMLElement).focus();
    if (faults().form) return;
    const name = textOf(form, "name") || (url ? nameOfLink(url) : (chosen?.name ?? known?.display_name ?? ""));
    setIsBusy(true);
    const wrong = known
      ? await editBookmark(known, { display_name: name, emoji: emoji(), ...(url ? { link_url: url } : {}) })
      : await addBookmark(props.channelId, url ? { name, emoji: emoji(), url } : { name, emoji: emoji(), file: chosen as File });
    setIsBusy(false);
    setFaults({ form: wrong });
    if (!wrong) props.onClose();
  }

  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <FormFault text={faults().form ?? ""} />
      <Show when={!known}>
        <div class="filters" role="group" aria-label={t("bookmark.kind")}>
          <button type="button" class="filter" aria-pressed={kind() === "link"} onClick={() => setKind("link")}>{t("bookmark.link")}</button>
          <button type="button" class="filter" aria-pressed={kind() === "file"} onClick={() => setKind("file")}>{t("bookmark.file")}</button>
        </div>
      </Show>
      <Switch>
        <Match when={kind() === "link"}><Field name="url" type="url" label={t("bookmark.url")} value={known?.link_url ?? ""} fault={faults().url} maxlength={1024} autocomplete="off" autofocus placeholder="https://" /></Match>
        <Match when={!known}><FileField file={file()} onChoose={setFile} /></Match>
      </Switch>
      <Field name="name" label={t("bookmark.name")} hint={known ? undefined : t("optional")} value={known?.display_name ?? ""} maxlength={64} autocomplete="off" autocapitalize="sentences" />
      <div class="bookmark-icon">
        <props.picker label={emoji() ? t("emoji.another", { emoji: emoji() }) : t("emoji.choose")} icon="smile" class="emoji-button" onPick={setEmoji}>
          <Show when={emoji()} fallback={<Icon name={kind() === "file" ? "file" : "link"} />}><Glyph {...glyphOf(emoji())} isSilent /></Show>
        </props.picker>
        <Show when={emoji()}><IconButton icon="close" size={16} label={t("bookmark.no_emoji")} onClick={() => setEmoji("")} /></Show>
      </div>
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy()}>{known ? t("save") : t("add")}</Button>
      </div>
    </form>
  );
}

function FileField(props: { file?: File; onChoose: (file: File | undefined) => void }) {
  let field!: HTMLInputElement;
  return (
    <div class="bookmark-file">
      <input ref={field} type="file" class="unseen" tabindex="-1" aria-hidden="true" onChange={() => props.onChoose(field.files?.[0])} />
      <Button icon="file" onClick={() => field.click()}>{t("bookmark.choose_file")}</Button>
      <span class="cut" role="status">{props.file?.name ?? ""}</span>
    </div>
  );
}
