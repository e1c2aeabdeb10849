// Enter sends, Shift+Enter makes a line. While Hangul is being composed the first Enter belongs to the input method, and browsers
// tell about it in different orders: most send keydown 229 with isComposing, then (Korean on Windows) a second, plain keydown;
// Safari ends the composition first and then sends keydown 229 without isComposing, and asks for a line break after it.
// So: a keydown that the input method took is left alone, a plain Enter is taken, and a line break that is still asked for
// without Shift is taken too. Each Enter key can then be taken once: a taken keydown asks for no line break.

/** Is this key the input method's own? */
export const isForInputMethod = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

/** Calls `then` once for each Enter that means "done"; with `needsMod` only together with Ctrl or ⌘. Attach both listeners to the same element. */
export function enterListeners(then: () => void, needsMod = () => false) {
  let isShifted = false;
  return {
    onKeyDown(event: KeyboardEvent): void {
      isShifted = event.shiftKey;
      if (event.key !== "Enter" || event.shiftKey || event.altKey || isForInputMethod(event)) return;
      if (needsMod() && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      then();
    },
    onBeforeInput(event: InputEvent): void {
      const isBreak = event.inputType === "insertLineBreak" || event.inputType === "insertParagraph";
      if (!isBreak || isShifted || event.isComposing || needsMod()) return;
      event.preventDefault();
      then();
    },
  };
}
