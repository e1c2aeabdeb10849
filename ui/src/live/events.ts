// One table: the name of an event and what it changes. Several members of an event hold JSON inside a text; `read` opens them.
import type { ChannelBookmark, UpdateChannelBookmarkResponse } from "@mattermost/types/channel_bookmarks";
import type { Channel, ChannelMembership } from "@mattermost/types/channels";
import type { CustomEmoji } from "@mattermost/types/emojis";
import type { Group } from "@mattermost/types/groups";
import type { Draft } from "@mattermost/types/drafts";
import type { Post, PostAcknowledgement } from "@mattermost/types/posts";
import type { Reaction } from "@mattermost/types/reactions";
import type { Role } from "@mattermost/types/roles";
import type { ScheduledPost } from "@mattermost/types/schedule_post";
import type { Team, TeamMembership } from "@mattermost/types/teams";
import type { UserProfile } from "@mattermost/types/users";
import { api } from "~/api/client";
import { toast } from "~/design/Toasts";
import { loadTeamThreads, loadThreads } from "~/features/threads/threads.actions";
import { receiveDialog, type DialogRequest } from "~/features/posts/attachments.actions";
import { receive } from "~/features/posts/posts.actions";
import { dropScheduled, putScheduled } from "~/features/posts/scheduled.actions";
import { t } from "~/i18n";
import { dropBookmark, putBookmark, setBookmarksOf } from "~/model/bookmarks";
import {
  channel, channelName, dropChannel, loadChannel, loadChannels, markSeen, membership, myChannels, noteComing, putChannel, putMembership,
} from "~/model/channels";
import { dropDraft, putDraft } from "~/model/drafts";
import { putCustomEmojis } from "~/model/emoji";
import { putGroup } from "~/model/groups";
import { presenceOf, putPeople, putPresence, putQuietEnd } from "~/model/people";
import { addPost, dropPost, post, putAcknowledgement, putMetadata, putPosts, putReaction, putThreadFacts } from "~/model/posts";
import { putRole } from "~/model/roles";
import { dropPreferences, me, myId, putConfig, putPreferences, setMe } from "~/model/session";
import { loadCategories } from "~/model/sidebar";
import { currentTeamId, dropTeam, leaving, loadTeams, putTeam, putTeamMember, teamOf } from "~/model/teams";
import { dropThread, putThread, thread, type Thread } from "~/model/threads";
import { putWriter } from "~/model/typing";

/** Nothing of these is needed before the first message arrives. */
const announcing = () => import("./announce");
const notifier = () => import("~/features/notifications/notifier");

type Data = Record<string, unknown>;
type Broadcast = Record<string, string>;
type Handler = (data: Data, broadcast: Broadcast) => unknown;

const text = (value: unknown) => (typeof value === "string" ? value : "");
/** A member that holds JSON inside a text. */
function read<T>(value: unknown): T | undefined {
  return typeof value === "string" && value !== "" ? (JSON.parse(value) as T) : undefined;
}
function withMember<T>(name: string, then: (member: T, broadcast: Broadcast, data: Data) => unknown): Handler {
  return (data, broadcast) => {
    const member = read<T>(data[name]);
    return member === undefined ? undefined : then(member, broadcast, data);
  };
}
const reloadCategories: Handler = (_, { team_id }) => loadCategories(team_id || currentTeamId());
const reloadThreads = () => Promise.all([loadThreads(currentTeamId()), loadTeamThreads()]);

const handlers: Record<string, Handler> = {
  posted: withMember<Post>("post", (each, _, data) => {
    const callsMe = (read<string[]>(data.mentions) ?? []).includes(myId());
    receive(each, callsMe);
    void announcing().then(({ announce }) => announce(each));
    void notifier().then(({ notice }) => notice(each, { callsMe, isDirect: data.channel_type === "D" || data.channel_type === "G", isFollowed: (read<string[]>(data.followers) ?? []).includes(myId()) }));
    // Nobody is told of other people's presence; who writes is there.
    if (data.set_online === true && presenceOf(each.user_id) !== "dnd") putPresence(each.user_id, "online");
  }),
  // Only this page has it: it counts nowhere.
  ephemeral_message: withMember<Post>("post", addPost),
  post_edited: withMember<Post>("post", (each) => post(each.id) && putPosts([each])),
  post_deleted: withMember<Post>("post", (each) => {
    const isFollowed = thread(each.root_id || each.id) !== undefined;
    dropPost(each.id);
    if (!each.root_id) dropThread(each.id);
    // What waited in it waits no more.
    return isFollowed ? reloadThreads() : undefined;
  }),
  reaction_added: withMember<Reaction>("reaction", (each) => putReaction(each, true)),
  reaction_removed: withMember<Reaction>("reaction", (each) => putReaction(each, false)),
  post_acknowledgement_added: withMember<PostAcknowledgement>("acknowledgement", (each) => putAcknowledgement(each, true)),
  post_acknowledgement_removed: withMember<PostAcknowledgement>("acknowledgement", (each) => putAcknowledgement(each, false)),
  // The author is told who reads; whoever reads, what.
  post_revealed: withMember<Post>("post", (each, _, data) => (each.user_id === myId() ? putMetadata(each.id, { recipients: data.recipients as string[] }) : post(each.id) && putPosts([each]))),
  burn_on_read_all_revealed: (data) => putMetadata(text(data.post_id), { expire_at: Number(data.sender_expire_at) }),
  post_burned: (data) => dropPost(text(data.post_id)),
  draft_created: withMember<Draft>("draft", putDraft),
  draft_updated: withMember<Draft>("draft", putDraft),
  draft_deleted: withMember<Draft>("draft", dropDraft),
  scheduled_post_created: withMember<ScheduledPost>("scheduledPost", putScheduled),
  scheduled_post_updated: withMember<ScheduledPost>("scheduledPost", putScheduled),
  scheduled_post_deleted: withMember<ScheduledPost>("scheduledPost", dropScheduled),
  typing: (data, { channel_id }) => text(data.user_id) !== myId() && putWriter(channel_id ?? "", text(data.parent_id), text(data.user_id)),

  thread_updated: withMember<Thread>("thread", (each, { team_id }) => {
    putThreadFacts(each.id, each.reply_count, each.last_reply_at, each.participants as { id: string }[]);
    putThread(each, team_id || currentTeamId());
    return reloadThreads();
  }),
  thread_read_changed: (data) => {
    const known = thread(text(data.thread_id));
    if (known) putThread({ ...known, unread_replies: Number(data.unread_replies) || 0, unread_mentions: Number(data.unread_mentions) || 0 });
    return reloadThreads();
  },
  thread_follow_changed: (data) => {
    const root = post(text(data.thread_id));
    if (root) putPosts([{ ...root, is_following: data.state === true }]);
    if (data.state !== true) dropThread(text(data.thread_id));
    return reloadThreads();
  },

  multiple_channels_viewed: (data) => {
    for (const [id, at] of Object.entries((data.channel_times as Record<string, number>) ?? {})) markSeen(id, at);
  },
  post_unread: async (_, { channel_id }) => putMembership(await api.getMyChannelMember(channel_id ?? "")),
  channel_created: async (data) => {
    await loadChannel(text(data.channel_id));
    await loadCategories(currentTeamId());
  },
  channel_updated: withMember<Channel>("channel", (each) => channel(each.id) && putChannel({ ...channel(each.id), ...each })),
  // A group conversation that became a channel stands elsewhere in the sidebar, too.
  channel_converted: async (data) => {
    if (!channel(text(data.channel_id))) return;
    await loadChannel(text(data.channel_id));
    await loadCategories(currentTeamId());
  },
  channel_deleted: (data) => {
    const known = channel(text(data.channel_id));
    if (known) putChannel({ ...known, delete_at: Number(data.delete_at) || Date.now() });
  },
  channel_restored: () => loadChannels(),
  channel_member_updated: withMember<ChannelMembership>("channelMember", putMembership),
  direct_added: async (_, { channel_id }) => {
    await loadChannel(channel_id ?? "");
    await loadCategories(currentTeamId());
  },
  group_added: async (_, { channel_id }) => {
    await loadChannel(channel_id ?? "");
    await loadCategories(currentTeamId());
  },
  user_added: async (data, { channel_id }) => {
    noteComing(channel_id ?? "");
    if (text(data.user_id) !== myId()) return;
    await loadChannel(channel_id ?? "");
    await loadCategories(currentTeamId());
  },
  user_removed: (data, { user_id, channel_id }) => {
    if (channel_id) noteComing(channel_id);
    if (user_id !== myId() && text(data.user_id) !== myId()) return;
    const gone = channel(text(data.channel_id) || (channel_id ?? ""));
    if (!gone) return;
    if (membership(gone.id) && text(data.remover_id) !== myId()) toast(t("channel.shown_out", { channel: channelName(gone) }));
    dropChannel(gone.id);
  },

  channel_bookmark_created: withMember<ChannelBookmark>("bookmark", putBookmark),
  channel_bookmark_deleted: withMember<ChannelBookmark>("bookmark", dropBookmark),
  channel_bookmark_updated: withMember<UpdateChannelBookmarkResponse>("bookmarks", ({ updated, deleted }) => {
    if (deleted) dropBookmark(deleted);
    if (updated) putBookmark(updated);
  }),
  channel_bookmark_sorted: withMember<ChannelBookmark[]>("bookmarks", (all, { channel_id }) => setBookmarksOf(channel_id || (all[0]?.channel_id ?? ""), all)),

  sidebar_category_created: reloadCategories,
  sidebar_category_updated: reloadCategories,
  sidebar_category_deleted: reloadCategories,
  sidebar_category_order_updated: reloadCategories,
  preference_changed: withMember<never>("preference", (each) => putPreferences([each])),
  preferences_changed: withMember<never[]>("preferences", putPreferences),
  preferences_deleted: withMember<never[]>("preferences", dropPreferences),

  role_updated: withMember<Role>("role", putRole),
  memberrole_updated: withMember<TeamMembership>("member", (each) => each.user_id === myId() && putTeamMember(each)),
  user_role_updated: (data) => {
    const mine = me();
    if (mine && text(data.user_id) === mine.id) setMe({ ...mine, roles: text(data.roles) });
  },

  status_change: (data) => {
    putPresence(text(data.user_id), text(data.status));
    if (text(data.status) !== "dnd") putQuietEnd(text(data.user_id), 0);
  },
  user_updated: (data) => {
    const user = data.user as UserProfile;
    putPeople([user]);
    if (user.id === myId()) setMe({ ...me(), ...user });
  },

  added_to_team: async () => {
    await Promise.all([loadTeams(), loadChannels()]);
  },
  leave_team: (data) => {
    if (text(data.user_id) !== myId()) return;
    const id = text(data.team_id);
    sayGone(teamOf(id));
    dropTeam(id);
    for (const each of myChannels()) if (each.team_id === id) dropChannel(each.id);
  },
  update_team: withMember<Team>("team", putTeam),
  delete_team: withMember<Team>("team", (each) => {
    sayGone(teamOf(each.id));
    dropTeam(each.id);
  }),
  open_dialog: withMember<DialogRequest>("dialog", receiveDialog),
  emoji_added: withMember<CustomEmoji>("emoji", (each) => putCustomEmojis([each])),
  received_group: withMember<Group>("group", putGroup),
  config_changed: (data) => putConfig(data.config as Record<string, string>),
};

/** Says that I am in a team no more, unless I am just leaving it. */
export function sayGone(team: Team | undefined): void {
  if (team && !leaving.has(team.id)) toast(t("team.shown_out", { team: team.display_name }));
}

/** Applies one event. What cannot be loaded now is loaded at the next reconnect. */
export function apply(name: string, data: Data, broadcast: Broadcast): void {
  try {
    const result = handlers[name]?.(data, broadcast ?? {});
    if (result instanceof Promise) result.catch(() => {});
  } catch (error) {
    // One event that cannot be read must not stop the stream.
    console.error(`event ${name}`, error);
  }
}

