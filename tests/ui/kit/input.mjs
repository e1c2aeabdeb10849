// Typing as an input method does it, through the browser's input protocol.

/** An input method for a page: shows syllables while they are composed, commits them, and presses Enter as browsers report it. */
export async function inputMethod(page) {
  const cdp = await page.context().newCDPSession(page);
  const key = (type, windowsVirtualKeyCode, more = {}) =>
    cdp.send('Input.dispatchKeyEvent', { type, key: 'Enter', code: 'Enter', windowsVirtualKeyCode, nativeVirtualKeyCode: windowsVirtualKeyCode, ...more });
  return {
    async compose(...steps) {
      for (const text of steps) await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    },
    commit: (text) => cdp.send('Input.insertText', { text }),
    /** Enter that the input method takes for itself. */
    async takenEnter(more) {
      await key('rawKeyDown', 229, more);
      await key('keyUp', 13);
    },
    async plainEnter() {
      await key('keyDown', 13, { text: '\r', unmodifiedText: '\r' });
      await key('keyUp', 13);
    },
  };
}
