import { onCleanup, onMount } from "solid-js";
import { t } from "~/i18n";
import { boxOf, leastZoom, MOST_ZOOM, settled, zoomed, type Size, type View } from "./framing";

/** The frame on the page (px). */
const SIDE = 160;
const STEP = 0.02;
const STEPS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Which part of a picture is shown: moved under its frame by hand or by arrows, made larger by wheel, slider or plus and minus. */
export function Crop(props: { url: string; size: Size; view: View; onView: (view: View) => void }) {
  let frame!: HTMLDivElement;
  const box = () => boxOf(props.view, props.size, SIDE);
  const move = (x: number, y: number) => props.onView(settled({ ...props.view, x: props.view.x + x, y: props.view.y + y }, props.size));
  const zoom = (to: number) => props.onView(zoomed(props.view, to, props.size));

  function onKeyDown(event: KeyboardEvent) {
    const [x, y] = STEPS[event.key] ?? [0, 0];
    const by = { "+": 1.1, "=": 1.1, "-": 1 / 1.1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (!x && !y && !by)) return;
    event.preventDefault();
    const step = STEP * (event.shiftKey ? 5 : 1);
    if (by) zoom(props.view.zoom * by);
    else move(x * step, y * step);
  }
  // Not as an attribute: it has to keep the page from scrolling, which listeners for a wheel may not by default.
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    zoom(props.view.zoom * Math.exp(-event.deltaY / 500));
  };
  onMount(() => frame.addEventListener("wheel", onWheel, { passive: false }));
  onCleanup(() => frame.removeEventListener("wheel", onWheel));

  return (
    <div class="crop">
      <div ref={frame} class="crop-frame" role="application" tabindex="0" aria-label={t("settings.picture_move")} title={t("settings.picture_move")} onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && move(event.movementX / SIDE, event.movementY / SIDE)}>
        <img src={props.url} alt={t("settings.picture_preview")} draggable="false"
          style={{ left: `${box().left}px`, top: `${box().top}px`, width: `${box().width}px`, height: `${box().height}px` }} />
      </div>
      <label class="crop-size"><span>{t("settings.picture_zoom")}</span>
        <input type="range" min={leastZoom(props.size)} max={MOST_ZOOM} step="any" value={props.view.zoom} onInput={(event) => zoom(Number(event.currentTarget.value))} />
      </label>
    </div>
  );
}
