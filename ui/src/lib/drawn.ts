// Waiting for what is on screen.

/** How long (ms) is waited where nothing is drawn. */
const AT_MOST = 1000;

/** When what is there now has been drawn; in a window that nobody sees, at once. */
export const drawn = (): Promise<void> => new Promise((then) => {
  if (document.hidden) return then();
  requestAnimationFrame(() => setTimeout(then));
  setTimeout(then, AT_MOST);
});

/** How long (ms) is waited at most for a quiet moment. */
const QUIET_WITHIN = 3000;

/** When what is there has been drawn and nothing more urgent is left to do. */
export const quiet = (): Promise<void> => drawn().then(() => new Promise((then) => {
  // Not every browser tells.
  if ("requestIdleCallback" in window) requestIdleCallback(() => then(), { timeout: QUIET_WITHIN });
  else setTimeout(then, AT_MOST);
}));
