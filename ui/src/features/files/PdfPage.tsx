import { TextLayer, type PDFDocumentProxy, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { createEffect, createSignal, onCleanup, onMount } from "solid-js";
import { t } from "~/i18n";

/** How large a page is at scale 1. */
export type Size = { width: number; height: number };
/** A canvas has so many pixels at most: browsers refuse larger ones. */
const MOST_PIXELS = 16_000_000;

/** One page. Its room is there before it is drawn: that of the first page until its own size is known. */
export function PdfPage(props: { doc: PDFDocumentProxy; number: number; scale: number; first: Size }) {
  let place!: HTMLDivElement;
  const [isNear, setIsNear] = createSignal(false);
  const [page, setPage] = createSignal<PDFPageProxy>();
  const size = () => page()?.getViewport({ scale: 1 }) ?? props.first;

  onMount(() => {
    const watch = new IntersectionObserver(([seen]) => setIsNear(seen?.isIntersecting ?? false), { root: place.parentElement, rootMargin: "100% 0px" });
    watch.observe(place);
    onCleanup(() => watch.disconnect());
  });
  createEffect(() => isNear() && !page() && void props.doc.getPage(props.number).then(setPage, () => {}));
  createEffect(() => {
    const known = page();
    if (known && isNear()) draw(known, props.scale, place);
    // Far away it gives its memory back.
    else place.replaceChildren();
  });

  return (
    <div ref={place} class="pdf-page" data-page={props.number} role="group" aria-label={t("viewer.page_of", { page: props.number })}
      style={{ "--total-scale-factor": props.scale, width: `${size().width * props.scale}px`, height: `${size().height * props.scale}px` }} />
  );
}

/** Draws a page, and its words over it for those who select or hear them. What was there before stays until then. */
function draw(page: PDFPageProxy, scale: number, place: HTMLElement): void {
  const viewport = page.getViewport({ scale });
  const density = Math.min(devicePixelRatio, 2, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.floor(viewport.width * density), height: Math.floor(viewport.height * density) });
  const words = Object.assign(document.createElement("div"), { className: "pdf-words" });
  const task = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
  const text = new TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport });
  task.promise.then(() => place.replaceChildren(canvas, words)).catch(() => {});
  text.render().catch(() => {});
  onCleanup(() => {
    task.cancel();
    text.cancel();
  });
}
