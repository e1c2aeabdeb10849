// One file, large, with those beside it a key away. It is fetched when somebody looks at a file for the first time.
import { Dialog as Base } from "@kobalte/core/dialog";
import type { FileInfo } from "@mattermost/types/files";
import { createEffect, createSignal, Match, on, Show, Suspense, Switch } from "solid-js";
import { IconButton, Spinner } from "~/design/Button";
import { returnFocus } from "~/design/focus";
import { Icon } from "~/design/Icon";
import { late } from "~/design/late";
import { language, t } from "~/i18n";
import "~/i18n/rooms/files";
import { sizeText } from "~/lib/bytes";
import { downloadUrl, ending, fileUrl, kindOf } from "./kinds";
import "./viewer.css";
import { closeViewer, turn, viewing } from "./viewing";

const Pdf = late(() => import("./Pdf"));
const TextFile = late(() => import("./TextFile"));

const ZOOMS: Record<string, boolean> = { "+": true, "=": true, "-": false };

/** The viewer over the page: arrows turn, Esc closes, D downloads, + and - change the size of a picture. */
export default function Viewer() {
  let download!: HTMLAnchorElement;
  const file = () => viewing()?.files[viewing()?.at ?? 0];
  let content!: HTMLDivElement;
  // What had the focus may go with the file before.
  createEffect(on(file, () => setTimeout(() => document.activeElement === document.body && content.focus()), { defer: true }));
  const [isLarge, setIsLarge] = createSignal(false);
  createEffect(on(file, () => setIsLarge(false)));
  const isOne = () => (viewing()?.files.length ?? 0) < 2;

  function onKeyDown(event: KeyboardEvent) {
    const { tagName } = event.target as HTMLElement;
    const hasArrows = /^(VIDEO|AUDIO|INPUT)$/.test(tagName);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && !hasArrows) turn(step);
    else if (event.key in ZOOMS && !event.ctrlKey && !event.metaKey) setIsLarge(ZOOMS[event.key] === true);
    else if (tagName !== "INPUT" && event.key.toLowerCase() === "d" && !event.ctrlKey && !event.metaKey && !event.altKey) download.click();
  }

  return (
    <Base open onOpenChange={(isOpen) => !isOpen && closeViewer()}>
      <Base.Portal>
        <Base.Overlay class="veil" />
        <Base.Content ref={content} class="viewer" onKeyDown={onKeyDown} onOpenAutoFocus={(event) => { event.preventDefault(); content.focus(); }} onCloseAutoFocus={returnFocus}>
          <Show when={file()}>
            {(each) => (
              <header>
                <div class="what">
                  <Base.Title as="h2" class="cut">{each().name}</Base.Title>
                  <span class="cut">{facts(each())}</span>
                </div>
                <a ref={download} class="icon-button" href={downloadUrl(each().id)} download={each().name} aria-label={t("file.download")} title={`${t("file.download")} (D)`}><Icon name="download" /></a>
                <Base.CloseButton as={IconButton} aria-label={t("close")} label={t("close")} icon="close" />
              </header>
            )}
          </Show>
          <Show when={file()} keyed>{(each) => <div class="viewer-stage" classList={{ whole: kindOf(each) === "pdf" }}><Suspense fallback={<Spinner />}><Content file={each} isLarge={isLarge()} onLarge={setIsLarge} /></Suspense></div>}</Show>
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

type Zoom = { isLarge: boolean; onLarge: (isLarge: boolean) => void };

function Content(props: { file: FileInfo } & Zoom) {
  const kind = kindOf(props.file);
  return (
    <Switch fallback={<NotShown file={props.file} />}>
      <Match when={kind === "picture"}><Picture {...props} /></Match>
      <Match when={kind === "video"}><video controls autoplay src={fileUrl(props.file.id)} aria-label={props.file.name} /></Match>
      <Match when={kind === "audio"}><audio controls autoplay src={fileUrl(props.file.id)} aria-label={props.file.name} /></Match>
      <Match when={kind === "pdf"}><Pdf file={props.file} broken={(reason) => <NotShown file={props.file} reason={reason} />} /></Match>
      <Match when={kind === "text"}><TextFile file={props.file} broken={<NotShown file={props.file} />} /></Match>
    </Switch>
  );
}

/** The whole picture, or (pressed) as large as it is. */
function Picture(props: { file: FileInfo } & Zoom) {
  const [isBroken, setIsBroken] = createSignal(false);
  return (
    <Show when={!isBroken()} fallback={<NotShown file={props.file} />}>
      <button type="button" class="viewer-picture" classList={{ large: props.isLarge }} aria-pressed={props.isLarge} aria-label={t("viewer.zoom")} onClick={() => props.onLarge(!props.isLarge)}>
        <img src={fileUrl(props.file.id)} alt={props.file.name} width={props.file.width || undefined} height={props.file.height || undefined} onError={() => setIsBroken(true)} />
      </button>
    </Show>
  );
}

function NotShown(props: { file: FileInfo; reason?: string }) {
  return (
    <div class="empty viewer-none">
      <Icon name="file" size={48} />
      <p>{props.reason ?? t("viewer.none")}</p>
      <a class="button primary" href={downloadUrl(props.file.id)} download={props.file.name}><Icon name="download" size={18} />{t("file.download")}</a>
    </div>
  );
}
