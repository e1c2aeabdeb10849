// Whether the window with the emoji of this server is open.
import { createSignal } from "solid-js";

const [isEmojiWindowOpen, setIsEmojiWindowOpen] = createSignal(false);

export { isEmojiWindowOpen };
export const openEmojiWindow = (): void => void setIsEmojiWindowOpen(true);
export const closeEmojiWindow = (): void => void setIsEmojiWindowOpen(false);
