// Teams: make one, join one, invite to one.
import type { Team } from "@mattermost/types/teams";
import { api } from "~/api/client";
import { loadChannels, loadCategories } from "~/model/channels";
import { myId } from "~/model/session";
import { putTeam } from "~/model/teams";

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
export const inviteLink = (team: Team): string => `${location.origin}/signup_user_complete/?id=${team.invite_id}`;
