// The mouse rests on somebody: their card opens after a moment, and goes a moment after the mouse has left both.
import { onCleanup, onMount } from "solid-js";

/** How long the mouse rests before a card opens, and how long it may be away before it closes (ms). */
const OPENS = 500;
const CLOSES = 250;

/** Calls `open` and `close` as the mouse comes and goes; `close` says whether there was a card. Who types or scrolls does not look at one. */
export function useHover(open: (anchor: HTMLElement) => void, close: () => boolean): void {
  let timer = 0;
  let next: HTMLElement | "close" | undefined;

  function plan(what: typeof next): void {
    if (what === next) return;
    clearTimeout(timer);
    next = what;
    if (what === "close") timer = window.setTimeout(close, CLOSES);
    else if (what) timer = window.setTimeout(() => open(what), OPENS);
  }
  // Not "over": what comes under a mouse at rest, because the page moves, is not pointed at.
  function onPointerMove(event: PointerEvent): void {
    if (event.pointerType !== "mouse" || event.buttons > 0) return;
    const target = event.target as HTMLElement;
    plan(target.closest(".card") ? undefined : (target.closest<HTMLElement>("[data-person]") ?? "close"));
  }
  const isInside = ({ target }: Event) => target instanceof Element && target.closest(".card") !== null;
  function onScroll(event: Event): void {
    if (isInside(event)) return;
    plan(undefined);
    close();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isInside(event)) return;
    plan(undefined);
    // Esc was for the card and for nothing behind it.
    if (close() && event.key === "Escape") event.preventDefault();
  }

  const abort = new AbortController();
  onMount(() => {
    const options = { capture: true, signal: abort.signal };
    document.addEventListener("pointermove", onPointerMove, { ...options, passive: true });
    document.documentElement.addEventListener("pointerleave", () => plan("close"), { signal: abort.signal });
    document.addEventListener("pointerdown", () => plan(undefined), options);
    document.addEventListener("scroll", onScroll, { ...options, passive: true });
    document.addEventListener("keydown", onKeyDown, options);
  });
  onCleanup(() => {
    abort.abort();
    clearTimeout(timer);
  });
}
