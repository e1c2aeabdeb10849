// How large text is: 15 px at "normal", the browser's own setting counted in.
import { createEffect, createRoot, createSignal } from "solid-js";
import { keep, kept } from "~/lib/keep";

/** The sizes, smallest first. */
export const TEXT_SIZES = ["small", "normal", "large", "huge"] as const;
/** One of them. */
export type TextSize = (typeof TEXT_SIZES)[number];

const PERCENT: Record<TextSize, number> = { small: 93.75, normal: 100, large: 112.5, huge: 131.25 };
const [textSize, setSignal] = createSignal<TextSize>((kept("text-size") as TextSize) || "normal");

/** The size in use. */
export { textSize };

/** Chooses a size, for this browser. */
export function setTextSize(next: TextSize): void {
  keep("text-size", next === "normal" ? "" : next);
  setSignal(next);
}

createRoot(() => createEffect(() => {
  document.documentElement.style.fontSize = textSize() === "normal" ? "" : `${PERCENT[textSize()]}%`;
}));
