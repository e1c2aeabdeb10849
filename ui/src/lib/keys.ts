// Shortcuts as texts: "Mod+Shift+k", where Mod is ⌘ on Apple machines and Ctrl on all others.

/** Is this an Apple machine, with its own names for keys? */
export const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);

type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Was this shortcut pressed? A letter counts by its place on the keyboard when the layout has no Latin letters. */
export function isPressed(keys: string, event: Pressed, apple = isApple): boolean {
  const parts = keys.split("+");
  const name = parts.pop() as string;
  const mod = parts.includes("Mod");
  if (event.altKey !== parts.includes("Alt") || event.shiftKey !== parts.includes("Shift")) return false;
  if (event.metaKey !== (mod && apple) || event.ctrlKey !== (mod && !apple)) return false;
  return event.key.toLowerCase() === name.toLowerCase() || placeOf(event) === name.toLowerCase();
}

/** What the key would be on a Latin keyboard, where the layout (or Alt on a Mac) makes something else of it. */
function placeOf({ key, code }: Pressed): string | undefined {
  if (/^[a-z0-9]$/i.test(key)) return undefined;
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase();
}

const APPLE: Record<string, string> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Enter: "↩", Escape: "Esc" };
const OTHER: Record<string, string> = { Mod: "Ctrl", Escape: "Esc" };
const ARROWS: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };

/** The keys of a shortcut, each as it is written on the keyboard. */
export function keyCaps(keys: string, apple = isApple): string[] {
  return keys.split("+").map((part) => ARROWS[part] ?? (apple ? APPLE : OTHER)[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
