// What can be done with a channel, by what it is and what I may do in it. The header and the sidebar show the same list.
import type { Channel } from "@mattermost/types/channels";
import type { MenuItem } from "~/design/Menu";
import { t } from "~/i18n";
import { isArchived, isDirect, isMuted } from "~/model/channels";
import { isGuest } from "~/model/people";
import { mayHere, mayInChannel, mayInTeam } from "~/model/roles";
import { me } from "~/model/session";
import { currentTeamId } from "~/model/teams";
import { copyLink, isFavourite, leaveChannel, toggleFavourite, toggleMute, unarchive } from "./channels.actions";

/** What needs a window about the channel. */
export type ChannelAsk = "people" | "channel.edit" | "channel.notify" | "channel.archive" | "channel.convert" | "group.convert" | "channel.leave";
/** What can be shown beside a channel. */
export type ChannelPanel = "info" | "members" | "files" | "pinned";

/** How the menu reaches what is not its own. */
export type Does = {
  ask: (what: ChannelAsk) => void;
  /** Shows something beside the channel; only where the channel itself is on screen. */
  show?: (panel: ChannelPanel) => void;
  /** Where in the sidebar it could go. */
  move?: MenuItem;
  /** Adds a bookmark, where I may. */
  bookmark?: () => void;
  href: string;
  onLeft: () => void;
};

/** Everybody in the team is in it. */
export const isTownSquare = (each: Channel) => each.name === "town-square";

/** May I change its name, purpose and header? In conversations everybody may. */
export const mayEdit = (each: Channel): boolean => !isArchived(each) && (isDirect(each) || mayHere("manage_{}_channel_properties", each.id));
/** May I bring people in and show them out? */
export const mayManageMembers = (each: Channel): boolean => !isArchived(each) && !isDirect(each) && mayHere("manage_{}_channel_members", each.id);
/** May I archive it? */
export const mayArchive = (each: Channel): boolean => !isArchived(each) && !isDirect(each) && !isTownSquare(each) && mayHere("delete_{}_channel", each.id);
/** May I bring it back? */
export const mayUnarchive = (each: Channel): boolean => isArchived(each) && mayInTeam("manage_team", each.team_id);
/** May I close it to strangers, or open it? */
export const mayConvert = (each: Channel): boolean =>
  !isArchived(each) && !isDirect(each) && !isTownSquare(each) && mayInChannel(each.type === "O" ? "convert_public_channel_to_private" : "convert_private_channel_to_public", each.id);

/** May I make a channel of a group conversation? */
export const mayBecomeChannel = (each: Channel): boolean => each.type === "G" && !isArchived(each) && !isGuest(me()) && mayInTeam("create_private_channel", currentTeamId());

/** The lines of a channel's menu. */
export function channelItems(each: Channel, does: Does): MenuItem[] {
  return [...placesOf(each, does), "line", ...mineOf(each, does), "line", ...ofAll(each, does), "line", ...endsOf(each, does)];
}

function placesOf(each: Channel, { show }: Does): MenuItem[] {
  if (!show) return [];
  const about: MenuItem = { label: t("panel.info"), icon: "info", run: () => show("info") };
  const members: MenuItem = { label: t("panel.members"), icon: "people", run: () => show("members") };
  return [
    about,
    ...(each.type === "D" ? [] : [members]),
    { label: t("panel.files"), icon: "file", run: () => show("files") },
    { label: t("panel.pinned"), icon: "pin", run: () => show("pinned") },
  ];
}

function mineOf(each: Channel, does: Does): MenuItem[] {
  if (isArchived(each)) return [copy(does)];
  const id = each.id;
  return [
    { label: isFavourite(id) ? t("favourite.remove") : t("favourite.add"), icon: "star", run: () => toggleFavourite(id) },
    { label: isMuted(id) ? t("unmute") : t("mute"), icon: isMuted(id) ? "bell" : "bell_off", run: () => void toggleMute(id) },
    { label: t("channel.notifications"), icon: "bell", run: () => does.ask("channel.notify") },
    ...(does.move ? [does.move] : []),
    copy(does),
  ];
}

const copy = (does: Does): MenuItem => ({ label: t("copy_link"), icon: "link", run: () => void copyLink(does.href) });

function ofAll(each: Channel, does: Does): MenuItem[] {
  const canAdd = mayManageMembers(each) || each.type === "G";
  return [
    ...(canAdd ? [{ label: t("channel.add_people"), icon: "people" as const, run: () => does.ask("people") }] : []),
    ...(does.bookmark ? [{ label: t("bookmark.add"), icon: "plus" as const, run: does.bookmark }] : []),
    ...(mayEdit(each) ? [{ label: isDirect(each) ? t("channel.edit_header") : t("channel.edit"), icon: "edit" as const, run: () => does.ask("channel.edit") }] : []),
    ...(mayBecomeChannel(each) ? [{ label: t("group.convert"), icon: "lock" as const, run: () => does.ask("group.convert") }] : []),
    ...(mayConvert(each) ? [{ label: each.type === "O" ? t("channel.convert") : t("channel.unconvert"), icon: each.type === "O" ? "lock" as const : "globe" as const, run: () => does.ask("channel.convert") }] : []),
  ];
}

function endsOf(each: Channel, does: Does): MenuItem[] {
  if (isDirect(each)) return [{ label: t("direct.close"), icon: "close", run: () => void leaveChannel(each.id).then((left) => left && does.onLeft()) }];
  return [
    ...(!isArchived(each) && !isTownSquare(each) ? [{ label: t("channel.leave"), icon: "leave" as const, danger: true, run: () => does.ask("channel.leave") }] : []),
    ...(mayArchive(each) ? [{ label: t("channel.archive"), icon: "archive" as const, danger: true, run: () => does.ask("channel.archive") }] : []),
    ...(mayUnarchive(each) ? [{ label: t("channel.unarchive"), icon: "archive" as const, run: () => void unarchive(each.id) }] : []),
  ];
}
