// Waiting for what is on screen.

/** How long (ms) is waited where nothing is drawn. */
const AT_MOST = 1000;

/** When what is there now has been drawn; in a window that nobody sees, at once. */
export const drawn = (): Promise<void> => new Promise((then) => {
  if (document.hidden) return then();
  requestAnimationFrame(() => setTimeout(then));
  setTimeout(then, AT_MOST);
});
