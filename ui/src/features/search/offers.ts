// What is offered while a search is being written: filters, then names and days for them.
import { t } from "~/i18n";
import { matchScore } from "~/lib/hangul";
import { channelName, isDirect, myChannels } from "~/model/channels";
import { displayName, everybodyMet, personScore } from "~/model/people";
import { me } from "~/model/session";
import { currentTeamId } from "~/model/teams";
import { dayBefore, FILTERS, type Spot } from "./query";

/** One thing to take; `text` replaces what is being written. */
export type Offer = { text: string; label: string; note: string };

const MOST = 8;
const DAYS = [["today", 0], ["yesterday", 1], ["week", 7], ["month", 30]] as const;

/** The likeliest things for a spot, best first. */
export function offersAt(spot: Spot): Offer[] {
  if (!spot.filter) return FILTERS.filter((each) => each.startsWith(spot.query.toLowerCase())).map((each) => ({ text: `${each}:`, label: `${each}:`, note: t(`search.filter.${each}`) }));
  if (spot.filter === "from") return best(people(spot.query, ""));
  if (spot.filter === "in") return best([...channels(spot.query), ...people(spot.query.replace(/^@/, ""), "@")]);
  if (spot.filter === "ext") return ["pdf", "png", "jpg", "docx", "xlsx", "zip", "txt"].filter((each) => each.startsWith(spot.query)).map((each) => ({ text: `${each} `, label: each, note: "" }));
  return DAYS.map(([name, back]) => ({ text: `${dayBefore(back)} `, label: t(`search.day.${name}`), note: dayBefore(back) })).filter((each) => each.note.startsWith(spot.query));
}

type Scored = [number, Offer];
const best = (all: Scored[]) => all.filter(([score]) => score > 0).sort(([a], [b]) => b - a).slice(0, MOST).map(([, offer]) => offer);

const people = (query: string, sign: string): Scored[] =>
  [...everybodyMet(), ...(me() ? [me() as NonNullable<ReturnType<typeof me>>] : [])].filter((user, i, all) => all.findIndex((each) => each.id === user.id) === i)
    .map((user) => [personScore(query, user), { text: `${sign}${user.username} `, label: displayName(user), note: `@${user.username}` }]);

const channels = (query: string): Scored[] =>
  myChannels().filter((each) => each.team_id === currentTeamId() && !isDirect(each))
    .map((each) => [Math.max(matchScore(query, channelName(each)), matchScore(query, each.name)), { text: `${each.name} `, label: channelName(each), note: each.name }]);
