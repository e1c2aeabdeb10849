// Channels: make, join, leave, mute, favour, talk directly.
import type { Channel } from "@mattermost/types/channels";
import { api, errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import {
  channel, directWith, dropChannel, isDirect, isMuted, loadCategories, loadChannel, membership, putMembership, sections, teammateId,
} from "~/model/channels";
import { myId, savePreference } from "~/model/session";
import { currentTeamId } from "~/model/teams";

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
  sections(currentTeamId()).some(({ category }) => category.type === "favorites" && category.channel_ids.includes(id));

/** Moves a channel into the favourites, or back to where it would stand by itself. */
export async function toggleFavourite(id: string): Promise<void> {
  const teamId = currentTeamId();
  const home = channel(id) && isDirect(channel(id) as Channel) ? "direct_messages" : "channels";
  try {
    const { categories } = await api.getChannelCategories(myId(), teamId);
    const to = categories.find((each) => each.type === (isFavourite(id) ? home : "favorites"));
    const from = categories.find((each) => each.channel_ids.includes(id));
    if (!to || from?.id === to.id) return;
    const changed = [{ ...to, channel_ids: [id, ...to.channel_ids] }];
    if (from) changed.push({ ...from, channel_ids: from.channel_ids.filter((other) => other !== id) });
    await api.updateChannelCategories(myId(), teamId, changed);
    await loadCategories(teamId);
  } catch (error) {
    toast(errorText(error));
  }
}

/** Brings people into a channel. Answers what is wrong, or an empty text. */
export async function addPeople(channelId: string, userIds: string[]): Promise<string> {
  try {
    await api.addToChannels(userIds, channelId);
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** Changes the line at the top of a channel. Answers what is wrong, or an empty text. */
export async function setHeader(channelId: string, header: string): Promise<string> {
  try {
    await api.patchChannel(channelId, { header });
    return "";
  } catch (error) {
    return errorText(error);
  }
}
