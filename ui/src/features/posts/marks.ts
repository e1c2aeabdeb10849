// The ways to mark text while writing, and the keys for them.
import type { IconName } from "~/design/Icon";
import { linked, type Mark } from "~/lib/format";

/** The marks there are, and the keys for those that have some. */
export const marks: { mark: Mark; icon: IconName; code?: string; isShifted?: boolean; keys?: string }[] = [
  { mark: "bold", icon: "bold", code: "KeyB", keys: "Ctrl+B" },
  { mark: "italic", icon: "italic", code: "KeyI", keys: "Ctrl+I" },
  { mark: "strike", icon: "strike", code: "KeyX", isShifted: true, keys: "Ctrl+Shift+X" },
  { mark: "link", icon: "link", code: "KeyU", isShifted: true, keys: "Ctrl+Shift+U" },
  { mark: "code", icon: "code", code: "KeyE", keys: "Ctrl+E" },
  { mark: "quote", icon: "quote", code: "Digit9", isShifted: true, keys: "Ctrl+Shift+9" },
  { mark: "list", icon: "list", code: "Digit8", isShifted: true, keys: "Ctrl+Shift+8" },
  { mark: "numbers", icon: "numbers", code: "Digit7", isShifted: true, keys: "Ctrl+Shift+7" },
];

/** The mark that a key asks for. */
export const markFor = (event: KeyboardEvent): Mark | undefined =>
  (event.ctrlKey || event.metaKey) && !event.altKey
    ? marks.find((each) => each.code === event.code && Boolean(each.isShifted) === event.shiftKey)?.mark
    : undefined;

/** An address that is pasted over words makes a link of them. */
export function pasteLink(event: ClipboardEvent & { currentTarget: HTMLTextAreaElement }): void {
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  const link = linked(value.slice(selectionStart, selectionEnd), event.clipboardData?.getData("text/plain") ?? "");
  if (!link) return;
  event.preventDefault();
  // Goes through the browser's own editing, so that its undo knows of it.
  document.execCommand("insertText", false, link);
}
