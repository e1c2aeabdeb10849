// F6 goes from one part of the page to the next, and back to where one was in it.

const PARTS = "nav.rail, nav.sidebar, main, [role='main'], aside, [role='complementary']";
const FOCUSABLE = "textarea, input, button, a[href], [tabindex='0']";
const lastIn = new WeakMap<Element, HTMLElement>();

const isSeen = (part: HTMLElement) => part.getClientRects().length > 0 && getComputedStyle(part).visibility !== "hidden";
const partOf = (element: Element | null) => element?.closest<HTMLElement>(PARTS) ?? undefined;

addEventListener("focusin", ({ target }) => {
  const part = partOf(target as Element);
  if (part) lastIn.set(part, target as HTMLElement);
});

/** Moves the focus `step` parts on, round and round. */
export function goToRegion(step: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>(PARTS)].filter((part) => isSeen(part) && !partOf(part.parentElement));
  const now = parts.indexOf(partOf(document.activeElement) as HTMLElement);
  const next = parts[now < 0 ? 0 : (now + step + parts.length) % parts.length];
  if (!next) return;
  const known = lastIn.get(next);
  const target = known?.isConnected && isSeen(known) ? known : next.querySelector<HTMLElement>(next.matches("main") ? ".composer textarea" : "[aria-current='page']");
  (target ?? next.querySelector<HTMLElement>(FOCUSABLE))?.focus();
}
