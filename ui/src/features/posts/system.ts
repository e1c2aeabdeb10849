// What the house itself says: people come and go, names change. Told in the reader's language, from the facts the post carries.
import type { Post } from "@mattermost/types/posts";
import { t, type Key } from "~/i18n";
import { plain } from "~/lib/markdown";
import { nameFor, nameOf } from "~/model/people";

const SENTENCES: Record<string, Key> = {
  system_join_channel: "system.join_channel",
  system_leave_channel: "system.leave_channel",
  system_join_team: "system.join_team",
  system_leave_team: "system.leave_team",
  system_add_to_channel: "system.add_to_channel",
  system_add_guest_to_chan: "system.add_guest",
  system_remove_from_channel: "system.remove_from_channel",
  system_add_to_team: "system.add_to_team",
  system_remove_from_team: "system.remove_from_team",
  system_header_change: "system.header_change",
  system_purpose_change: "system.purpose_change",
  system_displayname_change: "system.displayname_change",
  system_channel_deleted: "system.channel_deleted",
  system_channel_restored: "system.channel_restored",
  system_gm_to_channel: "system.group_converted",
  system_move_channel: "system.channel_moved",
};

/** The sentence for what happened: two of a kind share one type. */
function sentenceOf({ type: kind, message, props }: Post): Key | undefined {
  const type: string = kind;
  if (type === "system_header_change" && props.new_header === "") return "system.header_removed";
  if (type === "system_purpose_change" && props.new_purpose === "") return "system.purpose_removed";
  if (type === "system_change_chan_privacy") return /private/i.test(message) ? "system.made_private" : "system.made_open";
  return SENTENCES[type];
}

/** Who came and who went: nothing to read. */
export const isComing = (post: Post): boolean => /^system_(join|leave|add_|remove_)/.test(post.type);

/** The sentence of a system post; the server's own words for types we have none for. */
export function systemText(post: Post): string {
  const key = sentenceOf(post);
  if (!key) return post.message;
  const props = post.props as Record<string, string | undefined>;
  const shown = (username: string | undefined) => username && nameFor(username);
  return t(key, {
    name: shown(props.username) ?? (props.convertedByUserId ? nameOf(props.convertedByUserId) : "…"),
    other: shown(props.addedUsername ?? props.removedUsername ?? props.username) ?? "…",
    text: (props.new_header && plain(props.new_header)) ?? props.new_purpose ?? props.new_displayname ?? "",
  });
}
