import { expect, it } from "vitest";
import { isPressed, keyCaps } from "./keys";

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }) as KeyboardEvent;

it.each([
  ["Mod+k", press("k", { ctrlKey: true }), false, true],
  ["Mod+k", press("K", { ctrlKey: true, shiftKey: true }), false, false],
  ["Mod+k", press("k", { metaKey: true }), true, true],
  ["Mod+k", press("k", { ctrlKey: true }), true, false],
  ["Mod+k", press("ㅏ", { ctrlKey: true, code: "KeyK" }), false, true],
  ["Mod+k", press("t", { ctrlKey: true, code: "KeyK" }), false, false],
  ["Alt+ArrowUp", press("ArrowUp", { altKey: true }), false, true],
  ["Mod+Alt+1", press("¡", { metaKey: true, altKey: true, code: "Digit1" }), true, true],
  ["Escape", press("Escape"), false, true],
  ["Escape", press("Escape", { shiftKey: true }), false, false],
])("%s: press %#", (keys, event, apple, expected) => {
  expect(isPressed(keys, event, apple)).toBe(expected);
});

it("names keys as the keyboard does", () => {
  expect(keyCaps("Mod+Shift+ArrowUp", true)).toEqual(["⌘", "⇧", "↑"]);
  expect(keyCaps("Mod+Escape", false)).toEqual(["Ctrl", "Esc"]);
});
