// Is somebody looking? Only then is a channel marked as read.
import { createSignal } from "solid-js";
import { createStore } from "solid-js/store";

const look = () => document.visibilityState === "visible" && document.hasFocus();
const [isAttending, setIsAttending] = createSignal(look());

/** The page is visible and its window has the focus. */
export { isAttending };

for (const name of ["focus", "blur"]) addEventListener(name, () => setIsAttending(look()));
document.addEventListener("visibilitychange", () => setIsAttending(look()));

// What somebody has marked as unread must not be taken as read only because they look at it.
const [held, setHeld] = createStore<Record<string, number>>({});

/** Keeps a channel unread from a time on, until it is left. */
export const holdUnread = (channelId: string, from: number): void => setHeld(channelId, from);
/** From when on a channel is kept unread; undefined if it is not. */
export const heldUnread = (channelId: string): number | undefined => held[channelId];
/** The channel was left: from now on looking at it is reading it. */
export const releaseUnread = (channelId: string): void => setHeld(channelId, undefined as never);
