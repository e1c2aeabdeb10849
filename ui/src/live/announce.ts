// What a screen reader hears about new messages: only those of the channel on screen, only from others, calmly one after another.
import type { Post } from "@mattermost/types/posts";
import { say } from "~/design/announcer";
import { t } from "~/i18n";
import { currentChannelId } from "~/model/channels";
import { authorName, isMyWord } from "~/model/author";
import { gist } from "~/model/gist";
import { burns } from "~/model/posts";

/** Announces a post, if the person is where it was written. */
export function announce(post: Post): void {
  if (isMyWord(post) || post.type.startsWith("system_") || post.channel_id !== currentChannelId()) return;
  say(t("announce.post", { name: authorName(post), message: burns(post) ? t("burn.on_read") : gist(post).slice(0, 200) }));
}
