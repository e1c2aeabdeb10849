// Channels and my membership in them. Unread counts follow from two counters, as on the server:
// what a channel has had in root posts, minus what I had seen when I last looked.
import type { Channel, ChannelMembership } from "@mattermost/types/channels";
import { batch, createMemo, createRoot, createSelector, createSignal } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { api, isClientError } from "~/api/client";
import { t } from "~/i18n";
import { nameFor, nameOf } from "./people";
import { me, myId } from "./session";

/** The library's type leaves out a counter that the server sends. */
type Counted = Channel & { total_msg_count_root: number };

const [channels, setChannels] = createStore<Record<string, Counted>>({});
const [members, setMembers] = createStore<Record<string, ChannelMembership>>({});
const [currentChannelId, setCurrentChannelId] = createSignal("");

const [comings, setComings] = createStore<Record<string, number>>({});

/** How often somebody has come to a channel or left it since the page was opened: what counts people counts again when it changes. */
export const comingsIn = (id: string): number => comings[id] ?? 0;
/** Somebody has. */
export const noteComing = (id: string): void => setComings(id, comingsIn(id) + 1);

/** The id of the channel on screen, or an empty text. */
export { currentChannelId, setCurrentChannelId };
/** Is it this one? Who asks is told of changes that concern the one asked for, and of no others. */
export const isCurrentChannel: (id: string) => boolean = createRoot(() => createSelector(currentChannelId));

/** A channel that has been loaded. */
export const channel = (id: string): Channel | undefined => channels[id];
/** My membership in a channel. */
export const membership = (id: string): ChannelMembership | undefined => members[id];
/** Every loaded channel that I am in and that is not archived. */
export const myChannels: () => Channel[] = createRoot(() => createMemo(() =>
  Object.values(channels).filter((each) => each.delete_at === 0 && members[each.id] !== undefined)));

/** Is it closed for new words? */
export const isArchived = (each: Channel): boolean => each.delete_at > 0;

/** Is this a conversation with people instead of a channel of a team? */
export const isDirect = (each: Channel): boolean => each.type === "D" || each.type === "G";

/** The other person of a direct channel; oneself in a note to self. */
export function teammateId(each: Channel): string {
  const [a = "", b = ""] = each.name.split("__");
  return a === myId() ? b : a;
}

/** The name to show for a channel. */
export function channelName(each: Channel): string {
  if (each.type === "D") return teammateId(each) === myId() ? `${nameOf(myId())} (${t("you")})` : nameOf(teammateId(each));
  if (each.type !== "G") return each.display_name;
  // The server lists the usernames of all who are in it.
  const mine = me()?.username;
  return each.display_name.split(", ").filter((name) => name !== mine).map(nameFor).join(", ");
}

/** A channel of a team by its address. */
export const channelAt = (teamId: string, name: string): Channel | undefined =>
  myChannels().find((each) => each.team_id === teamId && each.name === name);

/** An archived channel of a team by its address, once somebody has opened it. */
export const archivedAt = (teamId: string, name: string): Channel | undefined =>
  Object.values(channels).find((each) => each.delete_at > 0 && each.team_id === teamId && each.name === name);

/** The direct channel with somebody, if there is one yet. */
export function directWith(userId: string): Channel | undefined {
  const name = [myId(), userId].sort().join("__");
  return myChannels().find((each) => each.type === "D" && each.name === name);
}

/** Does this channel only ask for attention when I am mentioned? */
export const isMuted = (id: string): boolean => members[id]?.notify_props?.mark_unread === "mention";

/** Root posts that I have not seen. */
export function unreadCount(id: string): number {
  const [each, mine] = [channels[id], members[id]];
  if (!each || !mine) return 0;
  return Math.max(0, each.total_msg_count_root - mine.msg_count_root);
}

/** Times I was called in root posts that I have not seen. */
export const mentionCount = (id: string): number => members[id]?.mention_count_root ?? 0;

/** Should the name stand out? */
export const isUnread = (id: string): boolean => mentionCount(id) > 0 || (!isMuted(id) && unreadCount(id) > 0);

/** Fetches all my channels of all teams and my memberships. Archived ones are not among them: those that were opened stay. */
export async function loadChannels(): Promise<void> {
  const asked = ++turn;
  const [all, mine] = await Promise.all([api.getAllTeamsChannels().catch(noneYet), api.getAllChannelsMembers("me", -1)]);
  batch(() => {
    const archived = Object.entries(unwrap(channels)).filter(([, each]) => each.delete_at > 0);
    setChannels(reconcile(Object.fromEntries([...archived, ...all.map((each) => [each.id, each as unknown as Counted])])));
    setMembers(reconcile(Object.fromEntries(mine.map((each) => [each.channel_id, each]))));
    // What was read while the answer was on its way stays read.
    for (const [id, { at, when }] of seen) if (when > asked) markSeen(id, at, when);
  });
}

/** Somebody who is in no channel yet gets 404 instead of an empty list. */
function noneYet(error: unknown): [] {
  if (isClientError(error) && error.status_code === 404) return [];
  throw error;
}

/** Fetches one channel and my membership in it. */
export async function loadChannel(id: string): Promise<Channel> {
  const [each, mine] = await Promise.all([api.getChannel(id), api.getMyChannelMember(id)]);
  batch(() => {
    putChannel(each);
    setMembers(id, mine);
  });
  return each;
}

/** Takes a channel in. */
export function putChannel(each: Channel): void {
  setChannels(each.id, each as Counted);
}

/** Takes a membership of mine in. */
export function putMembership(mine: ChannelMembership): void {
  setMembers(mine.channel_id, mine);
}

/** Forgets a channel that I am no longer in. */
export function dropChannel(id: string): void {
  setMembers(id, undefined as never);
}

/** Counts a root post that just arrived. `isSeen` when it is mine or I am looking. */
export function countPost(id: string, createAt: number, isSeen: boolean, isMention: boolean): void {
  // A resumed connection repeats events whose posts the freshly loaded counters already hold.
  if (createAt <= (channels[id]?.last_root_post_at ?? 0)) return;
  batch(() => {
    setChannels(id, (each) => each && {
      total_msg_count_root: each.total_msg_count_root + 1, last_root_post_at: createAt, last_post_at: createAt,
    });
    if (isSeen) setMembers(id, (mine) => mine && { msg_count_root: mine.msg_count_root + 1 });
    else if (isMention) setMembers(id, (mine) => mine && { mention_count_root: mine.mention_count_root + 1 });
  });
}

/** What happened before what: asking for the channels, and the server's learning that one was read. */
let turn = 0;
/** Up to which time each channel was read, and when the server learned it. */
const seen = new Map<string, { at: number; when: number }>();

/** Marks a channel as seen up to now, on this page only. */
export function markSeen(id: string, at: number, when = ++turn): void {
  const each = channels[id];
  if (!each || !members[id]) return;
  seen.set(id, { at, when });
  setMembers(id, { msg_count_root: each.total_msg_count_root, mention_count_root: 0, mention_count: 0, last_viewed_at: at });
}

/** Tells the server, which may answer other questions before it knows. */
export async function saySeen(id: string): Promise<void> {
  const at = Date.now();
  markSeen(id, at, Infinity);
  // Not being able to say so is no reason to disturb anybody: the next look says it again.
  await api.viewMyChannel(id).catch(() => {});
  if (seen.get(id)?.at === at) seen.set(id, { at, when: ++turn });
}

/** What a team has waiting: mentions to count and whether anything is unread. Direct messages count for the team on screen only. */
export function teamUnread(teamId: string): { mentions: number; isUnread: boolean } {
  const own = myChannels().filter((each) => each.team_id === teamId);
  return {
    mentions: own.reduce((sum, each) => sum + mentionCount(each.id), 0),
    isUnread: own.some((each) => isUnread(each.id)),
  };
}

/** Everything that called for me, in all teams and conversations. */
export const totalMentions: () => number = createRoot(() => createMemo(() => myChannels().reduce((sum, each) => sum + mentionCount(each.id), 0)));

const unread = createRoot(() => createMemo(() => new Set(myChannels().map((each) => each.id).filter(isUnread))));
/** Does anything wait elsewhere than in the channel on screen? */
export const isUnreadElsewhere = (): boolean => unread().size > Number(unread().has(currentChannelId()));

/** What to keep of the channels for opening without a network. */
export const channelsState = () => ({ channels: { ...unwrap(channels) }, members: { ...unwrap(members) } });
/** Brings it back. */
export function restoreChannels(kept: ReturnType<typeof channelsState>): void {
  batch(() => {
    setChannels(reconcile(kept.channels));
    setMembers(reconcile(kept.members));
  });
}
