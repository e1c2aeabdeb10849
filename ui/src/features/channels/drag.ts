// Dragging in the sidebar: what is in the hand, and where it would fall. The keyboard does the same by Alt and the arrows, and a menu.
import { createSignal } from "solid-js";

/** A channel or a whole category. */
export type Held = { kind: "channel" | "category"; id: string };
/** Where it would fall: before line `at` of a section; for a category, before or after that section. */
export type Goal = { sectionId: string; at: number };

const [held, setHeld] = createSignal<Held>();
const [goal, setGoal] = createSignal<Goal>();

export { goal, held };

/** Takes something into the hand. */
export function take(event: DragEvent, what: Held): void {
  event.stopPropagation();
  event.dataTransfer?.setData("text/plain", what.id);
  if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  // Later: what the browser carries along is a picture of the page as it is now.
  setTimeout(() => setHeld(what));
}

/** Lets go. */
export function release(): void {
  setHeld(undefined);
  setGoal(undefined);
}

/** Notes where it would fall in a section. */
export function hover(event: DragEvent, sectionId: string): void {
  const what = held();
  if (!what) return;
  event.preventDefault();
  const place = event.currentTarget as HTMLElement;
  const lines = what.kind === "channel" ? [...place.querySelectorAll<HTMLElement>("[data-channel]")] : [place];
  const at = lines.filter((line) => event.clientY > middleOf(line)).length;
  if (goal()?.sectionId !== sectionId || goal()?.at !== at) setGoal({ sectionId, at });
}

function middleOf(line: HTMLElement): number {
  const { top, height } = line.getBoundingClientRect();
  return top + height / 2;
}
