// Addresses of the page, the same as Mattermost's own, so that links keep working whichever page opens them.
import type { Channel } from "@mattermost/types/channels";
import { createSignal } from "solid-js";
import type { Heights, Place } from "~/features/posts/PostFeed";
import { lacksUnread } from "~/features/posts/posts.actions";
import { keep, kept } from "~/lib/keep";
import { archivedAt, channel, channelAt, directWith, myChannels, teammateId } from "~/model/channels";
import { person, personNamed } from "~/model/people";
import { timeline } from "~/model/posts";
import { currentTeam, myTeams, teamAt } from "~/model/teams";

/** Where a channel is. A direct channel lives in the team on screen. */
export function hrefOf(each: Channel): string {
  const team = myTeams().find((one) => one.id === each.team_id) ?? currentTeam() ?? myTeams()[0];
  if (each.type === "D") return `/${team?.name}/messages/@${person(teammateId(each))?.username ?? teammateId(each)}`;
  if (each.type === "G") return `/${team?.name}/messages/${each.name}`;
  return `/${team?.name}/channels/${each.name}`;
}

/** The channel at an address below a team. */
export function channelOf(teamId: string, kind: string, name: string): Channel | undefined {
  if (kind === "channels") return channelAt(teamId, name) ?? archivedAt(teamId, name);
  if (!name.startsWith("@")) return myChannels().find((each) => each.name === name || each.id === name);
  const user = personNamed(name.slice(1)) ?? person(name.slice(1));
  return user && directWith(user.id);
}

/** Where the reader was in each channel, for as long as the page is open. */
export const readingPlaces = new Map<string, Place>();
/** How high the rows of each were. */
export const rowHeights = new Map<string, Heights>();

const [arrival, setArrival] = createSignal({ channelId: "", count: 0 });

/** How often a channel was gone to for the sake of one message; a new number means a new list. */
export const arrivalsIn = (channelId: string): number => (arrival().channelId === channelId ? arrival().count : 0);

/** The reader goes to a message of a channel. */
export function arriveAt(channelId: string, postId: string): void {
  readingPlaces.set(channelId, { id: postId, past: -96 });
  setArrival(({ count }) => ({ channelId, count: count + 1 }));
}

/** Remembers where this person is, for the next time the page is opened. */
export const rememberPlace = (teamName: string, each: Channel): void => keep("last", `${teamName} ${each.id} ${hrefOf(each)}`);

/** Where this person was the last time. */
export function lastPlace(): { teamName: string; channelId: string; path: string } {
  const [teamName = "", channelId = "", path = ""] = (kept("last") ?? "").split(" ");
  return { teamName, channelId, path };
}

/** The id of the channel that an address names, if it is known. */
export function channelIdAt(path: string): string | undefined {
  const [team = "", kind = "", name = ""] = path.split("/").slice(1);
  return ["channels", "messages"].includes(kind) ? channelOf(teamAt(team)?.id ?? "", kind, name)?.id : undefined;
}

/** Can what an address names be shown already, down to its first unread message? */
export function isKnown(path: string): boolean {
  // A conversation that was begun last may be newer than what is kept.
  const id = path === "/" ? lastPlace().channelId : channelIdAt(path);
  if (!id || (path === "/" && channelIdAt(firstPlace()) !== id)) return false;
  return timeline(id) !== undefined && !lacksUnread(id);
}

/** Where to begin: the last place, else the first team. */
export function firstPlace(): string {
  const { teamName } = lastPlace();
  const team = teamAt(teamName) ?? myTeams()[0];
  return team ? firstPlaceIn(team.name) : "/select_team";
}

/** Where to begin in a team: the last channel if it was there, else the town square. */
export function firstPlaceIn(teamName: string): string {
  const place = lastPlace();
  const last = place.teamName === teamName ? channel(place.channelId) : undefined;
  if (last && myChannels().includes(last)) return last.type === "D" ? `/${teamName}/messages/@${person(teammateId(last))?.username ?? teammateId(last)}` : `/${teamName}/${last.type === "G" ? "messages" : "channels"}/${last.name}`;
  return homeIn(teamName);
}

/** Where everybody in a team is: the town square, or what there is. */
export function homeIn(teamName: string): string {
  const team = teamAt(teamName);
  const home = channelAt(team?.id ?? "", "town-square") ?? myChannels().find((each) => each.team_id === team?.id);
  return `/${teamName}/channels/${home?.name ?? "town-square"}`;
}
