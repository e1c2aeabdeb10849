// Emoji that people make here: load, find, make, delete.
import type { CustomEmoji } from "@mattermost/types/emojis";
import { api, errorText } from "~/api/client";
import { dropCustomEmoji, loadEmoji, emojiChar, putCustomEmojis } from "~/model/emoji";
import { config, myId } from "~/model/session";

/** As many as the server tells at once. */
const PAGE = 200;
/** Bytes of a picture. */
const LARGEST = 512 * 1024;

/** Fetches a page of them; answers whether there are more. */
export async function loadCustomEmoji(page = 0): Promise<boolean> {
  if (config.EnableCustomEmoji !== "true") return false;
  const found = await api.getCustomEmojis(page, PAGE, "name");
  putCustomEmojis(found);
  return found.length === PAGE;
}

/** Fetches those whose names hold what was typed. */
export async function searchCustomEmoji(term: string): Promise<void> {
  if (config.EnableCustomEmoji !== "true" || term.length < 2) return;
  await api.searchCustomEmoji(term).then(putCustomEmojis).catch(() => {});
}

/** Why a name cannot be used, as a key of the strings; undefined for one that can. */
export function nameFault(name: string) {
  if (name === "") return "fault.required";
  if (!/^[a-z0-9_+-]{1,64}$/.test(name)) return "fault.emoji.chars";
  if (emojiChar(name)) return "fault.emoji.taken";
}

/** Why a picture cannot be used. */
export function pictureFault(file: File | undefined) {
  if (!file) return "fault.required";
  if (!/^image\/(png|jpeg|gif)$/.test(file.type)) return "fault.emoji.kind";
  if (file.size > LARGEST) return "fault.emoji.large";
}

/** Makes one. Answers what is wrong, or an empty text. */
export async function makeEmoji(name: string, picture: File): Promise<string> {
  try {
    await loadEmoji();
    putCustomEmojis([await api.createCustomEmoji({ name, creator_id: myId() }, picture)]);
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** Deletes one for everybody. Answers what is wrong, or an empty text. */
export async function deleteEmoji(each: CustomEmoji): Promise<string> {
  try {
    await api.deleteCustomEmoji(each.id);
    dropCustomEmoji(each.name);
    return "";
  } catch (error) {
    return errorText(error);
  }
}
