// What a screen reader hears about new messages: only those of the channel on screen, only from others, calmly one after another.
import type { Post } from "@mattermost/types/posts";
import { say } from "~/design/announcer";
import { t } from "~/i18n";
import { plain } from "~/lib/markdown";
import { currentChannelId } from "~/model/channels";
import { nameOf } from "~/model/people";
import { burns } from "~/model/posts";
import { myId } from "~/model/session";

/** Announces a post, if the person is where it was written. */
export function announce(post: Post): void {
  if (post.user_id === myId() || (post.type !== "" && !burns(post)) || post.channel_id !== currentChannelId()) return;
  say(t("announce.post", { name: nameOf(post.user_id), message: burns(post) ? t("burn.on_read") : plain(post.message).slice(0, 200) }));
}
