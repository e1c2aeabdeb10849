// Reactions: shown at once, taken back if the server says no.
import { api, errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { recentEmoji, rememberEmoji } from "~/model/emoji";
import { post, putReaction } from "~/model/posts";
import { myId } from "~/model/session";

const USUAL = ["+1", "heart", "tada"];

/** Did I react to a post with this emoji? */
export const hasReacted = (postId: string, name: string): boolean =>
  (post(postId)?.metadata?.reactions ?? []).some((each) => each.user_id === myId() && each.emoji_name === name);

/** Adds my reaction, or takes it away if it is there. */
export async function toggleReaction(postId: string, name: string): Promise<void> {
  const isThere = hasReacted(postId, name);
  const reaction = { post_id: postId, user_id: myId(), emoji_name: name, create_at: Date.now() };
  putReaction(reaction, !isThere);
  if (!isThere) rememberEmoji(name);
  try {
    if (isThere) await api.removeReaction(myId(), postId, name);
    else await api.addReaction(myId(), postId, name);
  } catch (error) {
    putReaction(reaction, isThere);
    toast(errorText(error));
  }
}

/** The names of three emoji at hand: those used last, filled up with the usual ones. */
export const quickReactions = (): string[] => [...new Set([...recentEmoji(), ...USUAL])].slice(0, 3);
