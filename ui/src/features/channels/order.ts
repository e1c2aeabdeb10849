// How the sidebar's order changes. Pure: what is seen comes in, the categories to be stored come out.
import type { CategorySorting, ChannelCategory } from "@mattermost/types/channel_categories";

/** What a person sees of a category: the ids in the order on screen. */
export type Seen = { category: ChannelCategory; ids: readonly string[] };

/**
 * The categories that change when a channel goes to place `at` of a category. Put at a place, a category keeps the order it is seen in
 * from then on; without one the channel comes to the front and the category goes on sorting as it did.
 */
export function placed(all: readonly Seen[], channelId: string, toId: string, at?: number): ChannelCategory[] {
  const to = all.find(({ category }) => category.id === toId);
  if (!to) return [];
  const from = all.find(({ category }) => category.id !== toId && category.channel_ids.includes(channelId));
  const seen = to.ids.filter((id) => id !== channelId);
  const place = at === undefined ? 0 : Math.min(Math.max(at, 0), seen.length);
  const unseen = to.category.channel_ids.filter((id) => id !== channelId && !seen.includes(id));
  const channel_ids = [...seen.slice(0, place), channelId, ...seen.slice(place), ...unseen];
  const sorting = at === undefined ? to.category.sorting : ("manual" as CategorySorting);
  const changed = [{ ...to.category, channel_ids, sorting }];
  if (from) changed.push({ ...from.category, channel_ids: from.category.channel_ids.filter((id) => id !== channelId) });
  return changed;
}

/** Where a step leads: to a place in the same section, or into the next one that takes it. */
export function stepped(all: readonly Seen[], accepts: (category: ChannelCategory) => boolean, channelId: string, step: 1 | -1): { toId: string; at: number } | undefined {
  const here = all.findIndex(({ ids }) => ids.includes(channelId));
  const home = all[here];
  if (!home) return undefined;
  const at = home.ids.indexOf(channelId) + step;
  if (at >= 0 && at < home.ids.length) return { toId: home.category.id, at };
  const others = step > 0 ? all.slice(here + 1) : all.slice(0, here).reverse();
  const next = others.find(({ category }) => accepts(category));
  return next && { toId: next.category.id, at: step > 0 ? 0 : next.ids.length };
}
