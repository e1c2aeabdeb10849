// The pieces that complete a post: this is where posts, reactions, files, threads and people meet.
import { useNavigate, useSearchParams } from "@solidjs/router";
import { Show, Suspense, type JSX } from "solid-js";
import { late } from "~/design/late";
import { EmojiPicker } from "~/features/emoji/EmojiPicker";
import { attach, filesOf, mayAttach } from "~/features/files/files.actions";
import { PostFiles } from "~/features/files/PostFiles";
import { DropPlace } from "~/features/files/DropPlace";
import { StatusMark } from "~/features/people/StatusMark";
import { PostPartsProvider, type PostParts } from "~/features/posts/parts";
import { ReactionBar } from "~/features/reactions/ReactionBar";
import { quickReactions, toggleReaction } from "~/features/reactions/reactions.actions";
import { ThreadFooter } from "~/features/threads/ThreadFooter";
import { t } from "~/i18n";
import { safeHref } from "~/lib/markdown";
import { hrefOfPost } from "~/model/teams";
import { uploadsAt } from "~/model/uploads";
import { searchFor } from "./windows";

const Uploads = late(() => import("~/features/files/Uploads"));

/** Gives posts below it everything they are completed with. */
export function WithPostParts(props: { children: JSX.Element }) {
  const navigate = useNavigate();
  const [, setSearch] = useSearchParams();
  const parts: PostParts = {
    reactions: (post) => (
      <ReactionBar postId={post.postId} more={<EmojiPicker label={t("react")} icon="smile" class="reaction add" onPick={(name) => parts.react(post.postId, name)} />} />
    ),
    files: PostFiles,
    uploads: (at) => <Show when={uploadsAt(at.place).length > 0}><Suspense><Uploads place={at.place} /></Suspense></Show>,
    dropPlace: DropPlace,
    attach,
    mayAttach,
    filesOf,
    footer: (post) => <ThreadFooter postId={post.postId} onOpen={parts.openThread} />,
    picker: EmojiPicker,
    quickReactions,
    react: (postId, name) => void toggleReaction(postId, name),
    openThread: (rootId) => setSearch({ thread: rootId }),
    hrefOfPost,
    searchFor,
    goTo: (href) => (href.startsWith("/") ? navigate(href) : void window.open(safeHref(href), "_blank", "noopener")),
    status: StatusMark,
  };
  return <PostPartsProvider value={parts}>{props.children}</PostPartsProvider>;
}
