// Files that were chosen and are not part of a post yet. They belong to the place where they are being written (a channel or a
// thread) and, once the message is sent, to the message on its way; so they outlive a look at another channel.
import type { FileInfo } from "@mattermost/types/files";
import { createStore } from "solid-js/store";
import { errorText } from "~/api/client";
import { upload, type Upload as Running } from "~/api/upload";

/** A file that is not part of a post yet. */
export type Upload = {
  id: string;
  /** `placeOf(…)` or `placeOfEdit(…)` while it is being written, the pending id of the post afterwards. */
  place: string;
  name: string;
  size: number;
  /** An address of the picture itself, to look at; empty for everything else. */
  picture: string;
  state: "sending" | "done" | "failed";
  /** How much has left, 0 to 1. */
  part: number;
  reason: string;
  info?: FileInfo;
};

const [uploads, setUploads] = createStore<Upload[]>([]);
const files = new Map<string, { file: File; channelId: string; running?: Running }>();

/** The place of a message while it is being changed. */
export const placeOfEdit = (postId: string): string => `edit/${postId}`;

/** The place of what is written in a channel (rootId "") or a thread. */
export const placeOf = (channelId: string, rootId: string): string => `${channelId}/${rootId}`;

/** The files of a place, in the order they were chosen. */
export const uploadsAt = (place: string): Upload[] => uploads.filter((each) => each.place === place);

/** Starts sending a file. */
export function addUpload(place: string, channelId: string, file: File, name: string): void {
  const id = crypto.randomUUID?.() ?? `${Date.now()}${Math.random()}`;
  files.set(id, { file, channelId });
  const picture = /^image\/(png|jpe?g|gif|webp|avif|bmp)$/.test(file.type) ? URL.createObjectURL(file) : "";
  setUploads((list) => [...list, { id, place, name, size: file.size, picture, state: "sending" as const, part: 0, reason: "" }]);
  void run(id);
}

/** A file that the server has already, for example from a draft. */
export function addUploaded(place: string, info: FileInfo): void {
  if (uploads.some((each) => each.id === info.id)) return;
  const picture = info.has_preview_image ? `/api/v4/files/${info.id}/thumbnail` : "";
  setUploads((list) => [...list, { id: info.id, place, name: info.name, size: info.size, picture, state: "done" as const, part: 1, reason: "", info }]);
}

async function run(id: string): Promise<void> {
  const known = files.get(id);
  const name = uploads.find((each) => each.id === id)?.name;
  if (!known || name === undefined) return;
  change(id, { state: "sending", part: 0, reason: "" });
  try {
    known.running = upload(known.file, name, known.channelId, (part) => change(id, { part }));
    change(id, { state: "done", part: 1, info: await known.running.done });
  } catch (error) {
    change(id, { state: "failed", reason: errorText(error) });
  }
}

const change = (id: string, facts: Partial<Upload>) => setUploads((each) => each.id === id, facts);

/** Sends a failed file again. */
export const retryUpload = (id: string): void => void run(id);

/** Sends every failed file of a place again. */
export function retryUploadsAt(place: string): void {
  for (const each of uploadsAt(place)) if (each.state === "failed") retryUpload(each.id);
}

/** Lets a file go, wherever it is on its way. */
export function dropUpload(id: string): void {
  const known = uploads.find((each) => each.id === id);
  files.get(id)?.running?.cancel();
  files.delete(id);
  if (known?.picture.startsWith("blob:")) URL.revokeObjectURL(known.picture);
  setUploads((list) => list.filter((each) => each.id !== id));
}

/** Lets all files of a place go: they are part of a post now, or nobody wants them. */
export function dropUploadsAt(place: string): void {
  for (const each of uploadsAt(place)) dropUpload(each.id);
}

/** The message they were chosen for is on its way: they go with it. */
export function moveUploads(from: string, to: string): void {
  setUploads((each) => each.place === from, { place: to });
}
