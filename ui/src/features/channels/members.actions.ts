// The people of a channel: who they are and what they may do there.
import type { ChannelMembership } from "@mattermost/types/channels";
import { createStore, reconcile } from "solid-js/store";
import { api, errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { meet } from "~/model/people";

const PAGE = 60;

/** The people of a channel, as far as they have been asked for. */
export type Members = { ids: string[]; byId: Record<string, ChannelMembership>; isAll: boolean };

/** A list of the people of one channel that grows page by page and follows what is done to it. */
export function createMembers(channelId: string) {
  const [members, setMembers] = createStore<Members>({ ids: [], byId: {}, isAll: false });
  let page = 0;

  async function take(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const each of await api.getChannelMembersByIds(channelId, ids)) setMembers("byId", each.user_id, reconcile(each));
  }

  async function next(): Promise<string[]> {
    const users = await api.getProfilesInChannel(channelId, page++, PAGE);
    meet(users);
    const ids = users.map((user) => user.id);
    await take(ids);
    return ids;
  }

  /** Fetches the next page. */
  async function more(): Promise<void> {
    const [before, users] = [members.ids, await next()];
    setMembers({ ids: [...new Set([...before, ...users])], isAll: users.length < PAGE });
  }

  /** Those whose names fit. */
  async function find(term: string): Promise<string[]> {
    const users = await api.searchUsers(term, { in_channel_id: channelId, limit: 100 } as never);
    meet(users);
    await take(users.map((user) => user.id));
    return users.map((user) => user.id);
  }

  /** Begins again, after somebody came or went; what is shown stays until then. */
  async function reload(): Promise<void> {
    page = 0;
    const users = await next();
    setMembers({ ids: users, isAll: users.length < PAGE });
  }

  /** Makes somebody an administrator of the channel, or a member like the others. */
  async function setAdmin(userId: string, isAdmin: boolean): Promise<void> {
    setMembers("byId", userId, "scheme_admin", isAdmin);
    try {
      await api.updateChannelMemberSchemeRoles(channelId, userId, true, isAdmin);
    } catch (error) {
      setMembers("byId", userId, "scheme_admin", !isAdmin);
      return toast(errorText(error));
    }
    // A list that was asked for before may have come in since, with how it was.
    await take([userId]).catch(() => {});
  }

  /** Shows somebody out. */
  async function remove(userId: string): Promise<void> {
    const before = members.ids;
    setMembers("ids", before.filter((id) => id !== userId));
    await api.removeFromChannel(userId, channelId).catch((error) => {
      setMembers("ids", before);
      toast(errorText(error));
    });
  }

  return { members, more, find, reload, setAdmin, remove };
}
