// Teams: make one, join one, invite to one, look after one, leave one.
import type { Team } from "@mattermost/types/teams";
import { api, errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { emailFault } from "~/lib/forms";
import { loadChannels } from "~/model/channels";
import { myId, preference, putPreferences, savePreference } from "~/model/session";
import { loadCategories } from "~/model/sidebar";
import { siteUrl } from "~/model/site";
import { dropTeam, leaving, putTeam } from "~/model/teams";

/** Takes a team that I have just come into, with its channels. */
async function enter(team: Team): Promise<Team> {
  await Promise.all([loadChannels(), loadCategories(team.id)]);
  putTeam(team);
  return team;
}

/** Makes a team; I am its administrator. */
export async function createTeam(displayName: string, name: string): Promise<Team> {
  return enter(await api.createTeam({ display_name: displayName, name, type: "O" } as Team));
}

/** The first hundred teams that I may know of. */
export async function listTeams(): Promise<Team[]> {
  const found = await api.getTeams(0, 100);
  return Array.isArray(found) ? found : found.teams;
}

/** Joins a team that is open to everybody here. */
export async function joinTeam(team: Team): Promise<Team> {
  await api.addToTeam(team.id, myId());
  return enter(await api.getTeam(team.id));
}

/** Joins a team by the id in its invite link. */
export async function joinByInvite(inviteId: string): Promise<Team> {
  const member = await api.addToTeamFromInvite("", inviteId);
  return enter(await api.getTeam(member.team_id));
}

/** The id in something pasted: a whole invite link, or the id alone. */
export function inviteIdIn(text: string): string | undefined {
  return /(?:^|[?&]id=)([a-z0-9]{26})(?:$|&)/i.exec(text.trim())?.[1];
}

/** The link that lets people into a team. */
export const inviteLink = (team: Team): string => `${siteUrl()}/signup_user_complete/?id=${team.invite_id}`;

/** The addresses in something written or pasted, in any of the ways people separate them; those that cannot be right apart. */
export function mailsIn(text: string): { good: string[]; bad: string[] } {
  const named = text.normalize("NFC").split(/[\s,;<>]+/).filter((word) => word !== "");
  const all = [...new Set(named.map((word) => word.toLowerCase()))];
  const isMail = (word: string) => emailFault(word) === undefined;
  // Names that stand beside an address, as mail programs copy them, are left out.
  const hasNames = text.includes("<");
  return { good: all.filter(isMail), bad: hasNames ? [] : all.filter((word) => !isMail(word)) };
}

/** What became of the letters: who was not written to, and why. */
export type Refused = { email: string; reason: string };

/** Writes to people who should come. */
export async function inviteByMail(teamId: string, emails: string[]): Promise<Refused[]> {
  return refusedOf(await api.sendEmailInvitesToTeamGracefully(teamId, emails));
}

/** Writes to guests, who will see these channels only. */
export async function inviteGuests(teamId: string, channelIds: string[], emails: string[], message: string, byLink: boolean): Promise<Refused[]> {
  return refusedOf(await api.sendEmailGuestInvitesToChannelsGracefully(teamId, channelIds, emails, message, byLink));
}

const refusedOf = (outcome: { email: string; error?: { message: string } }[]): Refused[] =>
  outcome.filter((each) => each.error?.message).map((each) => ({ email: each.email, reason: each.error?.message ?? "" }));

/** Brings people who have an account into a team. Answers what is wrong, or an empty text. */
export async function addToTeam(teamId: string, userIds: string[]): Promise<string> {
  try {
    const outcome = await api.addUsersToTeamGracefully(teamId, userIds);
    return outcome.map((each) => each.error?.message).filter(Boolean).join(" ");
  } catch (error) {
    return errorText(error);
  }
}

/** Changes what a team is called, and who may join. Answers what is wrong, or an empty text. */
export async function editTeam(id: string, patch: Partial<Team>, icon: File | "none" | undefined): Promise<string> {
  try {
    if (icon === "none") await api.removeTeamIcon(id);
    else if (icon) await api.setTeamIcon(id, icon);
    await api.patchTeam({ id, ...patch });
    putTeam(await api.getTeam(id));
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** Makes a new invite link; the one before stops working. */
export async function renewInvite(id: string): Promise<void> {
  await api.regenerateTeamInviteId(id).then(putTeam).catch((error: unknown) => toast(errorText(error)));
}

/** Keeps the order of my teams. */
export async function orderTeams(ids: readonly string[]): Promise<void> {
  const value = preference("teams_order", "") ?? "";
  try {
    await savePreference("teams_order", "", ids.join(","));
  } catch (error) {
    putPreferences([{ category: "teams_order", name: "", value }]);
    toast(errorText(error));
  }
}

/** Leaves a team. */
export async function leaveTeam(id: string): Promise<boolean> {
  leaving.add(id);
  try {
    await api.removeFromTeam(id, myId());
    dropTeam(id);
    return true;
  } catch (error) {
    toast(errorText(error));
    return false;
  } finally {
    leaving.delete(id);
  }
}
