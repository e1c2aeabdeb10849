// Where the choices of a field come from: its own list, the people, the channels, or what the program answers while somebody types.
import type { Channel } from "@mattermost/types/channels";
import { createSignal } from "solid-js";
import { api } from "~/api/client";
import { compare } from "~/i18n";
import { matchScore } from "~/lib/hangul";
import { channel, channelName, isDirect, myChannels } from "~/model/channels";
import { displayName, everybodyMet, nameOf, personScore, putPeople } from "~/model/people";
import { currentTeamId } from "~/model/teams";

/** One thing to choose. */
export type Choice = { text: string; value: string };
/** `choices` are those known for what was typed, `ask` fetches more of them, `textOf` names what was chosen earlier. */
export type Source = { choices: (query: string) => Choice[]; ask?: (query: string) => Promise<void>; textOf: (value: string) => string };

const best = (scored: [number, Choice][]): Choice[] =>
  scored.filter(([score]) => score > 0).sort(([a, one], [b, other]) => b - a || compare(one.text, other.text)).map(([, choice]) => choice);

/** A list that is all there. */
export const listed = (own: Choice[]): Source => ({
  choices: (query) => (query ? best(own.map((each) => [matchScore(query, each.text), each])) : own),
  textOf: (value) => own.find((each) => each.value === value)?.text ?? value,
});

/** Everybody. */
export const people = (): Source => ({
  choices: (query) => best(everybodyMet().filter((user) => user.delete_at === 0).map((user) => [personScore(query, user), { value: user.id, text: displayName(user) }])),
  ask: async (query) => putPeople(query ? await api.searchUsers(query, { limit: 50 } as never) : await api.getProfilesInTeam(currentTeamId(), 0, 100)),
  textOf: nameOf,
});

/** The channels of the team: mine, and the open ones that are found. */
export function channels(): Source {
  const [found, setFound] = createSignal<Channel[]>([]);
  const all = () => [...new Map([...found(), ...myChannels()].filter((each) => !isDirect(each) && each.team_id === currentTeamId()).map((each) => [each.id, each])).values()];
  return {
    choices: (query) => best(all().map((each) => [Math.max(matchScore(query, each.display_name), matchScore(query, each.name)), { value: each.id, text: each.display_name }])),
    ask: async (query) => void setFound(await api.autocompleteChannels(currentTeamId(), query)),
    textOf: (value) => {
      const known = channel(value) ?? found().find((each) => each.id === value);
      return known ? channelName(known) : value;
    },
  };
}

/** What `lookUp` answers for what was typed; only the latest answer counts. */
export function lookedUp(lookUp: (query: string) => Promise<Choice[]>): Source {
  const [found, setFound] = createSignal<Choice[]>([]);
  const met = new Map<string, string>();
  let latest = 0;
  return {
    choices: found,
    ask: async (query) => {
      const mine = ++latest;
      const answer = await lookUp(query);
      if (mine !== latest) return;
      for (const each of answer) met.set(each.value, each.text);
      setFound(answer);
    },
    textOf: (value) => met.get(value) ?? value,
  };
}
