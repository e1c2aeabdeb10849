// The places this person was at last, newest first, kept in this browser.
import { createSignal } from "solid-js";
import { keep, kept } from "~/lib/keep";
import { myId } from "./session";

const MOST = 30;
const key = () => `recent.${myId()}`;
const [recent, setRecent] = createSignal<readonly string[]>();

const read = (): readonly string[] => recent() ?? (kept(key()) ?? "").split(" ").filter(Boolean);

/** Remembers a visit. */
export function putVisit(channelId: string): void {
  setRecent([channelId, ...read().filter((id) => id !== channelId)].slice(0, MOST));
  keep(key(), read().join(" "));
}

/** How many places were visited since this one; Infinity when it was not visited lately. */
export function visitsSince(channelId: string): number {
  const at = read().indexOf(channelId);
  return at < 0 ? Infinity : at;
}
