// Sending: on screen at once, delivered in the order of writing, kept while there is no connection.
import type { Post } from "@mattermost/types/posts";
import { createEffect, createRoot } from "solid-js";
import { api, errorText, isClientError } from "~/api/client";
import { link } from "~/model/link";
import { addOutgoing, allOutgoing, outgoingPost, setOutgoing, settle } from "~/model/posts";
import { myId } from "~/model/session";
import { dropUploadsAt, moveUploads, retryUploadsAt, uploadsAt } from "~/model/uploads";
import { receive } from "./posts.actions";

let lastPendingTime = 0;

/** What goes with a message: the files of a place, files that the server has already, and what it says about itself. */
export type Extras = { filesAt?: string; fileIds?: string[]; metadata?: Partial<Post["metadata"]>; burns?: boolean };

/** Sends a message. It is on screen at once; messages of one channel arrive in the order they were written. */
export function send(channelId: string, rootId: string, message: string, { filesAt, fileIds = [], metadata, burns }: Extras = {}): void {
  // The pending id must differ for two messages of one millisecond.
  lastPendingTime = Math.max(Date.now(), lastPendingTime + 1);
  const pendingId = `${myId()}:${lastPendingTime}`;
  addOutgoing({
    id: "", pending_post_id: pendingId, channel_id: channelId, root_id: rootId, user_id: myId(), message: message.normalize("NFC"), metadata,
    create_at: lastPendingTime, update_at: lastPendingTime, edit_at: 0, delete_at: 0, type: burns ? "burn_on_read" : "", props: {}, file_ids: fileIds,
  } as unknown as Post);
  if (filesAt) moveUploads(filesAt, pendingId);
  whenFilesAreThere(pendingId, () => enqueue(pendingId));
}

/** A message whose files are still on their way does not hold up those written after it. */
function whenFilesAreThere(pendingId: string, then: () => void): void {
  createRoot((dispose) => createEffect(() => {
    const files = uploadsAt(pendingId);
    const failed = files.find((each) => each.state === "failed");
    if (!outgoingPost(pendingId)) return dispose();
    if (failed) return setOutgoing(pendingId, "failed", failed.reason);
    if (files.some((each) => each.state === "sending")) return setOutgoing(pendingId, "sending");
    dispose();
    then();
  }));
}

/** How long (ms) after nobody has answered. */
const AGAIN = 3000;

let lane: Promise<void> = Promise.resolve();
const enqueue = (pendingId: string) => (lane = lane.then(() => deliver(pendingId)));

async function deliver(pendingId: string): Promise<void> {
  const waiting = outgoingPost(pendingId);
  if (!waiting) return;
  const { channel_id, root_id, message, metadata, type } = waiting.post;
  if (hasEarlierWaiting(waiting.post)) return setOutgoing(pendingId, "waiting");
  setOutgoing(pendingId, "sending");
  const file_ids = [...(waiting.post.file_ids ?? []), ...uploadsAt(pendingId).map((each) => each.info?.id)];
  if (message === "" && file_ids.length === 0) return discard(pendingId);
  try {
    const body = { channel_id, root_id, message, pending_post_id: pendingId, create_at: 0, file_ids, props: {}, metadata, type };
    receive(await api.createPost(body as never), false);
    dropUploadsAt(pendingId);
  } catch (error) {
    if (isClientError(error)) return setOutgoing(pendingId, "failed", errorText(error));
    setOutgoing(pendingId, "waiting", errorText(error));
    // A connection that has broken without a word is taken for whole for a while, and then nobody else tries again.
    setTimeout(() => link() === "online" && sendWaiting(), AGAIN);
  }
}

const hasEarlierWaiting = (later: Post) =>
  allOutgoing().some((each) => each.state === "waiting" && each.post.channel_id === later.channel_id &&
    each.post.pending_post_id !== later.pending_post_id && each.post.create_at < later.create_at);

/** Tries a failed message again, beginning with its files. */
export function retry(pendingId: string): void {
  const hadFailedFiles = uploadsAt(pendingId).some((each) => each.state === "failed");
  setOutgoing(pendingId, "sending");
  retryUploadsAt(pendingId);
  // While its files were failing the message has been waiting for them, and still is.
  if (!hadFailedFiles) enqueue(pendingId);
}

/** Lets a failed message go. */
export function discard(pendingId: string): void {
  settle(pendingId);
  dropUploadsAt(pendingId);
}

/** Sends, in order, what was written while there was no connection. Call it after catching up: what had arrived is settled then. */
export function sendWaiting(): void {
  const waiting = allOutgoing().filter((each) => each.state === "waiting").map((each) => each.post.pending_post_id);
  for (const id of waiting) setOutgoing(id, "sending");
  for (const id of waiting) enqueue(id);
}
