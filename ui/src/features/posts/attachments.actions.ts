// Pressing what a program attached to a message, and the windows that programs open in answer.
import { createSignal } from "solid-js";
import { api, errorText } from "~/api/client";
import { currentChannelId } from "~/model/channels";
import { post } from "~/model/posts";

/** One field of such a window. */
export type DialogField = {
  display_name: string; name: string; type: string; subtype?: string; default?: string; placeholder?: string; help_text?: string; optional?: boolean;
  min_length?: number; max_length?: number; data_source?: string; data_source_url?: string; multiselect?: boolean; refresh?: boolean; options?: { text: string; value: string }[] | null;
  min_date?: string; max_date?: string; time_interval?: number; datetime_config?: { min_date?: string; max_date?: string; time_interval?: number };
};
/** A window that a program asks to open. */
export type DialogRequest = {
  trigger_id: string; url: string;
  dialog: { callback_id?: string; title: string; icon_url?: string; introduction_text?: string; elements?: DialogField[] | null; submit_label?: string; notify_on_cancel?: boolean; state?: string; source_url?: string };
};

const [dialog, setDialog] = createSignal<DialogRequest & { channelId: string }>();
/** The window that is open. */
export { dialog };
export const closeDialog = (): void => void setDialog(undefined);

// A window opens only for somebody who has just pressed something here. The event may come before the answer that names the press.
const pressed = new Map<string, string>();
const early = new Map<string, DialogRequest>();
const MOST_KEPT = 20;

/** Something was pressed: a window with this id is expected now. */
export function expectDialog(triggerId: string, channelId: string): void {
  if (!triggerId) return;
  pressed.set(triggerId, channelId);
  const waiting = early.get(triggerId);
  if (waiting) receiveDialog(waiting);
}

/** A program asks to open a window. */
export function receiveDialog(request: DialogRequest): void {
  const channelId = pressed.get(request.trigger_id);
  if (channelId === undefined) {
    if (early.size >= MOST_KEPT) early.clear();
    return void early.set(request.trigger_id, request);
  }
  pressed.delete(request.trigger_id);
  early.delete(request.trigger_id);
  setDialog({ ...request, channelId });
}

/** Presses a button or chooses from a menu. Answers what is wrong, or an empty text. */
export async function doAction(postId: string, actionId: string, cookie: string, option: string): Promise<string> {
  try {
    const { trigger_id } = await api.doPostActionWithCookie(postId, actionId, cookie, option) as unknown as { trigger_id?: string };
    expectDialog(trigger_id ?? "", post(postId)?.channel_id ?? currentChannelId());
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** The program answers with another window, in place of the one that was sent. */
export function replaceDialog(next: DialogRequest["dialog"]): void {
  setDialog((now) => now && { ...now, dialog: next });
}
