// What was being written and not sent, per channel and thread: kept in this browser at once, and on the server a moment later, so that
// it can be gone on with elsewhere.
import type { Draft as Wire } from "@mattermost/types/drafts";
import type { FileInfo } from "@mattermost/types/files";
import type { PostPriorityMetadata } from "@mattermost/types/posts";
import { createStore } from "solid-js/store";
import { api } from "~/api/client";
import { connectionId } from "~/api/socket";
import { keep, kept } from "~/lib/keep";
import { config, myId } from "./session";

/** Something begun. `at` is when it was last changed; `isSynced` when the server has it so. */
export type Draft = {
  channelId: string; rootId: string; message: string; files: FileInfo[]; priority?: PostPriorityMetadata; burns?: boolean; at: number; isSynced: boolean;
};

type Facts = Pick<Draft, "message" | "files" | "priority" | "burns">;

const [drafts, setDrafts] = createStore<Record<string, Draft>>({});
const keyOf = (channelId: string, rootId: string) => `${channelId}.${rootId}`;
const storageKey = (key: string) => `draft.${myId()}.${key}`;
const isSyncing = () => config.AllowSyncedDrafts !== "false";
const isEmpty = (each: Pick<Draft, "message" | "files">) => each.message.trim() === "" && each.files.length === 0;

/** How long (ms) after the last change the server is told. */
const SETTLES = 1000;

/** What was begun in a place, if anything. */
export function draft(channelId: string, rootId: string): Draft | undefined {
  const key = keyOf(channelId, rootId);
  return drafts[key] ?? restore(key);
}

function restore(key: string): Draft | undefined {
  try {
    return JSON.parse(kept(storageKey(key)) ?? "") as Draft;
  } catch {
    return undefined;
  }
}

/** Everything begun, the latest first. */
export const allDrafts = (): Draft[] => Object.values(drafts).filter((each) => !isEmpty(each)).sort((a, b) => b.at - a.at);

function put(each: Draft): void {
  const key = keyOf(each.channelId, each.rootId);
  // Whoever follows the store looks into the browser's own keeping where the store has nothing: that is changed first. What was let go
  // is remembered there until the server knows; else it would come back from there.
  keep(storageKey(key), isEmpty(each) && (each.isSynced || !isSyncing()) ? "" : JSON.stringify(each));
  setDrafts(key, isEmpty(each) ? undefined as never : each);
}

const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Keeps what is being written; something empty is forgotten. */
export function keepDraft(channelId: string, rootId: string, facts: Facts): void {
  const key = keyOf(channelId, rootId);
  const known = draft(channelId, rootId);
  if (known ? isSame(known, facts) : isEmpty(facts)) return;
  put({ channelId, rootId, ...facts, at: Date.now(), isSynced: false });
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => void sync(channelId, rootId), SETTLES));
}

const isSame = (a: Facts, b: Facts) =>
  a.message === b.message && Boolean(a.burns) === Boolean(b.burns) && a.files.map((each) => each.id).join() === b.files.map((each) => each.id).join() && a.priority?.priority === b.priority?.priority;

async function sync(channelId: string, rootId: string): Promise<void> {
  if (!isSyncing()) return;
  const known = draft(channelId, rootId);
  // Not reaching the server is no reason to disturb anybody: it is told the next time.
  try {
    if (!known || isEmpty(known)) await api.deleteDraft(channelId, rootId || undefined, connectionId());
    else await api.upsertDraft(wire(known), connectionId());
    if (known && draft(channelId, rootId)?.at === known.at) put({ ...known, isSynced: true });
  } catch { /* see above */ }
}

const wire = ({ channelId, rootId, message, files, priority, burns, at }: Draft): Wire => ({
  create_at: 0, update_at: at, delete_at: 0, user_id: myId(), channel_id: channelId, root_id: rootId, message: message.normalize("NFC"), props: {},
  file_ids: files.map((each) => each.id), priority, type: burns ? "burn_on_read" : "",
});

const read = (each: Wire): Draft => ({
  channelId: each.channel_id, rootId: each.root_id, message: each.message, files: each.metadata?.files ?? [], priority: each.priority?.priority ? each.priority : undefined,
  burns: each.type === "burn_on_read", at: each.update_at, isSynced: true,
});

/** Fetches what was begun elsewhere; what was written here since is told to the server. */
export async function loadDrafts(teamId: string): Promise<void> {
  if (!isSyncing()) return;
  const found = ((await api.getUserDrafts(teamId)) ?? []).map(read);
  for (const each of found) receiveDraft(each);
  const there = new Set(found.map((each) => keyOf(each.channelId, each.rootId)));
  for (const [key, each] of Object.entries(drafts)) if (each?.isSynced && !there.has(key)) put({ ...each, message: "", files: [] });
}

function receiveDraft(each: Draft): void {
  const known = draft(each.channelId, each.rootId);
  if (known && !known.isSynced && known.at > each.at) return void sync(each.channelId, each.rootId);
  put(each);
}

/** Something was begun or went on elsewhere. */
export const putDraft = (each: Wire): void => receiveDraft(read(each));

/** It was sent or let go elsewhere. */
export function dropDraft(each: Wire): void {
  const known = draft(each.channel_id, each.root_id);
  if (known) put({ ...known, message: "", files: [] });
}

/** Lets go of something begun. */
export function forgetDraft(channelId: string, rootId: string): void {
  keepDraft(channelId, rootId, { message: "", files: [] });
}
