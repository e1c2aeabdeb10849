// The sidebar's order: categories, and the channels in them. Everything is shown at once; what the server refuses is fetched again.
import type { CategorySorting, ChannelCategory } from "@mattermost/types/channel_categories";
import type { Channel } from "@mattermost/types/channels";
import { api, errorText } from "~/api/client";
import { say } from "~/design/announcer";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { moved } from "~/lib/sorted";
import { channel, channelName, isUnread, markSeen } from "~/model/channels";
import { accepts, categoriesOf, loadCategories, putCategories, sectionName, sections, type Section } from "~/model/sidebar";
import { myId, savePreference } from "~/model/session";
import { currentTeamId } from "~/model/teams";
import { placed, stepped, type Seen } from "./order";

/** Shows a change now and stores it; what cannot be stored is undone by what the server has. */
async function change(next: readonly ChannelCategory[], store: (teamId: string) => Promise<unknown>): Promise<boolean> {
  const teamId = currentTeamId();
  putCategories(teamId, next);
  try {
    await store(teamId);
    return true;
  } catch (error) {
    toast(errorText(error));
    await loadCategories(teamId).catch(() => {});
    return false;
  }
}

function update(changed: ChannelCategory[]): Promise<boolean> {
  const next = categoriesOf(currentTeamId()).map((each) => changed.find((one) => one.id === each.id) ?? each);
  return change(next, (teamId) => api.updateChannelCategories(myId(), teamId, changed));
}

const seen = (): Seen[] =>
  categoriesOf(currentTeamId()).map((category) => ({ category, ids: (sections(currentTeamId()).find((each) => each.id === category.id)?.channels ?? []).map((each) => each.id) }));

/** Puts a channel at a place of a category; without a place at its front. */
export function placeChannel(channelId: string, categoryId: string, at?: number): void {
  const changed = placed(seen(), channelId, categoryId, at);
  const [to] = changed;
  if (!to || !channel(channelId) || !accepts(to, channel(channelId) as Channel)) return;
  say(t("sidebar.moved", { name: channelName(channel(channelId) as Channel), section: sectionName({ category: to }), place: at === undefined ? 1 : at + 1 }));
  void update(changed);
}

/** Moves a channel one line up or down, into the next section at the edge. */
export function stepChannel(channelId: string, step: 1 | -1): void {
  const each = channel(channelId);
  const goal = each && stepped(seen(), (category) => accepts(category, each), channelId, step);
  if (goal) placeChannel(channelId, goal.toId, goal.at);
}

/** Puts a category at another place among all. */
export function placeCategory(categoryId: string, at: number): void {
  const all = categoriesOf(currentTeamId());
  const order = moved(all.map((each) => each.id), categoryId, at);
  const next = order.map((id) => all.find((each) => each.id === id) as ChannelCategory);
  say(t("sidebar.moved_section", { name: sectionName({ category: all.find((each) => each.id === categoryId) }), place: order.indexOf(categoryId) + 1 }));
  void change(next, (teamId) => api.updateChannelCategoryOrder(myId(), teamId, order));
}

/** Moves a category one place up or down. */
export function stepCategory(categoryId: string, step: 1 | -1): void {
  const at = categoriesOf(currentTeamId()).findIndex((each) => each.id === categoryId);
  if (at >= 0) placeCategory(categoryId, at + step);
}

/** Folds or unfolds a section. */
export const toggleSection = (category: ChannelCategory): void => void update([{ ...category, collapsed: !category.collapsed }]);

/** Makes a category, with a channel in it if one is to go there. Answers what is wrong, or an empty text. */
export async function createCategory(name: string, channelId: string): Promise<string> {
  const teamId = currentTeamId();
  try {
    await api.createChannelCategory(myId(), teamId, { user_id: myId(), team_id: teamId, display_name: name, channel_ids: channelId ? [channelId] : [] });
    await loadCategories(teamId);
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** Changes something about a category: its name, how it sorts, whether it is quiet. */
export const changeCategory = (category: ChannelCategory, patch: Partial<Pick<ChannelCategory, "display_name" | "muted">> & { sorting?: string }): Promise<boolean> =>
  update([{ ...category, ...patch, sorting: (patch.sorting ?? category.sorting) as CategorySorting }]);

/** Takes a category away; what was in it goes home. */
export async function removeCategory(category: ChannelCategory): Promise<void> {
  const rest = categoriesOf(currentTeamId()).filter((each) => each.id !== category.id);
  const isGone = await change(rest, (teamId) => api.deleteChannelCategory(myId(), teamId, category.id));
  if (!isGone) return;
  await loadCategories(currentTeamId()).catch(() => {});
  toast(t("sidebar.removed", { name: category.display_name }), t("undo"), () => void restore(category));
}

async function restore({ display_name, channel_ids, team_id }: ChannelCategory): Promise<void> {
  try {
    await api.createChannelCategory(myId(), team_id, { user_id: myId(), team_id, display_name, channel_ids });
    await loadCategories(team_id);
  } catch (error) {
    toast(errorText(error));
  }
}

/** Marks everything in a section as read. */
export async function readAll({ channels }: Section): Promise<void> {
  const waiting = channels.filter((each) => isUnread(each.id)).map((each) => each.id);
  for (const id of waiting) markSeen(id, Date.now());
  await api.readMultipleChannels(waiting).catch((error: unknown) => toast(errorText(error)));
}

/** Keeps how the sidebar looks. */
export const setSidebar = (name: "show_unread_section" | "limit_visible_dms_gms", value: string): void =>
  void savePreference("sidebar_settings", name, value).catch((error) => toast(errorText(error)));
