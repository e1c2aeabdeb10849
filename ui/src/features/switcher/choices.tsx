// What the quick switcher can go to, the likeliest first.
import type { Channel } from "@mattermost/types/channels";
import type { UserProfile } from "@mattermost/types/users";
import { Match, Switch } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Icon } from "~/design/Icon";
import { matchScore } from "~/lib/hangul";
import { channelName, directWith, isUnread, mentionCount, myChannels, teammateId } from "~/model/channels";
import { displayName, everybodyMet, person, personScore, presenceOf } from "~/model/people";
import { myId } from "~/model/session";
import { myTeams } from "~/model/teams";

/** One place to go to. */
export type Choice = { name: string; note: string; isUnread: boolean } & ({ channel: Channel } | { user: UserProfile });

const MOST = 30;

/** The places found by `query`; with nothing typed, those that wait for me and those used last. */
export function rank(query: string): Choice[] {
  const places = [...myChannels().filter(isNamed).map(channelChoice), ...strangers().map(userChoice)];
  return places
    .map((choice) => [scoreOf(query, choice), choice] as const)
    .filter(([score]) => score > 0)
    .sort(([a, one], [b, other]) => b - a || recency(other) - recency(one))
    .slice(0, MOST)
    .map(([, choice]) => choice);
}

const isNamed = (channel: Channel) => channel.type !== "D" || person(teammateId(channel)) !== undefined;
const strangers = () => everybodyMet().filter((user) => user.delete_at === 0 && user.id !== myId() && !directWith(user.id));

function channelChoice(channel: Channel): Choice {
  const team = myTeams().length > 1 ? (myTeams().find((each) => each.id === channel.team_id)?.display_name ?? "") : "";
  const mate = channel.type === "D" ? person(teammateId(channel)) : undefined;
  return { channel, name: channelName(channel), note: mate ? fullName(mate) : team, isUnread: isUnread(channel.id) };
}

const userChoice = (user: UserProfile): Choice => ({ user, name: displayName(user), note: fullName(user), isUnread: false });
const fullName = (user: UserProfile) => [user.first_name, user.last_name, user.nickname && `(${user.nickname})`].filter(Boolean).join(" ");

function scoreOf(query: string, choice: Choice): number {
  const typed = query.trim().replace(/^[@~#]/, "");
  if (typed === "") return "user" in choice ? 0 : 1 + (choice.isUnread ? 1 : 0) + (mentionCount(choice.channel.id) > 0 ? 1 : 0);
  const user = "user" in choice ? choice.user : choice.channel.type === "D" ? person(teammateId(choice.channel)) : undefined;
  const score = Math.max(matchScore(typed, choice.name), user ? personScore(typed, user) : 0);
  return score === 0 ? 0 : score * 2 + ("channel" in choice ? 1 : 0);
}

const recency = (choice: Choice) => ("channel" in choice ? choice.channel.last_post_at : 0);

/** What kind of place it is. */
export function ChoiceIcon(props: { choice: Choice }) {
  const channel = () => ("channel" in props.choice ? props.choice.channel : undefined);
  const user = () => ("user" in props.choice ? props.choice.user : channel()?.type === "D" ? person(teammateId(channel() as Channel)) : undefined);
  return (
    <Switch fallback={<Icon name="hash" size={18} />}>
      <Match when={user()}>{(each) => <Avatar id={each().id} name={displayName(each())} size={24} pictureAt={each().last_picture_update} presence={presenceOf(each().id)} />}</Match>
      <Match when={channel()?.type === "P"}><Icon name="lock" size={18} /></Match>
      <Match when={channel()?.type === "G"}><Icon name="people" size={18} /></Match>
    </Switch>
  );
}
