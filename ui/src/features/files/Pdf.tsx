// A PDF document, page under page, each drawn when it comes near. What reads it is fetched with the first document; its worker comes
// from this server, like everything else, and needs neither eval nor WebAssembly, which the page's policy refuses.
import type { FileInfo } from "@mattermost/types/files";
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import worker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import { createEffect, createSignal, For, on, onCleanup, Show, type JSX } from "solid-js";
import { IconButton, Spinner } from "~/design/Button";
import { t } from "~/i18n";
import { fileUrl } from "./kinds";
import { PdfPage, type Size } from "./PdfPage";

GlobalWorkerOptions.workerSrc = worker;
/** Character maps for Asian fonts, two fonts of signs, and a decoder: fetched by name when a document needs them. */
const parts = new URL("pdf/", new URL(import.meta.env.BASE_URL, location.origin)).href;

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];
/** A page is not made wider than this (px) by itself: lines that long are hard to read. */
const WIDEST = 960;

type Opened = { doc: PDFDocumentProxy; first: Size };

/** The document; `broken` says why it is not shown. */
export default function Pdf(props: { file: FileInfo; broken: (reason: string) => JSX.Element }) {
  const [opened, setOpened] = createSignal<Opened>();
  const [reason, setReason] = createSignal("");
  const task = getDocument({ url: fileUrl(props.file.id), cMapUrl: parts, standardFontDataUrl: parts, wasmUrl: parts, useWasm: false, isEvalSupported: false });
  task.promise.then(async (doc) => {
    const { width, height } = (await doc.getPage(1)).getViewport({ scale: 1 });
    setOpened({ doc, first: { width, height } });
  }).catch((error: Error) => setReason(t(error.name === "PasswordException" ? "viewer.pdf_locked" : "viewer.pdf_broken")));
  onCleanup(() => void task.destroy());
  return (
    <Show when={!reason()} fallback={props.broken(reason())}>
      <Show when={opened()} fallback={<Spinner />}>{(now) => <Pages {...now()} name={props.file.name} />}</Show>
    </Show>
  );
}

function Pages(props: Opened & { name: string }) {
  let place!: HTMLDivElement;
  const [room, setRoom] = createSignal(0);
  const [zoom, setZoom] = createSignal(1);
  const [at, setAt] = createSignal(1);
  const numbers = Array.from({ length: props.doc.numPages }, (_, i) => i + 1);
  const scale = () => (Math.min(room(), WIDEST) / props.first.width) * zoom();

  const measure = new ResizeObserver(() => setRoom(place.clientWidth - 32));
  queueMicrotask(() => {
    measure.observe(place);
    setRoom(place.clientWidth - 32);
    place.focus({ preventScroll: true });
  });
  onCleanup(() => measure.disconnect());
  // What is read stays where it is while everything around it grows.
  createEffect(on(scale, (now, before) => {
    if (before) place.scrollTop = place.scrollTop * (now / before);
  }));

  const pageAt = (number: number) => place.querySelector<HTMLElement>(`[data-page="${number}"]`);
  const step = (by: 1 | -1) => setZoom((now) => (by > 0 ? ZOOMS.find((each) => each > now) : ZOOMS.findLast((each) => each < now)) ?? now);
  const onScroll = () => setAt(numbers.findLast((number) => (pageAt(number)?.offsetTop ?? 0) <= place.scrollTop + place.clientHeight / 3) ?? 1);
  function goTo(field: HTMLInputElement) {
    const number = Math.min(Math.max(Math.round(Number(field.value)) || at(), 1), numbers.length);
    place.scrollTop = (pageAt(number)?.offsetTop ?? 0) - 8;
    field.value = String(number);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).tagName === "INPUT") return;
    if (event.key === "+" || event.key === "=") step(1);
    else if (event.key === "-") step(-1);
    else if (event.key === "0") setZoom(1);
  }

  return (
    <div class="pdf" onKeyDown={onKeyDown}>
      <div class="pdf-pages" ref={place} tabindex="0" role="region" aria-label={props.name} onScroll={onScroll}>
        <Show when={room() > 0}>
          <For each={numbers}>{(number) => <PdfPage doc={props.doc} number={number} scale={scale()} first={props.first} />}</For>
        </Show>
      </div>
      <div class="pdf-tools" role="toolbar" aria-label={t("viewer.pages")}>
        <label>{t("viewer.page")} <input class="input" type="number" min="1" max={numbers.length} value={at()} onChange={(event) => goTo(event.currentTarget)} /></label>
        <span>/ {numbers.length}</span>
        <IconButton icon="minus" label={t("viewer.smaller")} title={`${t("viewer.smaller")} (-)`} disabled={zoom() <= (ZOOMS[0] ?? 0)} onClick={() => step(-1)} />
        <button type="button" class="pdf-zoom" title={`${t("viewer.fit")} (0)`} aria-label={`${Math.round(zoom() * 100)} %, ${t("viewer.fit")}`} onClick={() => setZoom(1)}>{Math.round(zoom() * 100)} %</button>
        <IconButton icon="plus" label={t("viewer.larger")} title={`${t("viewer.larger")} (+)`} disabled={zoom() >= (ZOOMS.at(-1) ?? 0)} onClick={() => step(1)} />
      </div>
    </div>
  );
}
