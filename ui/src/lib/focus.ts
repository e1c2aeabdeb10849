/** How long a list may still change after somebody moved a line of it: the server's word comes after the own one. */
const SETTLES = 3000;

/**
 * Keeps the focus on what a selector finds within an element while lines move there: a line that moves is another element,
 * or loses the focus on the way. It goes nowhere when the person has moved on to something else.
 */
export function holdFocus(within: Element, selector: string): void {
  const focus = () => within.querySelector<HTMLElement>(selector)?.focus();
  const back = () => document.activeElement === document.body && focus();
  const follow = new MutationObserver(back);
  follow.observe(within, { childList: true, subtree: true });
  // At once, for the next key; and a frame later, when a menu that moved it has given its focus back.
  back();
  requestAnimationFrame(focus);
  setTimeout(() => follow.disconnect(), SETTLES);
}

/** Does the focus only move within what listens? What is drawn for it must stay until it has arrived. */
export const staysIn = (event: FocusEvent): boolean => (event.currentTarget as Node).contains(event.relatedTarget as Node | null);
