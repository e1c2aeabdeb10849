// Messages that are commands.
import { api, errorText } from "~/api/client";
import { currentTeamId } from "~/model/teams";
import { expectDialog } from "./attachments.actions";

/** Is a message a command? Two slashes, or a space before the first, are words. */
export const isCommand = (message: string): boolean => /^\/[a-z]/i.test(message);

/** Runs a command; `goTo` follows where it leads. Answers what is wrong, or an empty text. */
export async function runCommand(text: string, channelId: string, rootId: string, goTo: (href: string) => void): Promise<string> {
  try {
    const where = { channel_id: channelId, root_id: rootId, team_id: currentTeamId() };
    const answer = await api.executeCommand(text.normalize("NFC"), where as never) as { goto_location?: string; trigger_id?: string };
    expectDialog(answer.trigger_id ?? "", channelId);
    if (answer.goto_location) goTo(answer.goto_location);
    return "";
  } catch (error) {
    return errorText(error);
  }
}
