import { createSignal, onMount, Show } from "solid-js";
import { Button } from "~/design/Button";
import { t } from "~/i18n";
import { post } from "~/model/posts";
import { enterListeners, isForInputMethod } from "./enter";
import { edit, remove } from "./posts.actions";

/** A message of mine while I change it. Emptying it takes the message away. */
export function EditBox(props: { id: string; onDone: () => void }) {
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  let field!: HTMLTextAreaElement;

  async function save() {
    const message = field.value.trimEnd();
    if (message === post(props.id)?.message) return props.onDone();
    if (message.trim() === "") {
      props.onDone();
      return remove(props.id);
    }
    setIsBusy(true);
    const wrong = await edit(props.id, message);
    setIsBusy(false);
    if (wrong) setFault(wrong);
    else props.onDone();
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
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });

  return (
    <div class="edit-box">
      <textarea ref={field} rows={1} class="composer-field" aria-label={t("edit.label")} aria-invalid={fault() ? "true" : undefined}
        onKeyDown={onKeyDown} onBeforeInput={enter.onBeforeInput} dir="auto" />
      <Show when={fault()}><p class="form-fault" role="alert">{fault()}</p></Show>
      <div class="edit-actions">
        <Button onClick={props.onDone}>{t("cancel")}</Button>
        <Button look="primary" isBusy={isBusy()} onClick={() => void save()}>{t("save")}</Button>
        <span class="hint">{t("edit.hint")}</span>
      </div>
    </div>
  );
}
