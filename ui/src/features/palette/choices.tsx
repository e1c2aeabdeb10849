// What the palette can go to and do, the likeliest first.
import type { Channel } from "@mattermost/types/channels";
import type { Team } from "@mattermost/types/teams";
import type { UserProfile } from "@mattermost/types/users";
import { Match, Switch } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Icon } from "~/design/Icon";
import { t } from "~/i18n";
import { matchScore } from "~/lib/hangul";
import { allActions, type Action } from "~/model/actions";
import { channel, channelName, currentChannelId, directWith, isUnread, mentionCount, myChannels, teammateId } from "~/model/channels";
import { authorName } from "~/model/author";
import { gist } from "~/model/gist";
import { displayName, everybodyMet, otherNames, person, personScore, presenceOf } from "~/model/people";
import { post } from "~/model/posts";
import { visitsSince } from "~/model/recent";
import { myId } from "~/model/session";
import { currentTeamId, myTeams } from "~/model/teams";
import { threadsOf, type Thread } from "~/model/threads";

/** What was found: a place to go to, or something to do. */
export type Choice = { name: string; note: string; isUnread?: boolean; keys?: string } & (
  | { channel: Channel; isMine: boolean } | { user: UserProfile } | { team: Team } | { thread: Thread } | { action: Action });

const MOST = 30;
/** With nothing typed the list is for going back: more of it would only be in the way. */
const MOST_RECENT = 12;

/** Everything found by what was typed. After ">" only actions; `open` are channels that can be joined. */
export function rank(typed: string, open: Channel[]): Choice[] {
  const query = typed.normalize("NFC").trim();
  // Nobody needs to be told then that they are actions.
  if (query.startsWith(">")) return best(actions().map((each) => ({ ...each, note: "" })), query.slice(1).trim(), Infinity);
  if (query === "") return best(myPlaces().filter((each) => "channel" in each), "", MOST_RECENT);
  return best([...myPlaces(), ...strangers(), ...teams(), ...threads(), ...actions(), ...open.map(openChoice)], query.replace(/^[@~#]/, ""), MOST);
}

function best(all: Choice[], query: string, most: number): Choice[] {
  return all
    .map((choice) => [query === "" ? waiting(choice) : scoreOf(query, choice), choice] as const)
    .filter(([score]) => score > 0)
    .sort(([a, one], [b, other]) => b - a || visits(one) - visits(other) || lastUsed(other) - lastUsed(one))
    .slice(0, most)
    .map(([, choice]) => choice);
}

/** With nothing typed: what calls for me, what is unread, where I was; where I am comes last. */
function waiting(choice: Choice): number {
  if (!("channel" in choice)) return 1;
  if (choice.channel.id === currentChannelId()) return 1;
  return mentionCount(choice.channel.id) > 0 ? 4 : choice.isUnread ? 3 : 2;
}

/** A good match of a thing comes before a good match of another kind of thing: my places, people, actions, then the rest. */
function scoreOf(query: string, choice: Choice): number {
  const user = "user" in choice ? choice.user : "channel" in choice && choice.channel.type === "D" ? person(teammateId(choice.channel)) : undefined;
  const address = "channel" in choice && choice.channel.type !== "D" ? matchScore(query, choice.channel.name) - 0.5 : 0;
  const score = Math.max(matchScore(query, choice.name), address, user ? personScore(query, user) : 0);
  if (score <= 0) return 0;
  return score * 4 + ("channel" in choice && choice.isMine ? 3 : "user" in choice ? 2 : "action" in choice || "team" in choice ? 1 : 0);
}

const visits = (choice: Choice) => Math.min(MOST, "channel" in choice ? visitsSince(choice.channel.id) : MOST);
const lastUsed = (choice: Choice) => ("channel" in choice ? choice.channel.last_post_at : 0);

const isNamed = (each: Channel) => each.type !== "D" || person(teammateId(each)) !== undefined;
const myPlaces = () => myChannels().filter(isNamed).map((each): Choice => {
  const mate = each.type === "D" ? person(teammateId(each)) : undefined;
  const team = myTeams().length > 1 ? (myTeams().find((one) => one.id === each.team_id)?.display_name ?? "") : "";
  return { channel: each, isMine: true, name: channelName(each), note: mate ? otherNames(mate).join(" ") : team, isUnread: isUnread(each.id) };
});
const strangers = () => everybodyMet()
  .filter((user) => user.delete_at === 0 && user.id !== myId() && !directWith(user.id))
  .map((user): Choice => ({ user, name: displayName(user), note: otherNames(user).join(" ") }));
const teams = () => myTeams().filter((each) => each.id !== currentTeamId()).map((team): Choice => ({ team, name: team.display_name, note: t("palette.team") }));
const GROUPS = ["here", "go", "page"];
const actions = () => allActions().filter((each) => !each.isHidden).sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group))
  .map((action): Choice => ({ action, name: action.name(), note: t("palette.action"), keys: action.keys }));
const openChoice = (each: Channel): Choice => ({ channel: each, isMine: false, name: each.display_name, note: t("palette.join") });
const threads = () => threadsOf(currentTeamId()).map((each): Choice => {
  const root = post(each.id);
  const home = root && channel(root.channel_id);
  return { thread: each, name: root ? gist(root).slice(0, 100) : "", note: root ? `${authorName(root)}${home ? ` · ${channelName(home)}` : ""}` : "", isUnread: each.unread_replies > 0 };
});

/** What kind of thing it is. */
export function ChoiceIcon(props: { choice: Choice }) {
  const each = () => ("channel" in props.choice ? props.choice.channel : undefined);
  const user = () => ("user" in props.choice ? props.choice.user : each()?.type === "D" ? person(teammateId(each() as Channel)) : undefined);
  return (
    <Switch fallback={<Icon name="hash" size={18} />}>
      <Match when={user()}>{(one) => <Avatar id={one().id} name={displayName(one())} size={24} pictureAt={one().last_picture_update} presence={presenceOf(one().id)} />}</Match>
      <Match when={each()?.type === "P"}><Icon name="lock" size={18} /></Match>
      <Match when={each()?.type === "G" || "team" in props.choice}><Icon name="people" size={18} /></Match>
      <Match when={"thread" in props.choice}><Icon name="thread" size={18} /></Match>
      <Match when={"action" in props.choice ? props.choice.action : undefined}>{(one) => <Icon name={one().icon ?? "right"} size={18} />}</Match>
    </Switch>
  );
}
