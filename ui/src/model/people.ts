// Everybody this page has met: profiles, presence, and the name to show. Asking for somebody unknown fetches them, many in one call.
import type { UserProfile } from "@mattermost/types/users";
import { batch } from "solid-js";
import { createStore, unwrap } from "solid-js/store";
import { api } from "~/api/client";
import { matchScore } from "~/lib/hangul";
import { config, me, myId, preference } from "./session";

/** What a presence dot can say. */
export type Presence = "online" | "away" | "dnd" | "offline";

const [people, setPeople] = createStore<Record<string, UserProfile>>({});
const [idsByName, setIdsByName] = createStore<Record<string, string>>({});
const [presences, setPresences] = createStore<Record<string, Presence>>({});
const [quietUntil, setQuietUntil] = createStore<Record<string, number>>({});

const wanted = new Set<string>();
const wantedNames = new Set<string>();
const asked = new Set<string>();
let isScheduled = false;

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  queueMicrotask(() => void fetchWanted());
}

async function fetchWanted(): Promise<void> {
  isScheduled = false;
  const [ids, names] = [[...wanted], [...wantedNames]];
  wanted.clear();
  wantedNames.clear();
  const calls: Promise<unknown>[] = [];
  if (names.length) calls.push(api.getProfilesByUsernames(names).then(putPeople));
  for (let at = 0; at < ids.length; at += 100) {
    const some = ids.slice(at, at + 100);
    calls.push(api.getProfilesByIds(some).then(putPeople), fetchPresence(some));
  }
  // A name that stays unknown is shown as it was written; it is asked for again only after a reload.
  await Promise.allSettled(calls);
}

/** Takes profiles in. */
export function putPeople(users: UserProfile[]): void {
  batch(() => {
    for (const user of users) {
      asked.add(user.id);
      setPeople(user.id, user);
      setIdsByName(user.username, user.id);
    }
  });
}

/** Takes in profiles that are about to be shown, and asks how those are doing of whom that is not known. */
export function meet(users: UserProfile[]): void {
  putPeople(users);
  const unknown = users.map((user) => user.id).filter((id) => presences[id] === undefined);
  if (unknown.length > 0) void fetchPresence(unknown).catch(() => {});
}

/** A profile, fetched if it is not here yet. */
export function person(id: string): UserProfile | undefined {
  const known = id === myId() ? me() : people[id];
  if (!known && id && !asked.has(id)) {
    asked.add(id);
    wanted.add(id);
    schedule();
  }
  return known;
}

/** Waits until somebody is here whose name is about to be told once and for all. */
export async function whenMet(id: string): Promise<void> {
  if (id !== myId() && !people[id]) putPeople(await api.getProfilesByIds([id]));
}

/** A profile by username, fetched if it is not here yet; undefined for a name that nobody has. */
export function personNamed(name: string): UserProfile | undefined {
  const mine = me();
  if (mine?.username === name) return mine;
  const id = idsByName[name];
  if (id) return people[id];
  if (!asked.has(`@${name}`)) {
    asked.add(`@${name}`);
    wantedNames.add(name);
    schedule();
  }
  return undefined;
}

/** Everybody met so far, in no order. */
export const everybodyMet = (): UserProfile[] => Object.values(people);

const naming = () => preference("display_settings", "name_format") ?? config.TeammateNameDisplay;

/** The name to show, by the display setting of this person or of the server. */
export function displayName(user: UserProfile | undefined): string {
  if (!user) return "…";
  const format = naming();
  const full = fullName(user);
  if (format === "full_name") return full || user.username;
  if (format === "nickname_full_name") return user.nickname || full || user.username;
  return user.username;
}

/** The name to show for a username, which is that name itself until more is known. */
export function nameFor(username: string): string {
  if (naming() !== "full_name" && naming() !== "nickname_full_name") return username;
  const user = personNamed(username);
  return user ? displayName(user) : username;
}

/** First and last name, where somebody has told them. Where a name is written in Hangul or Han characters, the family's comes first. */
export function fullName(user: UserProfile | undefined): string {
  const [first, last] = [user?.first_name ?? "", user?.last_name ?? ""];
  return /^[\p{Script=Hangul}\p{Script=Han}]+\/[\p{Script=Hangul}\p{Script=Han}]+$/u.test(`${last}/${first}`) ? last + first : [first, last].filter(Boolean).join(" ");
}

/** What somebody is called besides the name that is shown. */
export const otherNames = (user: UserProfile | undefined): string[] =>
  [[fullName(user), ""], [user?.nickname, "“"]].flatMap(([name, quote]) => (!name || name === displayName(user) ? [] : [quote ? `“${name}”` : name]));

/** Is this a guest of the house? */
export const isGuest = (user: UserProfile | undefined): boolean => / ?system_guest\b/.test(user?.roles ?? "");

/** The name to show for an id. */
export const nameOf = (id: string): string => displayName(person(id));

/** How well a person is found by what was typed: see `matchScore`. Korean names are found with and without a space. */
export function personScore(query: string, user: UserProfile): number {
  const { username, nickname, first_name, last_name } = user;
  const names = [username, nickname, `${first_name} ${last_name}`, `${last_name}${first_name}`, displayName(user)];
  return Math.max(...names.map((name) => (name.trim() ? matchScore(query, name) : 0)));
}

/** What somebody says about themselves for a while. */
export type CustomStatus = { emoji: string; text: string; duration: string; expires_at?: string };

/** The custom status of somebody, unless its time is over. `now` is what a clock on the page says. */
export function customStatus(user: UserProfile | undefined, now = Date.now()): CustomStatus | undefined {
  const stored = (user?.props as Record<string, string> | undefined)?.customStatus;
  if (!stored) return undefined;
  try {
    const status = JSON.parse(stored) as CustomStatus | null;
    const endsAt = status?.duration && status.expires_at ? Date.parse(status.expires_at) : 0;
    return status && (status.emoji || status.text) && !(endsAt > 0 && endsAt <= now) ? status : undefined;
  } catch {
    return undefined;
  }
}

/** Presence as last heard; offline while unknown. */
export const presenceOf = (id: string): Presence => presences[id] ?? "offline";

/** Takes in what an event or a call told about presence. */
export function putPresence(id: string, presence: string): void {
  setPresences(id, presence === "ooo" ? "dnd" : (presence as Presence));
}

/** Chooses my own presence, for quiet time until an hour if I like: shown at once, taken back when the server refuses. */
export async function setPresence(status: Presence, until?: Date): Promise<void> {
  const before = { presence: presenceOf(myId()), end: quietEnd(myId()) };
  const end = until ? Math.round(until.getTime() / 1000) : 0;
  putPresence(myId(), status);
  putQuietEnd(myId(), end);
  try {
    await api.updateStatus({ user_id: myId(), status, dnd_end_time: end } as never);
  } catch (error) {
    putPresence(myId(), before.presence);
    putQuietEnd(myId(), before.end / 1000);
    throw error;
  }
}

/** When somebody wants to be disturbed again, in Unix milliseconds; 0 when they did not say. */
export const quietEnd = (id: string): number => quietUntil[id] ?? 0;

/** Takes in when somebody wants to be disturbed again, in Unix seconds as the server counts here. */
export function putQuietEnd(id: string, seconds: number): void {
  setQuietUntil(id, seconds * 1000);
}

/** Takes in how several people are doing. */
export function putPresences(statuses: { user_id: string; status: string; dnd_end_time?: number }[]): void {
  batch(() => {
    for (const status of statuses) {
      putPresence(status.user_id, status.status);
      putQuietEnd(status.user_id, status.dnd_end_time ?? 0);
    }
  });
}

const fetchPresence = async (ids: string[]): Promise<void> => putPresences(await api.getStatusesByIds(ids));

/** Asks again how everybody met so far is doing, in calls of 200. */
export async function refreshPresence(): Promise<void> {
  const ids = [...new Set([myId(), ...Object.keys(people)])].filter(Boolean);
  for (let at = 0; at < ids.length; at += 200) await fetchPresence(ids.slice(at, at + 200));
}

/** Fetches what has changed of those who were kept from the last time. */
export async function renewPeople(): Promise<void> {
  const known = peopleState();
  const since = Math.max(...known.map((user) => user.update_at));
  for (let at = 0; at < known.length; at += 100) putPeople(await api.getProfilesByIds(known.slice(at, at + 100).map((user) => user.id), { since }));
}

/** What to keep of the people for opening without a network. */
export const peopleState = (): UserProfile[] => Object.values(unwrap(people));
/** Brings it back. */
export const restorePeople = (kept: UserProfile[]): void => putPeople(kept);
