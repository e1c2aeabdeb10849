// Bookmarks: load, add, change, move, take away. Everything is shown at once and taken back if the server says no.
import type { ChannelBookmark, ChannelBookmarkPatch } from "@mattermost/types/channel_bookmarks";
import { api, errorText } from "~/api/client";
import { connectionId } from "~/api/socket";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { moved } from "~/lib/sorted";
import { bookmarksOf, dropBookmark, putBookmark, setBookmarksOf } from "~/model/bookmarks";
import { channel, isArchived, isDirect } from "~/model/channels";
import { isGuest } from "~/model/people";
import { mayHere } from "~/model/roles";
import { me } from "~/model/session";

// Events come back to the window that acted, too: they say what is there already.
const NOWHERE = "";

/** May I do this with the bookmarks of a channel? In conversations everybody but guests may. */
export function mayBookmark(what: "add" | "edit" | "delete" | "order", channelId: string): boolean {
  const each = channel(channelId);
  if (!each || isArchived(each)) return false;
  return isDirect(each) ? !isGuest(me()) : mayHere(`${what}_bookmark_{}_channel`, channelId);
}

/** Fetches the bookmarks of a channel. */
export async function loadBookmarks(channelId: string): Promise<void> {
  setBookmarksOf(channelId, await api.getChannelBookmarks(channelId));
}

/** What a bookmark is made of: a place, or a file that is sent first. */
export type NewBookmark = { name: string; emoji: string } & ({ url: string } | { file: File });

/** Adds one. Answers what is wrong, or an empty text. */
export async function addBookmark(channelId: string, made: NewBookmark): Promise<string> {
  try {
    const common = { display_name: made.name, emoji: made.emoji };
    const each = "url" in made ? { ...common, type: "link" as const, link_url: made.url } : { ...common, type: "file" as const, file_id: await send(channelId, made.file) };
    putBookmark(await api.createChannelBookmark(channelId, each, NOWHERE));
    return "";
  } catch (error) {
    return errorText(error);
  }
}

async function send(channelId: string, file: File): Promise<string> {
  const form = new FormData();
  form.append("channel_id", channelId);
  form.append("files", file, file.name.normalize("NFC"));
  const answer = await api.uploadFile(form, true);
  return answer.file_infos[0]?.id ?? "";
}

/** Changes one. Somebody else's becomes mine. Answers what is wrong, or an empty text. */
export async function editBookmark(each: ChannelBookmark, patch: ChannelBookmarkPatch): Promise<string> {
  try {
    const { updated, deleted } = await api.updateChannelBookmark(each.channel_id, each.id, patch, NOWHERE);
    if (deleted) dropBookmark(deleted);
    if (updated) putBookmark(updated);
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** Takes one away; a link can be put back at once. */
export async function removeBookmark(each: ChannelBookmark): Promise<void> {
  dropBookmark(each);
  try {
    await api.deleteChannelBookmark(each.channel_id, each.id, NOWHERE);
    const again = () => void addBookmark(each.channel_id, { name: each.display_name, emoji: each.emoji ?? "", url: each.link_url ?? "" });
    toast(t("bookmark.removed", { name: each.display_name }), each.type === "link" ? t("undo") : undefined, again);
  } catch (error) {
    putBookmark(each);
    toast(errorText(error));
  }
}

// One after the other: two moves at once could arrive in the other order.
let sorting: Promise<void> = Promise.resolve();
let asked = 0;

/** Moves one to another place in the bar. */
export function moveBookmark(each: ChannelBookmark, at: number): void {
  const before = bookmarksOf(each.channel_id) ?? [];
  const byId = new Map(before.map((one) => [one.id, one]));
  const after = moved(before.map((one) => one.id), each.id, at).map((id, sort_order) => ({ ...(byId.get(id) as ChannelBookmark), sort_order }));
  setBookmarksOf(each.channel_id, after);
  const mine = ++asked;
  sorting = sorting.then(async () => {
    try {
      // This page knows already: told again, it would step back while the next move is on its way.
      const told = await api.updateChannelBookmarkSortOrder(each.channel_id, each.id, at, connectionId());
      if (mine === asked) setBookmarksOf(each.channel_id, told);
    } catch (error) {
      if (mine === asked) setBookmarksOf(each.channel_id, before);
      toast(errorText(error));
    }
  });
}
