// What was being written, per channel and thread, kept in this browser for the person who wrote it.
import { keep, kept } from "~/lib/keep";
import { myId } from "~/model/session";

const key = (channelId: string, rootId: string) => `draft.${myId()}.${channelId}.${rootId}`;

/** The draft of a place, or an empty text. */
export const draft = (channelId: string, rootId: string): string => kept(key(channelId, rootId)) ?? "";

/** Keeps a draft; an empty one is forgotten. */
export const keepDraft = (channelId: string, rootId: string, text: string): void =>
  keep(key(channelId, rootId), text.trim() ? text : "");
