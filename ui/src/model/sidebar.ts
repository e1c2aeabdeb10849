// Where channels stand in the sidebar: categories as the server keeps them, and what of them is shown.
import type { ChannelCategory } from "@mattermost/types/channel_categories";
import type { Channel } from "@mattermost/types/channels";
import { createSignal } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { api } from "~/api/client";
import { compare, t } from "~/i18n";
import { channel, channelName, isArchived, isCurrentChannel, isDirect, isMuted, isUnread, membership, myChannels, teammateId } from "./channels";
import { myId, preference } from "./session";

const [categories, setCategories] = createStore<Record<string, ChannelCategory[]>>({});
const [isUnreadOnly, setIsUnreadOnly] = createSignal(false);

/** Is everything that was read out of sight? */
export { isUnreadOnly, setIsUnreadOnly };

/** The categories of a team in their order. */
export const categoriesOf = (teamId: string): readonly ChannelCategory[] => categories[teamId] ?? [];

/** Takes categories in, all of a team, in their order. */
export function putCategories(teamId: string, ordered: readonly ChannelCategory[]): void {
  // Copies: what is being replaced may be among them, in another order.
  setCategories(teamId, reconcile(ordered.map((each) => ({ ...each, channel_ids: [...each.channel_ids] })), { key: "id" }));
}

/** Fetches the sidebar of a team. */
export async function loadCategories(teamId: string): Promise<void> {
  const answer = await api.getChannelCategories(myId(), teamId);
  const byId = new Map(answer.categories.map((each) => [each.id, each]));
  putCategories(teamId, answer.order.map((id) => byId.get(id)).filter((each) => each !== undefined));
}

/** A section of the sidebar with the channels it shows, in order. The unread ones may have one that is no category. */
export type Section = { id: string; category?: ChannelCategory; channels: Channel[] };

/** Have unread channels a section of their own? */
export const hasUnreadSection = (): boolean => preference("sidebar_settings", "show_unread_section") === "true";

/** How many conversations are shown at most; the unread ones always are. */
export const mostConversations = (): number => Number(preference("sidebar_settings", "limit_visible_dms_gms")) || 20;

/** The sidebar of a team: archived and hidden channels left out, favourites only when there are some or one could be dropped there. */
export function sections(teamId: string, isDragging = false): Section[] {
  const places = categoriesOf(teamId);
  const placed = new Set(places.flatMap((category) => category.channel_ids));
  const rest = myChannels().filter((each) => !placed.has(each.id) && (!each.team_id || each.team_id === teamId));
  const all = places.map((category): Section => ({ id: category.id, category, channels: shownIn(category, rest) }));
  const apart = hasUnreadSection() || isUnreadOnly();
  const unread = apart ? all.flatMap((each) => each.channels).filter((each) => isUnread(each.id) || (isUnreadOnly() && isCurrentChannel(each.id))) : [];
  const own: Section[] = unread.length > 0 ? [{ id: "unread", channels: [...new Set(unread)] }] : [];
  if (isUnreadOnly()) return own;
  const others = apart ? all.map((each) => ({ ...each, channels: each.channels.filter((one) => !unread.includes(one)) })) : all;
  return [...own, ...others.filter(({ category, channels: shown }) => isDragging || category?.type !== "favorites" || shown.length > 0)];
}

/** What a section shows when it is folded: what waits, and where one is. */
export const rowsIn = ({ category, channels: all }: Section): Channel[] =>
  category?.collapsed ? all.filter((each) => isUnread(each.id) || isCurrentChannel(each.id)) : all;

/** `rest` are those that no category lists yet (somebody just made them): they stand where the server will put them. */
function shownIn(category: ChannelCategory, rest: Channel[]): Channel[] {
  const listed = category.channel_ids.map(channel).filter((each) => each !== undefined);
  const all = [...listed, ...rest.filter((each) => category.type === (isDirect(each) ? "direct_messages" : "channels"))];
  const shown = all.filter((each) => !isArchived(each) && membership(each.id) !== undefined && isShown(each));
  return category.type === "direct_messages" ? fewest(sorted(shown, category), mostConversations()) : sorted(shown, category);
}

function sorted(shown: Channel[], category: ChannelCategory): Channel[] {
  if (category.sorting === "manual") return shown;
  // Looked up once for each, and not for each comparison.
  const named = shown.map((each) => ({ each, name: channelName(each), rank: category.sorting === "recent" ? -each.last_post_at : Number(isMuted(each.id)) }));
  return named.sort((a, b) => a.rank - b.rank || compare(a.name, b.name)).map(({ each }) => each);
}

/** The liveliest of a list, in the order of the list; what waits and where one is stay in any case. */
function fewest(shown: Channel[], most: number): Channel[] {
  if (shown.length <= most) return shown;
  const lively = new Set([...shown].sort((a, b) => b.last_post_at - a.last_post_at).slice(0, most));
  return shown.filter((each) => lively.has(each) || isUnread(each.id) || isCurrentChannel(each.id));
}

function isShown(each: Channel): boolean {
  if (!isDirect(each) || isCurrentChannel(each.id) || isUnread(each.id)) return true;
  const shown = each.type === "D" ? preference("direct_channel_show", teammateId(each)) : preference("group_channel_show", each.id);
  return shown === "true" || (shown === undefined && each.last_post_at > 0);
}

/** The name of a section. */
export function sectionName({ category }: Pick<Section, "category">): string {
  if (!category) return t("sidebar.unread");
  if (category.type === "favorites") return t("sidebar.favorites");
  if (category.type === "channels") return t("sidebar.channels");
  return category.type === "direct_messages" ? t("sidebar.direct") : category.display_name;
}

/** May a channel stand in a category? Conversations have a home of their own. */
export function accepts(category: ChannelCategory, each: Channel): boolean {
  if (category.type === "channels") return !isDirect(each);
  return category.type === "direct_messages" ? isDirect(each) : true;
}

/** What to keep of the sidebar for opening without a network. */
export const sidebarState = (): Record<string, ChannelCategory[]> => ({ ...unwrap(categories) });
/** Brings it back. */
export const restoreSidebar = (kept: Record<string, ChannelCategory[]>): void => setCategories(reconcile(kept));
