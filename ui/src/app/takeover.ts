// From the sight that worker/sight.js has put on screen to the page itself, without losing a key.
import { drawn } from "~/lib/drawn";
import { draft, keepDraft } from "~/model/drafts";
import { myId } from "~/model/session";

declare global {
  interface Window {
    /** The field of a sight, the text that it began with, and whether a syllable is being composed in it. */
    hearthBegun?: { field: HTMLTextAreaElement; channelId: string; text: string; isComposing: boolean };
  }
}

/** How long (ms) a syllable is waited for that is being composed. */
const AT_MOST = 2000;

/** Is a sight on screen, which the page has not taken over yet? */
export const hasSight = (): boolean => window.hearthBegun !== undefined;

/** When what has been put on screen was seen; at once if there is nothing. */
export const sightSeen = (): Promise<void> => (hasSight() ? drawn() : Promise.resolve());

/** Draws the page in place of its sight. What was written meanwhile is gone on with. */
export async function takeOver(root: HTMLElement, draw: () => void): Promise<void> {
  const begun = window.hearthBegun;
  delete window.hearthBegun;
  if (begun?.isComposing) await syllable(begun.field);
  const selection = begun && handOn(begun);
  root.replaceChildren();
  draw();
  if (!begun || !selection) return;
  const field = root.querySelector<HTMLTextAreaElement>(".composer textarea");
  if (field?.value === begun.field.value) field.setSelectionRange(...selection);
}

const syllable = (field: HTMLTextAreaElement) => new Promise<void>((then) => {
  field.addEventListener("compositionend", () => then(), { once: true });
  setTimeout(then, AT_MOST);
});

function handOn({ field, channelId, text }: NonNullable<Window["hearthBegun"]>): [number, number] {
  // Ends a syllable that is still being composed; it is part of the text then.
  field.blur();
  const { files = [], priority, burns } = draft(channelId, "") ?? {};
  if (myId() && field.value !== text) keepDraft(channelId, "", { message: field.value, files, priority, burns });
  return [field.selectionStart, field.selectionEnd];
}
