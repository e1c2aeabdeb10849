// What can be done with posts: load, catch up, edit, save, pin, delete, mark as read and as unread.
import type { Post, PostList } from "@mattermost/types/posts";
import { api, errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { countPost, currentChannelId, isUnread, loadChannel, markSeen, membership, myChannels, saySeen, unreadCount } from "~/model/channels";
import { isMyWord } from "~/model/author";
import { heldUnread, holdUnread, isAttending } from "~/model/attention";
import { addPost, dropPost, extendTimeline, lastChange, post, putPosts, setTimeline, settle, timeline } from "~/model/posts";
import { dropPreferences, myId, preference, putPreferences, savePreference } from "~/model/session";
import { currentTeamId } from "~/model/teams";
import { dropWriter } from "~/model/typing";
import { isComing } from "./system";

const PAGE = 60;
/** As many changes as the server tells at once; with more, the page starts afresh. */
const MOST_CHANGES = 1000;

const oldestFirst = (list: PostList) => list.order.filter((id) => list.posts[id]?.root_id === "").reverse();
const take = (list: PostList) => putPosts(Object.values(list.posts));

const opening = new Map<string, Promise<void>>();

/** Makes a channel's posts ready to show: what is here is kept, and brought up to date if events may have been missed. */
export async function openTimeline(channelId: string): Promise<void> {
  const known = timeline(channelId);
  if (known) return known.isStale ? refresh(channelId) : undefined;
  // Somebody may be asking for them already.
  const running = opening.get(channelId) ?? loadAroundUnread(channelId).finally(() => opening.delete(channelId));
  opening.set(channelId, running);
  return running;
}

// What arrives while a stretch is being fetched may be missing in the answer.
const arriving = new Map<string, Post[]>();

async function withArrivals(channelId: string, load: () => Promise<void>): Promise<void> {
  const meanwhile: Post[] = [];
  arriving.set(channelId, meanwhile);
  try {
    await load();
  } finally {
    arriving.delete(channelId);
  }
  for (const each of meanwhile) if (post(each.id)) addPost(each);
}

const loadAroundUnread = (channelId: string): Promise<void> => withArrivals(channelId, async () => {
  const list = await api.getPostsUnread(channelId, "me", 30, PAGE, false, true, false);
  take(list);
  setTimeline(channelId, {
    ids: oldestFirst(list), isAtOldest: list.prev_post_id === "", isAtNewest: list.next_post_id === "", isStale: false,
  });
});

/** Is the first unread message older than all that is here? */
export function lacksUnread(channelId: string): boolean {
  const known = timeline(channelId);
  const oldest = post(known?.ids[0] ?? "");
  return known !== undefined && !known.isAtOldest && unreadCount(channelId) > 0 && (oldest?.create_at ?? 0) > (membership(channelId)?.last_viewed_at ?? 0);
}

/** Brings a loaded stretch up to date after a break. */
async function refresh(channelId: string): Promise<void> {
  if (lacksUnread(channelId)) return loadAroundUnread(channelId);
  const known = timeline(channelId);
  if (!known || known.ids.length === 0) return loadNewest(channelId);
  const since = known.isAtNewest ? Math.max(...known.ids.map((id) => post(id)?.update_at ?? 0)) : lastChange();
  const list = await api.getPostsSince(channelId, since, false, true, false);
  if (list.order.length >= MOST_CHANGES) return loadNewest(channelId);
  const all = Object.values(list.posts);
  const oldest = post(known.ids[0] as string)?.create_at ?? 0;
  putPosts(all.filter((each) => each.delete_at === 0));
  // Somebody who reads far from the end stays there.
  const newest = known.isAtNewest ? Infinity : (post(known.ids.at(-1) as string)?.create_at ?? 0);
  const roots = all.filter((each) => each.root_id === "" && each.delete_at === 0 && each.create_at >= oldest && each.create_at <= newest);
  extendTimeline(channelId, roots.map((each) => each.id), { isAtOldest: known.isAtOldest, isAtNewest: known.isAtNewest, isStale: false });
  for (const gone of all) if (gone.delete_at > 0) dropPost(gone.id);
  for (const each of all) settle(each.pending_post_id);
}

/** Shows the newest page, whatever was here before. */
export const loadNewest = (channelId: string): Promise<void> => withArrivals(channelId, async () => {
  const list = await api.getPosts(channelId, 0, PAGE, false, true, false);
  take(list);
  setTimeline(channelId, { ids: oldestFirst(list), isAtOldest: list.prev_post_id === "", isAtNewest: true, isStale: false });
});

/** Shows the stretch around one post, unless it is here already. */
export async function loadAround(channelId: string, id: string): Promise<void> {
  const known = timeline(channelId);
  if (known && !known.isStale && known.ids.includes(id)) return;
  const half = PAGE / 2;
  const [target, before, after] = await Promise.all([
    api.getPost(id), api.getPostsBefore(channelId, id, 0, half, false, true, false), api.getPostsAfter(channelId, id, 0, half, false, true, false),
  ]);
  putPosts([target]);
  for (const list of [before, after]) take(list);
  setTimeline(channelId, {
    ids: [...oldestFirst(before), id, ...oldestFirst(after)], isAtOldest: before.prev_post_id === "", isAtNewest: after.next_post_id === "", isStale: false,
  });
}

/** Marks all channels and the threads of a team as read. */
export async function markAllRead(teamId: string): Promise<void> {
  const ids = myChannels().filter((each) => isUnread(each.id) || unreadCount(each.id) > 0).map((each) => each.id);
  if (ids.length > 0) await api.readMultipleChannels(ids);
  for (const id of ids) markSeen(id, Date.now());
  await api.updateThreadsReadForUser(myId(), teamId);
}

const loading = new Set<string>();

/** Adds the page before the oldest post. Calls while one is running do nothing. */
export async function loadOlder(channelId: string): Promise<void> {
  const [known, key] = [timeline(channelId), `${channelId}<`];
  const oldest = known?.ids[0];
  if (!known || known.isAtOldest || !oldest || loading.has(key)) return;
  loading.add(key);
  try {
    const list = await api.getPostsBefore(channelId, oldest, 0, PAGE, false, true, false);
    take(list);
    extendTimeline(channelId, oldestFirst(list), { ...edgesOf(channelId), isAtOldest: list.prev_post_id === "" });
  } finally {
    loading.delete(key);
  }
}

/** Adds the page after the newest post that is loaded. */
export async function loadNewer(channelId: string): Promise<void> {
  const [known, key] = [timeline(channelId), `${channelId}>`];
  const newest = known?.ids.at(-1);
  if (!known || known.isAtNewest || !newest || loading.has(key)) return;
  loading.add(key);
  try {
    const list = await api.getPostsAfter(channelId, newest, 0, PAGE, false, true, false);
    take(list);
    extendTimeline(channelId, oldestFirst(list), { ...edgesOf(channelId), isAtNewest: list.next_post_id === "" });
  } finally {
    loading.delete(key);
  }
}

function edgesOf(channelId: string) {
  const { isAtOldest = false, isAtNewest = false, isStale = false } = timeline(channelId) ?? {};
  return { isAtOldest, isAtNewest, isStale };
}

/** A post that the server has told about, by an event or as an answer. */
export function receive(each: Post, mentionsMe: boolean): void {
  addPost(each);
  arriving.get(each.channel_id)?.push(each);
  dropWriter(each.channel_id, each.root_id, each.user_id);
  if (each.root_id !== "") return;
  const isMine = isMyWord(each);
  const isLookedAt = isAttending() && currentChannelId() === each.channel_id;
  if (!membership(each.channel_id)) void loadChannel(each.channel_id).catch(() => {});
  else if (!isComing(each)) countPost(each.channel_id, each.create_at, isMine || isLookedAt, mentionsMe);
  if (isLookedAt && !isMine) markReadSoon(each.channel_id);
}

const readTimers = new Map<string, ReturnType<typeof setTimeout>>();

function markReadSoon(channelId: string): void {
  clearTimeout(readTimers.get(channelId));
  readTimers.set(channelId, setTimeout(() => void markRead(channelId), 400));
}

/** Tells the server that everything in a channel has been seen. */
export async function markRead(channelId: string): Promise<void> {
  if (heldUnread(channelId) === undefined) await saySeen(channelId);
}

/** Changes a message of mine, and its files. Answers what is wrong, or an empty text. */
export async function edit(id: string, message: string, fileIds: string[]): Promise<string> {
  try {
    putPosts([await api.patchPost({ id, message: message.normalize("NFC"), file_ids: fileIds })]);
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** Takes a message away. */
export async function remove(id: string): Promise<void> {
  try {
    await api.deletePost(id);
    dropPost(id);
  } catch (error) {
    toast(errorText(error));
  }
}

/** Marks everything from a message on as unread; it stays so until the channel is left. */
export async function markUnread(each: Post): Promise<void> {
  try {
    if (each.root_id) return void (await api.markThreadAsUnreadForUser(myId(), currentTeamId(), each.root_id, each.id));
    holdUnread(each.channel_id, each.create_at - 1);
    await api.markPostAsUnread(myId(), each.id);
  } catch (error) {
    toast(errorText(error));
  }
}

/** Has this person put the message aside to come back to? */
export const isSaved = (id: string): boolean => preference("flagged_post", id) === "true";

/** Puts a message aside, or takes it back. */
export async function toggleSaved(id: string): Promise<void> {
  const row = { user_id: myId(), category: "flagged_post", name: id, value: "true" };
  const wasSaved = isSaved(id);
  try {
    if (!wasSaved) return await savePreference(row.category, row.name, row.value);
    dropPreferences([row]);
    await api.deletePreferences(myId(), [row]);
  } catch (error) {
    if (wasSaved) putPreferences([row]);
    else dropPreferences([row]);
    toast(errorText(error));
  }
}

/** Pins a message to its channel, or takes it down. */
export async function togglePinned(each: Post): Promise<void> {
  const wasPinned = each.is_pinned;
  const change = (is_pinned: boolean) => putPosts([{ ...each, ...post(each.id), is_pinned } as Post]);
  change(!wasPinned);
  try {
    await (wasPinned ? api.unpinPost(each.id) : api.pinPost(each.id));
  } catch (error) {
    change(wasPinned);
    toast(errorText(error));
  }
}
