// The channels of a team that somebody could look into: open ones, private ones of mine, archived ones.
import type { Channel } from "@mattermost/types/channels";
import { api } from "~/api/client";
import { isArchived, myChannels } from "~/model/channels";

/** Which of them. */
export type Kind = "open" | "private" | "archived";
/** A page of them; the server has more unless `isLast`. */
export type Found = { channels: Channel[]; isLast: boolean };

const PAGE = 60;

/** One page of a team's channels. Mine that are private are all here already. */
export async function listChannels(teamId: string, kind: Kind, page: number): Promise<Found> {
  if (kind === "private") return { channels: myChannels().filter((each) => each.team_id === teamId && each.type === "P"), isLast: true };
  const channels = kind === "open" ? await api.getChannels(teamId, page, PAGE) : await api.getArchivedChannels(teamId, page, PAGE);
  return { channels, isLast: channels.length < PAGE };
}

/** Those of a team whose names fit what the server takes for a match, however many channels there are. */
export async function searchChannels(teamId: string, kind: Kind, term: string): Promise<Channel[]> {
  if (kind === "private") return [];
  const found = await api.searchChannels(teamId, term);
  return found.filter((each) => isArchived(each) === (kind === "archived"));
}

/** How many people are in each of them. */
export const countMembers = (ids: string[]): Promise<Record<string, number>> => (ids.length ? api.getChannelsMemberCount(ids).catch(() => ({})) : Promise.resolve({}));
