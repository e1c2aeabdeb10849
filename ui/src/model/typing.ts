// Who is writing where. A sign of writing lasts a few seconds and is renewed by the next one.
import { createStore } from "solid-js/store";

const LASTS = 6000;
const [writers, setWriters] = createStore<Record<string, string[]>>({});
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const place = (channelId: string, rootId: string) => rootId || channelId;

/** The ids of those who are writing in a channel (rootId "") or a thread. */
export const writersIn = (channelId: string, rootId: string): string[] => writers[place(channelId, rootId)] ?? [];

/** Somebody is writing. */
export function putWriter(channelId: string, rootId: string, userId: string): void {
  const where = place(channelId, rootId);
  setWriters(where, (list = []) => (list.includes(userId) ? list : [...list, userId]));
  const timer = `${where}/${userId}`;
  clearTimeout(timers.get(timer));
  timers.set(timer, setTimeout(() => dropWriter(channelId, rootId, userId), LASTS));
}

/** Somebody has stopped, or has sent what they wrote. */
export function dropWriter(channelId: string, rootId: string, userId: string): void {
  setWriters(place(channelId, rootId), (list = []) => list.filter((id) => id !== userId));
}
