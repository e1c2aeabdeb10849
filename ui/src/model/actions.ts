// Everything that can be done from the keyboard, in one place: the palette lists it, the sheet of shortcuts shows it, one listener
// runs it. Whoever can do something offers it for as long as it is on screen.
import { createSignal, onCleanup } from "solid-js";
import type { IconName } from "~/design/Icon";

/** Where an action stands in the sheet of shortcuts: ways to go, this conversation, the page as a whole. */
export type ActionGroup = "go" | "here" | "page";

/** One thing to do. */
export type Action = {
  /** "channel.mute": room and verb. */
  id: string;
  /** Its name, in the language of the page. */
  name: () => string;
  group: ActionGroup;
  icon?: IconName;
  /** "Mod+Shift+k", see lib/keys. */
  keys?: string;
  /** The key works while a window is open, too. */
  overWindows?: boolean;
  /** Only with a key: nothing to look for in the palette. */
  isHidden?: boolean;
  run: () => void;
};

// Not a list in a signal: while the page changes from one place to the next, both are there for a moment, each with its own view of it.
const offers = new Set<() => Action[]>();
const [changes, setChanges] = createSignal(0);
const hasChanged = () => setChanges((count) => count + 1);

/** Offers actions until the caller's owner is gone. */
export function offerActions(actions: () => Action[]): void {
  offers.add(actions);
  hasChanged();
  onCleanup(() => {
    offers.delete(actions);
    hasChanged();
  });
}

/** Everything that can be done now. */
export function allActions(): Action[] {
  changes();
  return [...offers].flatMap((each) => each());
}
