// Several tabs of one browser speak with each other: who is looking where, who logged out.

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("hearth") : undefined;

/** What tabs say to each other. */
export type Said = { kind: "looks"; tab: string; at: string } | { kind: "logged out" };

/** This tab's own name. */
export const tabId = crypto.getRandomValues(new Uint32Array(2)).join("");

/** Says something to all other tabs. */
export const tellTabs = (said: Said): void => channel?.postMessage(said);

/** Hears what other tabs say. */
export function hearTabs(then: (said: Said) => void): void {
  channel?.addEventListener("message", ({ data }) => then(data as Said));
}

let isFirst = !("locks" in navigator);
// The lock is held as long as the tab lives; then the next one in line gets it.
if (!isFirst) void navigator.locks.request("hearth.first", () => new Promise(() => (isFirst = true)));

/** Is this the one tab that does what must happen once? */
export const isFirstTab = (): boolean => isFirst;
