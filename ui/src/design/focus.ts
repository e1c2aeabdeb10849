// Where the focus was on the page itself, for windows over it to give it back. Such a window is often opened from a menu, whose line is
// gone by then, or from a tool that is there only while its message has the focus: then the nearest thing around it gets the focus.

const OVER = ".menu, .popover, .dialog, .viewer";
const CAN_FOCUS = "button, a[href], input, textarea, select, [tabindex]";
let last: HTMLElement[] = [];

document.addEventListener("focusin", ({ target }) => {
  if ((target as HTMLElement).closest(OVER)) return;
  last = [];
  for (let each = target as HTMLElement | null; each; each = each.parentElement) last.push(each);
});

/** Gives the focus back, unless whatever closed the window has put it somewhere. */
export function returnFocus(): void {
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    last.find((each) => each.isConnected && each.matches(CAN_FOCUS))?.focus({ preventScroll: true });
  });
}
