// Messages that the server sends by itself, later.
import type { ScheduledPost } from "@mattermost/types/schedule_post";
import { createStore } from "solid-js/store";
import { api, errorText } from "~/api/client";
import { connectionId } from "~/api/socket";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { myId } from "~/model/session";

const [posts, setPosts] = createStore<Record<string, ScheduledPost>>({});

/** What will be sent, soonest first. */
export const scheduled = (): ScheduledPost[] =>
  Object.values(posts).filter((each) => !each.processed_at || each.error_code).sort((a, b) => a.scheduled_at - b.scheduled_at);

/** What will be sent to one place. */
export const scheduledFor = (channelId: string, rootId: string): ScheduledPost[] =>
  scheduled().filter((each) => each.channel_id === channelId && each.root_id === rootId && !each.error_code);

/** Takes one in, new or changed. */
export function putScheduled(each: ScheduledPost): void {
  setPosts(each.id, each);
}

/** Forgets one: it was sent, or let go. */
export function dropScheduled(each: Pick<ScheduledPost, "id">): void {
  setPosts(each.id, undefined as never);
}

/** Fetches those of a team, and those to people. */
export async function loadScheduled(teamId: string): Promise<void> {
  const { data } = await api.getScheduledPosts(teamId, true);
  const all = Object.values(data as Record<string, ScheduledPost[] | null>).flatMap((list) => list ?? []);
  for (const id of Object.keys(posts)) if (!all.some((each) => each.id === id)) dropScheduled({ id });
  for (const each of all) putScheduled(each);
}

/** Something to send later. */
export type Later = Pick<ScheduledPost, "channel_id" | "root_id" | "message"> & Partial<Pick<ScheduledPost, "file_ids" | "priority">>;

/** Leaves a message with the server until its time. Answers what is wrong, or an empty text. */
export async function schedule(post: Later, at: number): Promise<string> {
  try {
    const body = { ...post, message: post.message.normalize("NFC"), user_id: myId(), create_at: Date.now(), update_at: Date.now(), props: {}, scheduled_at: at };
    putScheduled((await api.createScheduledPost(body as never, connectionId())).data);
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** Another time for one. Answers what is wrong, or an empty text. */
export async function moveScheduled(each: ScheduledPost, at: number): Promise<string> {
  try {
    putScheduled((await api.updateScheduledPost({ ...each, scheduled_at: at }, connectionId())).data);
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** Lets one go. Answers whether it went; with `hasUndo` it can be brought back for a moment. */
export async function removeScheduled(each: ScheduledPost, hasUndo = false): Promise<boolean> {
  dropScheduled(each);
  try {
    await api.deleteScheduledPost(myId(), each.id, connectionId());
  } catch (error) {
    putScheduled(each);
    toast(errorText(error));
    return false;
  }
  if (hasUndo) toast(t("scheduled.removed"), t("undo"), () => void schedule(each, Math.max(each.scheduled_at, Date.now() + 60_000)).then((wrong) => wrong && toast(wrong)));
  return true;
}
