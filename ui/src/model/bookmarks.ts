// The bookmarks of channels, in their order.
import type { ChannelBookmark } from "@mattermost/types/channel_bookmarks";
import { createStore, reconcile } from "solid-js/store";

const [bookmarks, setBookmarks] = createStore<Record<string, ChannelBookmark[]>>({});

/** The bookmarks of a channel; undefined until they are loaded. */
export const bookmarksOf = (channelId: string): ChannelBookmark[] | undefined => bookmarks[channelId];

/** Takes all bookmarks of a channel in. */
export function setBookmarksOf(channelId: string, all: readonly ChannelBookmark[]): void {
  const there = all.filter((each) => each.delete_at === 0).map((each) => ({ ...each })).sort((a, b) => a.sort_order - b.sort_order);
  setBookmarks(channelId, reconcile(there, { key: "id" }));
}

/** Takes one in, in place of what it was; nothing happens for a channel that nobody has opened. */
export function putBookmark(each: ChannelBookmark): void {
  const known = bookmarks[each.channel_id];
  if (known) setBookmarksOf(each.channel_id, [...known.filter((other) => other.id !== each.id), each]);
}

/** Forgets one. */
export function dropBookmark(each: Pick<ChannelBookmark, "id" | "channel_id">): void {
  const known = bookmarks[each.channel_id];
  if (known) setBookmarksOf(each.channel_id, known.filter((other) => other.id !== each.id));
}
