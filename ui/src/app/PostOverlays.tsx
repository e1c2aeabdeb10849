// Windows that messages open: one file large, another program's form, where to pass a message on. What they are made of is fetched
// when it is needed.
import { Show, Suspense } from "solid-js";
import { late } from "~/design/late";
import { dialog } from "~/features/posts/attachments.actions";
import { PostWindows } from "~/features/posts/PostWindows";
import { closeEmojiWindow, isEmojiWindowOpen } from "~/features/emoji/windows";
import { viewing } from "~/features/files/viewing";

const DialogWindow = late(() => import("~/features/posts/DialogWindow"));
const EmojiWindow = late(() => import("~/features/emoji/EmojiWindow"));
const Viewer = late(() => import("~/features/files/Viewer"));

/** Everything that messages may lay over the page. */
export function PostOverlays() {
  return (
    <>
      <Suspense><Show when={viewing()}><Viewer /></Show></Suspense>
      <Suspense><Show when={isEmojiWindowOpen()}><EmojiWindow onClose={closeEmojiWindow} /></Show></Suspense>
      <Suspense><Show when={dialog()?.trigger_id} keyed><DialogWindow /></Show></Suspense>
      <PostWindows />
    </>
  );
}
