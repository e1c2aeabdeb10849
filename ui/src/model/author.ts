// Who a message is from.
import type { Post } from "@mattermost/types/posts";
import { nameOf } from "./people";
import { myId } from "./session";

/** The name that a program speaks under in place of its own, or an empty text. */
export const nameGiven = (post: Post): string => (post.props?.override_username as string | undefined) || "";

/** Who a message says it is from. */
export const authorName = (post: Post): string => nameGiven(post) || nameOf(post.user_id);

/** Did I write it? What a program says through a hook of mine is news to me, too. */
export const isMyWord = (post: Post): boolean => post.user_id === myId() && post.props?.from_webhook !== "true";
