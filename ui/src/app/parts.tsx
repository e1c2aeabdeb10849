// The pieces that complete a post: this is where posts, reactions, threads and people meet.
import { useNavigate, useSearchParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { openDirect } from "~/features/channels/channels.actions";
import { PostPartsProvider, type PostParts } from "~/features/posts/parts";
import { EmojiPicker } from "~/features/reactions/EmojiPicker";
import { ReactionBar } from "~/features/reactions/ReactionBar";
import { quickReactions, toggleReaction } from "~/features/reactions/reactions.actions";
import { ThreadFooter } from "~/features/threads/ThreadFooter";
import { hrefOf } from "./places";

/** Gives posts below it everything they are completed with. */
export function WithPostParts(props: { children: JSX.Element }) {
  const navigate = useNavigate();
  const [, setSearch] = useSearchParams();
  const parts: PostParts = {
    reactions: ReactionBar,
    footer: (post) => <ThreadFooter postId={post.postId} onOpen={parts.openThread} />,
    picker: EmojiPicker,
    quickReactions,
    react: (postId, name) => void toggleReaction(postId, name),
    openThread: (rootId) => setSearch({ thread: rootId }),
    openPerson: (userId) => void openDirect(userId).then((channel) => navigate(hrefOf(channel))).catch((error) => toast(errorText(error))),
  };
  return <PostPartsProvider value={parts}>{props.children}</PostPartsProvider>;
}
