// What is on screen, put down as it is drawn: the next time worker/sight.js shows it before the page's own code has run. It is kept and
// forgotten together with what is known (live/snapshot.ts, lib/vault.ts), and shown only to the person who saw it.
import { keep } from "~/lib/keep";
import { currentChannelId } from "~/model/channels";
import { myId } from "~/model/session";

declare global {
  interface Window {
    /** What has to be the same for the same to be drawn again. */
    hearthLooks?: () => string;
  }
}

/** Longer ones (characters) are not kept: they would take their time to be read. */
const AT_MOST = 500_000;
/** What belongs to a moment: what a pointer is over, what was said in passing. */
const PASSING = ".post-rail, .toast";

/** Puts down what is on screen, if it is a channel with a field to write in, and nothing beside or before it. */
export function keepSight(): void {
  const root = document.getElementById("root");
  if (!root?.querySelector(".composer textarea") || !window.hearthLooks || location.search || document.querySelector("[role=dialog], [role=alertdialog], [role=menu]")) return;
  const copy = root.cloneNode(true) as HTMLElement;
  const [drawn, copied] = [root, copy].map((each) => [...each.querySelectorAll<HTMLElement>("*")]) as [HTMLElement[], HTMLElement[]];
  for (const [at, each] of drawn.entries()) {
    const twin = copied[at];
    if (each instanceof HTMLTextAreaElement && twin) twin.textContent = each.value;
    if (each instanceof HTMLImageElement && each.src.startsWith("blob:")) twin?.removeAttribute("src");
    if (each.scrollTop > 0) twin?.setAttribute("data-scrolled", String(isAtEnd(each) ? each.scrollHeight : each.scrollTop));
  }
  for (const each of copy.querySelectorAll(PASSING)) each.remove();
  const html = copy.innerHTML;
  const sight = { userId: myId(), channelId: currentChannelId(), address: location.pathname, drawnAs: window.hearthLooks(), page: attributesOf(document.documentElement), html };
  keep("sight", html.length > AT_MOST ? "" : JSON.stringify(sight));
}

const isAtEnd = (each: Element): boolean => each.scrollTop + each.clientHeight >= each.scrollHeight - 1;
const attributesOf = (each: Element) => [...each.attributes].map(({ name, value }) => [name, value]);
