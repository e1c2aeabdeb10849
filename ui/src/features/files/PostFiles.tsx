// The files of a message: pictures to look at, everything else by name. The room of a picture is there before the picture is.
import type { FileInfo } from "@mattermost/types/files";
import { For, Show } from "solid-js";
import { Icon } from "~/design/Icon";
import { language, t } from "~/i18n";
import { fit, sizeText } from "~/lib/bytes";
import { downloadUrl, ending, kindOf, pictureUrl } from "./kinds";
import { openViewer } from "./viewing";

/** One picture may be this large (px); several share a row of this height. */
const ALONE = { width: 420, height: 320 };
const ROW = { width: 260, height: 140 };

/** All files of one message. */
export function PostFiles(props: { files: FileInfo[] }) {
  const pictures = () => props.files.filter(isShown);
  const others = () => props.files.filter((file) => !isShown(file));
  const open = (file: FileInfo) => openViewer(props.files, props.files.indexOf(file));
  const box = () => (pictures().length > 1 ? ROW : ALONE);
  return (
    <>
      <Show when={pictures().length > 0}>
        <ul class="pictures"><For each={pictures()}>{(file) => <Picture file={file} box={box()} onOpen={() => open(file)} />}</For></ul>
      </Show>
      <Show when={others().length > 0}>
        <ul class="files"><For each={others()}>{(file) => <FileRow file={file} onOpen={() => open(file)} />}</For></ul>
      </Show>
    </>
  );
}

const isShown = (file: FileInfo) => kindOf(file) === "picture" && file.width > 0 && file.height > 0 && !file.archived;

function Picture(props: { file: FileInfo; box: typeof ALONE; onOpen: () => void }) {
  const size = () => fit(props.file.width, props.file.height, props.box.width, props.box.height);
  const blur = () => (props.file.mini_preview ? `url(data:image/jpeg;base64,${props.file.mini_preview})` : undefined);
  return (
    <li>
      <button type="button" class="picture" title={props.file.name} aria-label={t("file.open_named", { name: props.file.name })} onClick={props.onOpen}
        style={{ "background-image": blur(), "min-width": `${Math.min(size().width, 44)}px` }}>
        <img src={pictureUrl(props.file)} alt="" width={size().width} height={size().height} loading="lazy" decoding="async" />
      </button>
    </li>
  );
}

function FileRow(props: { file: FileInfo; onOpen: () => void }) {
  const facts = () => [ending(props.file), sizeText(props.file.size, language())].filter(Boolean).join(" · ");
  return (
    <li class="file">
      <button type="button" class="file-open" onClick={props.onOpen}>
        <span class="file-sign"><Icon name={kindOf(props.file) === "video" || kindOf(props.file) === "audio" ? "play" : "file"} size={18} /></span>
        <span class="what">
          <span class="cut file-name">{props.file.name}</span>
          <small>{props.file.archived ? t("file.archived") : facts()}</small>
        </span>
      </button>
      <a class="icon-button" href={downloadUrl(props.file.id)} download={props.file.name} aria-label={t("file.download_named", { name: props.file.name })} title={t("file.download")}>
        <Icon name="download" size={18} />
      </a>
    </li>
  );
}
