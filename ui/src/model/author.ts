// Who a message is from.
import type { Post } from "@mattermost/types/posts";
import { glyphOf } from "./emoji";
import { nameOf, person } from "./people";
import { pictureFrom } from "./remote";
import { config, myId } from "./session";

/** The name that a program speaks under in place of its own, or an empty text. */
export const nameGiven = (post: Post): string => (post.props?.override_username as string | undefined) || "";

/** Who a message says it is from. */
export const authorName = (post: Post): string => nameGiven(post) || nameOf(post.user_id);

/** The picture that a program speaks under in place of its own, where the house lets it. */
function pictureGiven({ props }: Post): { picture?: string; char?: string } {
  if (config.EnablePostIconOverride !== "true" || props?.from_webhook !== "true" || props.use_user_icon) return {};
  const { override_icon_url: url, override_icon_emoji: emoji } = props as Record<string, string | undefined>;
  const { char, picture } = emoji ? glyphOf(emoji.replaceAll(":", "")) : {};
  return char || picture ? { char, picture } : { picture: url && pictureFrom(url) };
}

/** The face to show for a message. */
export function faceOf(post: Post): { id: string; name: string; pictureAt?: number; picture?: string; char?: string } {
  return { id: post.user_id, name: authorName(post), pictureAt: person(post.user_id)?.last_picture_update, ...pictureGiven(post) };
}

/** Did I write it? What a program says through a hook of mine is news to me, too. */
export const isMyWord = (post: Post): boolean => post.user_id === myId() && post.props?.from_webhook !== "true";
