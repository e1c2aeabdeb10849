// The teams this person is in, and the one on screen.
import type { Team } from "@mattermost/types/teams";
import { createMemo, createRoot, createSignal } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { api } from "~/api/client";
import { compare } from "~/i18n";
import { preference } from "./session";

const [teams, setTeams] = createStore<Record<string, Team>>({});
const [roles, setRoles] = createStore<Record<string, string>>({});
const [currentTeamId, setCurrentTeamId] = createSignal("");

/** The id of the team on screen, or an empty text. */
export { currentTeamId, setCurrentTeamId };

/** My teams in the order that I gave them; those that have none follow by name. */
export const myTeams: () => Team[] = createRoot(() => createMemo(() => {
  const order = (preference("teams_order", "") ?? "").split(",");
  const rank = ({ id }: Team) => (order.includes(id) ? order.indexOf(id) : order.length);
  return Object.values(teams).filter((team) => team.delete_at === 0).sort((a, b) => rank(a) - rank(b) || compare(a.display_name, b.display_name));
}));

/** The team on screen. */
export const currentTeam = (): Team | undefined => teams[currentTeamId()];

/** Where one message is, wherever its channel may be by then. */
export const hrefOfPost = (postId: string): string => `/${(currentTeam() ?? myTeams()[0])?.name}/pl/${postId}`;

/** The team of mine with this address. */
export const teamAt = (name: string): Team | undefined => myTeams().find((team) => team.name === name);

/** The names of my roles in a team, with spaces between them. */
export const myTeamRoles = (teamId: string): string => roles[teamId] ?? "";

/** Takes in what I am in a team. */
export function putTeamMember(member: { team_id: string; roles: string }): void {
  setRoles(member.team_id, member.roles);
}

/** Fetches my teams; what I am in them comes a little later. Answers those that I am in no more. */
export async function loadTeams(): Promise<Team[]> {
  const mine = await api.getMyTeams();
  void api.getMyTeamMembers().then((members) => members.forEach(putTeamMember)).catch(() => {});
  const gone = Object.values(teams).filter(({ id }) => !mine.some((team) => team.id === id));
  for (const { id } of gone) dropTeam(id);
  for (const team of mine) putTeam(team);
  return gone;
}

/** Takes a team in. */
export function putTeam(team: Team): void {
  setTeams(team.id, team);
}

/** Teams that I am just leaving by myself: I need not be told of it. */
export const leaving = new Set<string>();

/** The team with this id, if I am in it. */
export const teamOf = (id: string): Team | undefined => teams[id];

/** Forgets a team that this person is no longer in. */
export function dropTeam(id: string): void {
  setTeams(id, undefined as never);
}

/** What to keep of the teams for opening without a network. */
export const teamsState = () => ({ ...unwrap(teams) });
/** Brings it back. */
export const restoreTeams = (kept: Record<string, Team>): void => setTeams(reconcile(kept));
