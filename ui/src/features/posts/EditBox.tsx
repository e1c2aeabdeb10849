import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Button, IconButton } from "~/design/Button";
import { t } from "~/i18n";
import { post } from "~/model/posts";
import { addUploaded, dropUploadsAt, placeOfEdit, uploadsAt } from "~/model/uploads";
import { enterListeners, isForInputMethod } from "./enter";
import { pasteLink } from "./marks";
import { usePostParts } from "./parts";
import { edit, remove } from "./posts.actions";

/** A message of mine while I change it, with its files. Leaving nothing takes the message away. */
export function EditBox(props: { id: string; onDone: () => void }) {
  const parts = usePostParts();
  const place = placeOfEdit(props.id);
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  const files = () => uploadsAt(place);
  let field!: HTMLTextAreaElement;
  let chooser!: HTMLInputElement;

  async function save() {
    const before = post(props.id);
    const message = field.value.trimEnd();
    if (files().some((each) => each.state !== "done")) return setFault(t("schedule.files_first"));
    const fileIds = files().map((each) => each.info?.id as string);
    if (message === before?.message && fileIds.join() === (before.metadata?.files ?? []).map((each) => each.id).join()) return props.onDone();
    if (message.trim() === "" && fileIds.length === 0) {
      props.onDone();
      return remove(props.id);
    }
    setIsBusy(true);
    const wrong = await edit(props.id, message, fileIds);
    setIsBusy(false);
    if (wrong) setFault(wrong);
    else props.onDone();
  }

  function attach(chosen: File[]) {
    parts.attach(place, post(props.id)?.channel_id ?? "", chosen);
    field.focus();
  }

  function onPaste(event: ClipboardEvent & { currentTarget: HTMLTextAreaElement }) {
    const pasted = parts.filesOf(event.clipboardData);
    if (pasted.length === 0) return pasteLink(event);
    event.preventDefault();
    attach(pasted);
  }

  const enter = enterListeners(() => void save());
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape" && !isForInputMethod(event)) {
      event.stopPropagation();
      return props.onDone();
    }
    event.stopPropagation();
    enter.onKeyDown(event);
  }

  onMount(() => {
    field.value = post(props.id)?.message ?? "";
    for (const info of post(props.id)?.metadata?.files ?? []) addUploaded(place, info);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });

  onCleanup(() => dropUploadsAt(place));

  return (
    <div class="edit-box">
      <textarea ref={field} rows={1} class="composer-field" aria-label={t("edit.label")} aria-invalid={fault() ? "true" : undefined}
        onKeyDown={onKeyDown} onBeforeInput={enter.onBeforeInput} onPaste={onPaste} dir="auto" />
      <parts.uploads place={place} />
      <Show when={fault()}><p class="form-fault" role="alert">{fault()}</p></Show>
      <div class="edit-actions">
        <Button onClick={props.onDone}>{t("cancel")}</Button>
        <Button look="primary" isBusy={isBusy()} onClick={() => void save()}>{t("save")}</Button>
        <Show when={parts.mayAttach()}>
          <IconButton icon="clip" label={t("file.attach")} onClick={() => chooser.click()} />
          <input ref={chooser} type="file" multiple hidden onChange={() => { attach([...(chooser.files ?? [])]); chooser.value = ""; }} />
        </Show>
        <span class="hint">{t("edit.hint")}</span>
      </div>
    </div>
  );
}
