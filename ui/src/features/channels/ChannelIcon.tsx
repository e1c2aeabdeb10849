import type { Channel } from "@mattermost/types/channels";
import { Match, Switch } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Icon } from "~/design/Icon";
import { teammateId } from "~/model/channels";
import { nameOf, person, presenceOf } from "~/model/people";

/** What kind of channel it is, at a glance: a face with its presence, several people, a lock, or a hash. */
export function ChannelIcon(props: { channel: Channel; size?: 20 | 24 }) {
  const mate = () => teammateId(props.channel);
  return (
    <Switch fallback={<Icon name="hash" size={18} />}>
      <Match when={props.channel.type === "D"}>
        <Avatar id={mate()} name={nameOf(mate())} size={props.size ?? 20} pictureAt={person(mate())?.last_picture_update} presence={presenceOf(mate())} />
      </Match>
      <Match when={props.channel.type === "G"}><Icon name="people" size={18} /></Match>
      <Match when={props.channel.type === "P"}><Icon name="lock" size={18} /></Match>
    </Switch>
  );
}
