// Channels: make, join, leave, archive, edit, mute, favour, talk directly.
import type { Channel, ChannelNotifyProps } from "@mattermost/types/channels";
import type { Team } from "@mattermost/types/teams";
import { api, errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import {
  channel, directWith, dropChannel, isDirect, isMuted, loadChannel, membership, putChannel,
  putMembership, teammateId,
} from "~/model/channels";
import { mayInTeam } from "~/model/roles";
import { myId, savePreference } from "~/model/session";
import { categoriesOf, loadCategories } from "~/model/sidebar";
import { siteUrl } from "~/model/site";
import { currentTeamId } from "~/model/teams";
import { placeChannel } from "./sidebar.actions";

/** What a new channel is made of. */
export type NewChannel = { displayName: string; name: string; purpose: string; isPrivate: boolean };

/** Makes a channel in the team on screen. */
export async function createChannel({ displayName, name, purpose, isPrivate }: NewChannel): Promise<Channel> {
  const made = await api.createChannel({
    team_id: currentTeamId(), display_name: displayName, name, purpose, header: "", type: isPrivate ? "P" : "O",
  } as Channel);
  return settle(made.id);
}

/** Joins an open channel. */
export async function joinChannel(id: string): Promise<Channel> {
  await api.addToChannel(myId(), id);
  return settle(id);
}

async function settle(id: string): Promise<Channel> {
  const [each] = await Promise.all([loadChannel(id), loadCategories(currentTeamId())]);
  return each;
}

/** Opens the direct channel with somebody. */
export async function openDirect(userId: string): Promise<Channel> {
  const known = directWith(userId);
  const each = known ?? (await loadChannel((await api.createDirectChannel([myId(), userId])).id));
  void savePreference("direct_channel_show", userId, "true").catch(() => {});
  return each;
}

/** Opens the group conversation with these people; with one of them it is a direct channel. */
export async function openGroup(userIds: string[]): Promise<Channel> {
  const [first] = userIds;
  if (first && userIds.length === 1) return openDirect(first);
  const made = await api.createGroupChannel([myId(), ...userIds]);
  const each = await loadChannel(made.id);
  void savePreference("group_channel_show", each.id, "true").catch(() => {});
  return each;
}

/** Leaves a channel, or puts a conversation out of sight. */
export async function leaveChannel(id: string): Promise<boolean> {
  const each = channel(id);
  if (!each) return false;
  try {
    if (each.type === "D") await savePreference("direct_channel_show", teammateId(each), "false");
    else if (each.type === "G") await savePreference("group_channel_show", id, "false");
    else {
      await api.removeFromChannel(myId(), id);
      dropChannel(id);
      if (each.type === "O") toast(t("channel.left_now", { channel: each.display_name }), t("undo"), () => void joinChannel(id).catch((error) => toast(errorText(error))));
    }
    return true;
  } catch (error) {
    toast(errorText(error));
    return false;
  }
}

/** Only mentions ask for attention in a muted channel. */
export async function toggleMute(id: string): Promise<void> {
  const mine = membership(id);
  if (!mine) return;
  const mark_unread = isMuted(id) ? "all" : "mention";
  putMembership({ ...mine, notify_props: { ...mine.notify_props, mark_unread } });
  try {
    await api.updateChannelNotifyProps({ user_id: myId(), channel_id: id, mark_unread } as never);
  } catch (error) {
    putMembership(mine);
    toast(errorText(error));
  }
}

/** Is a channel among the favourites of the team on screen? */
export const isFavourite = (id: string): boolean =>
  categoriesOf(currentTeamId()).some((each) => each.type === "favorites" && each.channel_ids.includes(id));

/** Moves a channel into the favourites, or back to where it would stand by itself. */
export function toggleFavourite(id: string): void {
  const home = channel(id) && isDirect(channel(id) as Channel) ? "direct_messages" : "channels";
  const to = categoriesOf(currentTeamId()).find((each) => each.type === (isFavourite(id) ? home : "favorites"));
  if (to) placeChannel(id, to.id);
}

/** Brings people into a channel. Answers what is wrong, or an empty text. */
export async function addPeople(channelId: string, userIds: string[]): Promise<string> {
  return faultOf(api.addToChannels(userIds, channelId));
}

/** Changes what a channel is called and what is told about it. Answers what is wrong, or an empty text. */
export async function editChannel(channelId: string, patch: Partial<Channel>): Promise<string> {
  return faultOf(api.patchChannel(channelId, patch).then(takeChanged));
}

async function faultOf(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
    return "";
  } catch (error) {
    return errorText(error);
  }
}

function takeChanged(changed: Channel): void {
  const known = channel(changed.id);
  if (known) putChannel({ ...known, ...changed });
}

/** How I am told about a channel. */
export type NotifyChange = Partial<ChannelNotifyProps>;

/** Changes how I am told about a channel. Answers what is wrong, or an empty text. */
export async function setNotify(channelId: string, change: NotifyChange): Promise<string> {
  const mine = membership(channelId);
  if (!mine) return t("error.unknown");
  putMembership({ ...mine, notify_props: { ...mine.notify_props, ...change } });
  const wrong = await faultOf(api.updateChannelNotifyProps({ user_id: myId(), channel_id: channelId, ...change }));
  if (wrong) putMembership(mine);
  return wrong;
}

/** Closes a channel for good words: everything stays to be read. It can be taken back at once by whoever may restore it. */
export async function archive(id: string): Promise<boolean> {
  const each = channel(id);
  if (!each) return false;
  const wrong = await faultOf(api.deleteChannel(id));
  if (wrong) return toast(wrong), false;
  putChannel({ ...each, delete_at: Date.now() });
  toast(t("channel.archived_now", { channel: each.display_name }), mayInTeam("manage_team", each.team_id) ? t("undo") : undefined, () => void unarchive(id));
  return true;
}

/** Opens an archived channel again. */
export async function unarchive(id: string): Promise<void> {
  try {
    putChannel({ ...channel(id), ...(await api.unarchiveChannel(id)), delete_at: 0 });
  } catch (error) {
    toast(errorText(error));
  }
}

/** Makes an open channel private, or a private one open. Answers what is wrong, or an empty text. */
export async function convert(id: string): Promise<string> {
  return faultOf(api.updateChannelPrivacy(id, channel(id)?.type === "O" ? "P" : "O").then(takeChanged));
}

/** The teams that everybody in a group conversation is in: a channel made of it can stand in these. */
export async function commonTeams(channelId: string): Promise<Team[]> {
  return (await api.getGroupMessageMembersCommonTeams(channelId)).data;
}

/** Makes a private channel of a group conversation, with its people and everything they wrote. */
export async function makeChannelOf(channelId: string, teamId: string, displayName: string, name: string): Promise<Channel> {
  await api.convertGroupMessageToPrivateChannel(channelId, teamId, displayName, name);
  return settle(channelId);
}

/** Puts an address of this page on the clipboard. */
export async function copyLink(href: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(siteUrl() + href);
    toast(t("copied"));
  } catch {
    toast(t("copy.failed"));
  }
}

/** Starts the group of these people and more. Answers the conversation. */
export async function growGroup(channelId: string, userIds: string[]): Promise<Channel> {
  const present = await api.getProfilesInChannel(channelId, 0, 10);
  return openGroup([...new Set([...present.map((user) => user.id).filter((id) => id !== myId()), ...userIds])]);
}
