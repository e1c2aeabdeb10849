// What is said to the program behind an open window.
import { api } from "~/api/client";
import { currentTeamId } from "~/model/teams";
import { dialog, type DialogField, type DialogRequest } from "./attachments.actions";
import type { Choice } from "./choices";

/** What it may answer: what is wrong, or another form in place of the one that was sent. */
export type Verdict = { error?: string; errors?: Record<string, string>; type?: string; form?: DialogRequest["dialog"] };

function about(submission: Record<string, unknown>) {
  const { url, dialog: { callback_id = "", state = "" }, channelId } = dialog() as NonNullable<ReturnType<typeof dialog>>;
  return { url, callback_id, state, user_id: "", channel_id: channelId, team_id: currentTeamId(), submission, cancelled: false };
}

/** Sends what was filled in, or that it was let go. */
export async function submitDialog(answers: Record<string, unknown>, isCancelled: boolean): Promise<Verdict> {
  const answer = await api.submitInteractiveDialog({ ...about(answers), type: "dialog_submission", cancelled: isCancelled } as never);
  return (answer ?? {}) as Verdict;
}

/** Something was chosen that asks for another form: says what, and what is filled in so far. */
export async function refreshDialog(field: DialogField, answers: Record<string, unknown>): Promise<Verdict> {
  const given = about({ ...answers, selected_field: field.name });
  const answer = await api.submitInteractiveDialog({ ...given, url: dialog()?.dialog.source_url, type: "refresh" } as never);
  return (answer ?? {}) as Verdict;
}

/** Asks what can be chosen in a field for what was typed into it. */
export async function lookUp(field: DialogField, query: string, answers: Record<string, unknown>): Promise<Choice[]> {
  const given = about({ ...answers, query: query.normalize("NFC"), selected_field: field.name });
  const { items } = await api.lookupInteractiveDialog({ ...given, url: field.data_source_url || given.url } as never);
  return items ?? [];
}
