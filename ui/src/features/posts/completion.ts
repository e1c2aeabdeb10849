// What is offered while somebody writes @name, ~channel, :emoji: or /command. Finding is pure; the list is drawn by Completion.tsx.
import type { Channel } from "@mattermost/types/channels";
import type { AutocompleteSuggestion as Suggestion } from "@mattermost/types/autocomplete";
import type { UserProfile } from "@mattermost/types/users";
import { t } from "~/i18n";
import { emojiScore } from "~/lib/emoji";
import { matchScore } from "~/lib/hangul";
import { channelName, myChannels } from "~/model/channels";
import { allEmoji, customEmojis, emojiPicture, loadEmoji } from "~/model/emoji";
import { allGroups, loadGroups } from "~/model/groups";
import { displayName, everybodyMet, otherNames, personScore } from "~/model/people";
import { currentTeamId } from "~/model/teams";

/** The word that is being written: its sign, what follows it, and where it stands. */
export type Word = { sign: "@" | "~" | ":" | "/"; query: string; from: number; to: number };

/** One thing to take: what it is called, and what is written for it. */
export type Offer = { key: string; text: string; label: string; note: string; user?: UserProfile; channel?: Channel; char?: string; picture?: string };

const MOST = 8;

/** The word at the caret, if it is one that can be completed. An emoji needs two letters: a colon alone is only a colon. */
export function wordAt(text: string, caret: number): Word | undefined {
  // A command is a whole message; Enter sends it once its name is complete.
  const command = /^\/(\S*(?: \S*)*)$/.exec(text.slice(0, caret));
  if (command) return { sign: "/", query: command[1] ?? "", from: 0, to: caret };
  const found = /(?:^|[\s([{"'])([@~:])([^\s@~:]{0,32})$/.exec(text.slice(0, caret));
  if (!found) return undefined;
  const [, sign = "@", query = ""] = found;
  if (sign === ":" && query.length < 2) return undefined;
  return { sign: sign as Word["sign"], query, from: caret - query.length - 1, to: caret };
}

/** The likeliest things for a word, best first. */
export function offersFor(word: Word): Offer[] {
  const all = word.sign === "@" ? people(word.query) : word.sign === "~" ? channels(word.query) : faces(word.query);
  return all
    .filter(([score]) => score > 0)
    .sort(([a], [b]) => b - a)
    .slice(0, MOST)
    .map(([, offer]) => offer);
}

/** The commands that the server suggests. One that is complete already is not offered: Enter is for sending it. */
export const commandOffers = (found: Suggestion[]): Offer[] =>
  found.slice(0, MOST).map(({ Complete, Suggestion, Hint, Description }) => ({
    key: Complete, text: `/${Complete} `, label: `/${Suggestion} ${Hint}`.trim(), note: Description,
  }));

type Scored = [number, Offer];

function people(query: string): Scored[] {
  const everybody = ["channel", "here", "all"].map((name): Scored => [
    query ? matchScore(query, name) - 0.5 : 0.5, { key: name, text: `@${name} `, label: `@${name}`, note: t(name === "here" ? "completion.here" : "completion.all") },
  ]);
  const some = everybodyMet().filter((user) => user.delete_at === 0).map((user): Scored => [
    personScore(query, user),
    { key: user.id, text: `@${user.username} `, label: displayName(user), note: [`@${user.username}`, ...otherNames(user)].join(" "), user },
  ]);
  loadGroups();
  const together = allGroups().map((group): Scored => [
    Math.max(matchScore(query, group.name), matchScore(query, group.display_name)),
    { key: group.id, text: `@${group.name} `, label: group.display_name, note: `@${group.name}` },
  ]);
  return [...some, ...together, ...everybody];
}

const channels = (query: string): Scored[] =>
  myChannels()
    .filter((channel) => channel.team_id === currentTeamId())
    .map((channel) => [
      Math.max(matchScore(query, channelName(channel)), matchScore(query, channel.name)),
      { key: channel.id, text: `~${channel.name} `, label: channelName(channel), note: `~${channel.name}`, channel },
    ]);

function faces(query: string): Scored[] {
  void loadEmoji();
  const made = customEmojis().map(({ id, name }): Scored => [
    matchScore(query, name) * 2, { key: id, text: `:${name}: `, label: `:${name}:`, note: "", picture: emojiPicture(id) },
  ]);
  return [...made, ...allEmoji().map((each): Scored => [
    emojiScore(query, each),
    { key: each.name, text: `${each.char} `, label: `:${each.name}:`, note: "", char: each.char },
  ])];
}
