// The windows about one message: where to pass it on, when to be reminded of it, how it was before.
import { createSignal } from "solid-js";

/** A window and the message it is about. */
export type PostWindow = { name: "forward" | "remind" | "history"; postId: string };

const [postWindow, setPostWindow] = createSignal<PostWindow>();

/** The window that is open. */
export { postWindow, setPostWindow };
