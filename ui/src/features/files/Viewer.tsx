// One file, large, with those beside it a key away. It is fetched when somebody looks at a file for the first time.
import { Dialog as Base } from "@kobalte/core/dialog";
import type { FileInfo } from "@mattermost/types/files";
import { createSignal, Match, Show, Switch } from "solid-js";
import { IconButton, Spinner } from "~/design/Button";
import { returnFocus } from "~/design/focus";
import { Icon } from "~/design/Icon";
import { language, t } from "~/i18n";
import "~/i18n/rooms/files";
import { sizeText } from "~/lib/bytes";
import { downloadUrl, ending, fileUrl, kindOf } from "./kinds";
import "./viewer.css";
import { closeViewer, turn, viewing } from "./viewing";

/** Text is shown up to here (bytes); the whole of it is a download away. */
const MOST_TEXT = 512 * 1024;

/** The viewer over the page: arrows turn, Esc closes, D downloads. */
export default function Viewer() {
  let download!: HTMLAnchorElement;
  const file = () => viewing()?.files[viewing()?.at ?? 0];
  const isOne = () => (viewing()?.files.length ?? 0) < 2;

  function onKeyDown(event: KeyboardEvent) {
    const isMedia = /^(VIDEO|AUDIO|PRE)$/.test((event.target as HTMLElement).tagName);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && !isMedia) turn(step);
    else if (event.key.toLowerCase() === "d" && !event.ctrlKey && !event.metaKey && !event.altKey) download.click();
  }

  return (
    <Base open onOpenChange={(isOpen) => !isOpen && closeViewer()}>
      <Base.Portal>
        <Base.Overlay class="veil" />
        <Base.Content class="viewer" onKeyDown={onKeyDown} onCloseAutoFocus={returnFocus}>
          <Show when={file()}>
            {(each) => (
              <header>
                <div class="what">
                  <Base.Title as="h2" class="cut">{each().name}</Base.Title>
                  <span class="cut">{facts(each())}</span>
                </div>
                <a ref={download} class="icon-button" href={downloadUrl(each().id)} download={each().name} aria-label={t("file.download")} title={`${t("file.download")} (D)`}><Icon name="download" /></a>
                <Base.CloseButton as={IconButton} label={t("close")} icon="close" />
              </header>
            )}
          </Show>
          <Show when={file()} keyed>{(each) => <div class="viewer-stage"><Content file={each} /></div>}</Show>
          <Show when={!isOne()}>
            <IconButton class="viewer-turn back" icon="back" label={t("viewer.former")} onClick={() => turn(-1)} />
            <IconButton class="viewer-turn on" icon="right" label={t("viewer.next")} onClick={() => turn(1)} />
          </Show>
        </Base.Content>
      </Base.Portal>
    </Base>
  );
}

function facts(file: FileInfo): string {
  const now = viewing();
  const place = now && now.files.length > 1 ? t("viewer.place", { at: now.at + 1, count: now.files.length }) : "";
  return [place, ending(file), sizeText(file.size, language())].filter(Boolean).join(" · ");
}

function Content(props: { file: FileInfo }) {
  const kind = kindOf(props.file);
  return (
    <Switch fallback={<NotShown file={props.file} />}>
      <Match when={kind === "picture"}><Picture file={props.file} /></Match>
      <Match when={kind === "video"}><video controls autoplay src={fileUrl(props.file.id)} aria-label={props.file.name} /></Match>
      <Match when={kind === "audio"}><audio controls autoplay src={fileUrl(props.file.id)} aria-label={props.file.name} /></Match>
      <Match when={kind === "text"}><Text file={props.file} /></Match>
    </Switch>
  );
}

/** The whole picture, or (pressed) as large as it is. */
function Picture(props: { file: FileInfo }) {
  const [isLarge, setIsLarge] = createSignal(false);
  const [isBroken, setIsBroken] = createSignal(false);
  return (
    <Show when={!isBroken()} fallback={<NotShown file={props.file} />}>
      <button type="button" class="viewer-picture" classList={{ large: isLarge() }} aria-pressed={isLarge()} aria-label={t("viewer.zoom")} onClick={() => setIsLarge(!isLarge())}>
        <img src={fileUrl(props.file.id)} alt={props.file.name} width={props.file.width || undefined} height={props.file.height || undefined} onError={() => setIsBroken(true)} />
      </button>
    </Show>
  );
}

function Text(props: { file: FileInfo }) {
  const [text, setText] = createSignal<string>();
  const [isBroken, setIsBroken] = createSignal(false);
  // Not a resource: waiting for it would take the whole viewer off the screen.
  fetch(fileUrl(props.file.id), { headers: { Range: `bytes=0-${MOST_TEXT - 1}` } })
    .then(async (answer) => (answer.ok ? setText(await answer.text()) : setIsBroken(true)))
    .catch(() => setIsBroken(true));
  return (
    <Show when={!isBroken()} fallback={<NotShown file={props.file} />}>
      <Show when={text() !== undefined} fallback={<Spinner />}>
        <div class="viewer-text">
          <pre tabindex="0">{text()}</pre>
          <Show when={props.file.size > MOST_TEXT}><p>{t("viewer.cut")}</p></Show>
        </div>
      </Show>
    </Show>
  );
}

function NotShown(props: { file: FileInfo }) {
  return (
    <div class="empty viewer-none">
      <Icon name="file" size={48} />
      <p>{t("viewer.none")}</p>
      <a class="button primary" href={downloadUrl(props.file.id)} download={props.file.name}><Icon name="download" size={18} />{t("file.download")}</a>
    </div>
  );
}
