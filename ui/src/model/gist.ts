// A message in few words, wherever there is no room for all of it.
import type { Post } from "@mattermost/types/posts";
import { plain } from "~/lib/markdown";
import { filesOf } from "./posts";

/** The words of a message, on one line; for one without words, what it brings. */
export const gist = (post: Post): string => plain(post.message) || attached(post) || filesOf(post).map((each) => each.name).join(", ");

type Attached = Partial<Record<"pretext" | "title" | "text" | "fallback", string>>;

const attached = ({ props }: Post): string =>
  ((props?.attachments ?? []) as Attached[]).map(({ pretext, title, text, fallback }) => plain([pretext, title, text].filter(Boolean).join(" ") || (fallback ?? ""))).join(" ");
