// Posts as the page knows them. A timeline is a stretch of root posts of one channel without holes; a thread is all its replies.
// What this person has written and the server has not yet confirmed is kept apart, in the order of writing.
import type { FileInfo } from "@mattermost/types/files";
import type { Post, PostAcknowledgement } from "@mattermost/types/posts";
import type { Reaction } from "@mattermost/types/reactions";
import { batch } from "solid-js";
import { createStore, produce, reconcile, unwrap } from "solid-js/store";
import { insertByTime, mergeByTime } from "~/lib/sorted";

/** A stretch of a channel's root posts, oldest first. */
export type Timeline = {
  ids: readonly string[];
  isAtOldest: boolean;
  isAtNewest: boolean;
  /** Events may have been missed since it was loaded. */
  isStale: boolean;
};

/** The files of a message in the order that its author chose, whichever came in first. */
export function filesOf({ file_ids = [], metadata }: Post): FileInfo[] {
  return [...(metadata?.files ?? [])].sort((a, b) => file_ids.indexOf(a.id) - file_ids.indexOf(b.id));
}

/** A post on its way to the server. */
export type Outgoing = { post: Post; state: "sending" | "waiting" | "failed"; reason?: string };

type State = {
  byId: Record<string, Post>;
  timelines: Record<string, Timeline>;
  threads: Record<string, readonly string[]>;
  outgoing: Outgoing[];
};

const [state, setState] = createStore<State>({ byId: {}, timelines: {}, threads: {}, outgoing: [] });

/** The same without following every part of every post: a long list would be taken in again for each of them. */
const plain = unwrap(state);

/** A post that has been loaded. */
export const post = (id: string): Post | undefined => state.byId[id];
/** The loaded stretch of a channel. */
export const timeline = (channelId: string): Timeline | undefined => state.timelines[channelId];
/** The posts of that stretch, as they are now: what is followed is which they are. */
export const stretch = (channelId: string): Post[] =>
  unwrap(state.timelines[channelId]?.ids ?? []).map((id) => plain.byId[id]).filter((each) => each !== undefined);
/** The replies of a thread, oldest first; undefined until loaded. */
export const replies = (rootId: string): readonly string[] | undefined => state.threads[rootId];
/** What is on its way in a channel (rootId "") or in a thread. */
export const outgoing = (channelId: string, rootId: string): Outgoing[] =>
  state.outgoing.filter((each) => each.post.channel_id === channelId && each.post.root_id === rootId);
/** Everything on its way, oldest first. */
export const allOutgoing = (): Outgoing[] => state.outgoing;
/** One outgoing post by its pending id. */
export const outgoingPost = (pendingId: string): Outgoing | undefined =>
  state.outgoing.find((each) => each.post.pending_post_id === pendingId);

/** When the newest change was that has been heard of, wherever it was. */
export const lastChange = (): number => Object.values(plain.byId).reduce((last, each) => Math.max(last, each?.update_at ?? 0), 0);

const timeOf = (id: string) => plain.byId[id]?.create_at ?? 0;

/** Takes posts in, new or changed; lists are not touched. An answer older than what is here is left out. */
export function putPosts(posts: Iterable<Post>): void {
  batch(() => {
    for (const each of posts) {
      const known = state.byId[each.id];
      if (known && known.update_at > each.update_at) continue;
      setState("byId", each.id, reconcile(known ? completed(each, known) : each));
    }
  });
}

/** Some answers leave out the counters of a thread's root, some who is in it, some its reactions; what is known of them stays. */
function completed(each: Post, { reply_count, last_reply_at, participants, is_following, metadata }: Post): Post {
  const facts = {
    reply_count: each.reply_count || reply_count, last_reply_at: each.last_reply_at || last_reply_at,
    participants: each.participants?.length ? each.participants : participants,
  };
  return { ...each, ...facts, is_following: each.is_following ?? is_following, metadata: each.metadata ?? metadata };
}

/** Replaces the loaded stretch of a channel. */
export function setTimeline(channelId: string, next: Timeline): void {
  setState("timelines", channelId, next);
}

/** Adds a loaded page to a stretch, older or newer. */
export function extendTimeline(channelId: string, ids: string[], edges: Partial<Timeline>): void {
  setState("timelines", channelId, (known) => known && { ...edges, ids: mergeByTime(unwrap(known.ids), ids, timeOf) });
}

/** Every loaded stretch may have missed events. */
export function markAllStale(): void {
  setState(produce((draft) => {
    for (const each of Object.values(draft.timelines)) each.isStale = true;
    draft.threads = {};
  }));
}

/** A post that just arrived: at the end of its channel, if that end is loaded, or of its thread. */
export function addPost(each: Post): void {
  batch(() => {
    putPosts([each]);
    settle(each.pending_post_id);
    if (each.root_id) addReply(each);
    // What only its reader has is an answer to something just done: with its thread closed it would be missed.
    if (!each.root_id || each.type === "system_ephemeral") addRoot(each);
  });
}

function addRoot(each: Post): void {
  const known = state.timelines[each.channel_id];
  if (known?.isAtNewest) setState("timelines", each.channel_id, "ids", insertByTime(unwrap(known.ids), each.id, timeOf));
}

function addReply(each: Post): void {
  const known = state.threads[each.root_id];
  if (known) setState("threads", each.root_id, insertByTime(known, each.id, timeOf));
  // The answer to sending and the event tell about the same reply: only the first one counts.
  const root = state.byId[each.root_id];
  if (!root || each.type === "system_ephemeral" || each.create_at <= (root.last_reply_at ?? 0)) return;
  setState("byId", each.root_id, (known) => ({
    reply_count: known.reply_count + 1,
    last_reply_at: each.create_at,
    participants: withParticipant(known.participants, each.user_id),
  }));
}

function withParticipant(known: Post["participants"], id: string): Post["participants"] {
  const others = ((known ?? []) as (string | { id: string })[]).filter((each) => (typeof each === "string" ? each : each.id) !== id);
  return [{ id }, ...others] as Post["participants"];
}

/** What a thread is now, as the server counted it. */
export function putThreadFacts(rootId: string, replyCount: number, lastReplyAt: number, participants: { id: string }[]): void {
  if (!state.byId[rootId]) return;
  setState("byId", rootId, { reply_count: replyCount, last_reply_at: lastReplyAt, participants: participants as never });
}

/** All replies of a thread. */
export function setReplies(rootId: string, ids: string[]): void {
  setState("threads", rootId, ids.sort((a, b) => timeOf(a) - timeOf(b)));
}

/** Takes a post away, with its replies if it is a root. */
export function dropPost(id: string): void {
  batch(() => {
    const gone = state.byId[id];
    if (!gone) return;
    const line = state.timelines[gone.channel_id];
    if (line?.ids.includes(id)) setState("timelines", gone.channel_id, "ids", line.ids.filter((other) => other !== id));
    const thread = state.threads[gone.root_id];
    if (thread?.includes(id)) setState("threads", gone.root_id, thread.filter((other) => other !== id));
    if (gone.root_id && gone.type !== "system_ephemeral" && state.byId[gone.root_id]) {
      setState("byId", gone.root_id, "reply_count", (count) => Math.max(0, count - 1));
    }
    setState("byId", id, undefined as never);
  });
}

/** Adds or takes away one reaction. */
export function putReaction(reaction: Reaction, isThere: boolean): void {
  if (!state.byId[reaction.post_id]) return;
  const isSame = (each: Reaction) => each.user_id === reaction.user_id && each.emoji_name === reaction.emoji_name;
  setState("byId", reaction.post_id, "metadata", (metadata) => {
    const others = (metadata?.reactions ?? []).filter((each) => !isSame(each));
    return { ...metadata, reactions: isThere ? [...others, reaction] : others };
  });
}

/** Facts about a post that come apart from it. */
export function putMetadata(id: string, facts: Partial<Post["metadata"]>): void {
  if (state.byId[id]) setState("byId", id, "metadata", facts as never);
}

/** Does this post burn once it is read? */
export const burns = (each: Post): boolean => each.type === "burn_on_read";

/** Somebody says, or no longer says, that they have read a post. */
export function putAcknowledgement(one: PostAcknowledgement, isThere: boolean): void {
  if (!state.byId[one.post_id]) return;
  setState("byId", one.post_id, "metadata", (metadata) => {
    const others = (metadata?.acknowledgements ?? []).filter((each) => each.user_id !== one.user_id);
    return { ...metadata, acknowledgements: isThere ? [...others, one] : others };
  });
}

/** Remembers a post that is being sent. */
export function addOutgoing(each: Post): void {
  setState("outgoing", (list) => [...list, { post: each, state: "sending" as const }]);
}

/** Brings back a post that was on its way when its tab closed. */
export function putOutgoing(each: Outgoing): void {
  setState("outgoing", (list) => [...list, each].sort((a, b) => a.post.create_at - b.post.create_at));
}

/** What became of a post on its way. */
export function setOutgoing(pendingId: string, next: Outgoing["state"], reason = ""): void {
  setState("outgoing", (each) => each.post.pending_post_id === pendingId, { state: next, reason });
}

/** A post on its way has arrived, or its writer let it go. */
export function settle(pendingId: string): void {
  if (pendingId && outgoingPost(pendingId)) {
    setState("outgoing", (list) => list.filter((each) => each.post.pending_post_id !== pendingId));
  }
}

/** Lets go of old posts of a channel that is not on screen, so that memory stays flat over a long day. */
export function trimTimeline(channelId: string, most = 200): void {
  const known = state.timelines[channelId];
  if (!known?.isAtNewest || known.ids.length <= most) return;
  // What is shown apart from its channel too, pinned or with a thread, is not forgotten.
  const isElsewhere = (id: string) => plain.threads[id] !== undefined || plain.byId[id]?.is_pinned || (plain.byId[id]?.reply_count ?? 0) > 0;
  const gone = known.ids.slice(0, -most).filter((id) => !isElsewhere(id));
  batch(() => {
    setState("timelines", channelId, { ids: known.ids.slice(-most), isAtOldest: false });
    setState("byId", produce((posts) => {
      for (const id of gone) delete posts[id];
    }));
  });
}

/** How many posts of a channel are kept for reading without a network. */
const MOST_KEPT = 60;

/** What to keep of the posts: the newest of those channels, and their threads that were read. What burns leaves no copy. */
export function postsState(isWanted: (channelId: string) => boolean) {
  const { byId, timelines, threads } = unwrap(state);
  const lines = Object.entries(timelines).filter(([id, line]) => isWanted(id) && line.isAtNewest)
    .map(([id, line]) => [id, { ...line, ids: line.ids.slice(-MOST_KEPT), isAtOldest: line.isAtOldest && line.ids.length <= MOST_KEPT }] as const);
  const roots = lines.flatMap(([, line]) => line.ids);
  const read = roots.filter((id) => threads[id]).map((id) => [id, threads[id] as readonly string[]] as const);
  const posts = [...roots, ...read.flatMap(([, ids]) => ids)].map((id) => byId[id]).filter((each) => each !== undefined && !burns(each)) as Post[];
  return { posts, timelines: Object.fromEntries(lines), threads: Object.fromEntries(read) };
}

/** Brings it back, to be brought up to date when there is a network. */
export function restorePosts(kept: ReturnType<typeof postsState>): void {
  batch(() => {
    putPosts(kept.posts);
    for (const [id, line] of Object.entries(kept.timelines)) setTimeline(id, { ...line, isStale: true });
    setState("threads", kept.threads);
  });
}
