import { createEffect, For, on, Show } from "solid-js";
import { IconButton } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { language, t } from "~/i18n";
import { sizeText } from "~/lib/bytes";
import { dropUpload, retryUpload, uploadsAt, type Upload } from "~/model/uploads";

/** The files of a place that are not part of a post yet: how far each has come, and the way out. */
export default function Uploads(props: { place: string }) {
  const ids = () => uploadsAt(props.place).map((each) => each.id);
  let list!: HTMLUListElement;
  // Of many, those that came last are in sight: they are what has just been done.
  createEffect(on(() => ids().length, (now, before = 0) => now > before && list.scrollTo(0, list.scrollHeight)));
  return (
    <ul ref={list} class="uploads" aria-label={t("file.attached")}>
      <For each={ids()}>{(id) => <Row upload={uploadsAt(props.place).find((each) => each.id === id) as Upload} />}</For>
    </ul>
  );
}

function Row(props: { upload: Upload }) {
  function drop(event: MouseEvent & { currentTarget: HTMLElement }) {
    const field = event.currentTarget.closest(".composer, .edit-box")?.querySelector("textarea");
    dropUpload(props.upload.id);
    // By keyboard: the button had the focus, and is gone.
    if (event.detail === 0) field?.focus();
  }
  const percent = () => Math.round(props.upload.part * 100);
  return (
    <li class="upload" classList={{ failed: props.upload.state === "failed" }}>
      <span class="file-sign" aria-hidden="true">
        <Show when={props.upload.picture} fallback={<Icon name="file" size={18} />}>{(picture) => <img src={picture()} alt="" />}</Show>
      </span>
      <span class="what">
        <span class="cut file-name" title={props.upload.name}>{props.upload.name}</span>
        <Show when={props.upload.state === "failed"} fallback={<small>{props.upload.state === "done" ? sizeText(props.upload.size, language()) : `${percent()} %`}</small>}>
          <small role="alert">{props.upload.reason}</small>
        </Show>
      </span>
      <Show when={props.upload.state === "failed"}>
        <IconButton icon="retry" size={16} label={t("file.retry_named", { name: props.upload.name })} onClick={() => retryUpload(props.upload.id)} />
      </Show>
      <IconButton icon="close" size={16} label={t(props.upload.state === "sending" ? "file.cancel_named" : "file.remove_named", { name: props.upload.name })} onClick={drop} />
      <Show when={props.upload.state === "sending"}><progress max="100" value={percent()} aria-label={t("file.progress", { name: props.upload.name })} /></Show>
    </li>
  );
}
