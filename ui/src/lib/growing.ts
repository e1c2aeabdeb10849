// Long lists of which a window shows little: what fits is drawn at once, the rest little by little, while nothing more urgent is to be done.
import { createEffect, createSignal, onCleanup } from "solid-js";
import { quiet } from "./drawn";

/** More rows than fit any window, and how many follow at a time without being felt. */
const [FIRST, STEP] = [60, 40];

/** How many rows of a list are to be drawn; those up to `upTo` from the beginning on. */
export function createGrowing(length: () => number, upTo = 0): () => number {
  const [count, setCount] = createSignal(FIRST + Math.max(0, upTo));
  let isGone = false;
  createEffect(() => count() < length() && void quiet().then(() => isGone || setCount((known) => known + STEP)));
  onCleanup(() => (isGone = true));
  return count;
}
