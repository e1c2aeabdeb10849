// What I may do. A role is a name; the permissions behind it are fetched when somebody asks, many in one call, and until they are
// here a role allows nothing. The server decides in the end: this only keeps what would be refused out of sight.
import type { Role } from "@mattermost/types/roles";
import { createStore } from "solid-js/store";
import { api } from "~/api/client";
import { channel, membership } from "./channels";
import { me } from "./session";
import { myTeamRoles } from "./teams";

const [granted, setGranted] = createStore<Record<string, readonly string[]>>({});
const asked = new Set<string>();
let wanted: string[] = [];

/** Takes a role in. */
export function putRole(role: Role): void {
  asked.add(role.name);
  setGranted(role.name, role.permissions);
}

async function fetchWanted(): Promise<void> {
  const names = wanted;
  wanted = [];
  try {
    for (const role of await api.getRolesByNames(names)) putRole(role);
  } catch {
    for (const name of names) asked.delete(name);
  }
}

function grants(name: string): readonly string[] {
  if (!asked.has(name)) {
    asked.add(name);
    if (wanted.push(name) === 1) queueMicrotask(() => void fetchWanted());
  }
  return granted[name] ?? [];
}

const allow = (roles: string[], permission: string) => roles.join(" ").split(" ").filter((name) => name && grants(name).includes(permission)).length > 0;

/** May I do this everywhere here? */
export const may = (permission: string): boolean => allow([me()?.roles ?? ""], permission);

/** May I do this in a team? */
export const mayInTeam = (permission: string, teamId: string): boolean => allow([me()?.roles ?? "", myTeamRoles(teamId)], permission);

/** May I make a channel of some kind in a team? */
export const mayMakeChannel = (teamId: string): boolean => mayInTeam("create_public_channel", teamId) || mayInTeam("create_private_channel", teamId);

/** May I do this in a channel? */
export function mayInChannel(permission: string, channelId: string): boolean {
  const teamId = channel(channelId)?.team_id ?? "";
  return allow([me()?.roles ?? "", myTeamRoles(teamId), membership(channelId)?.roles ?? ""], permission);
}

/** The permission that has a name of its own for open and for private channels: "manage_{}_channel_members". */
export function mayHere(pattern: string, channelId: string): boolean {
  return mayInChannel(pattern.replace("{}", channel(channelId)?.type === "P" ? "private" : "public"), channelId);
}
