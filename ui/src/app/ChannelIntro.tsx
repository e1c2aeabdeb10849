import type { Channel } from "@mattermost/types/channels";
import { Show } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Button } from "~/design/Button";
import { isTownSquare, mayManageMembers } from "~/features/channels/menu";
import { t } from "~/i18n";
import { channelName, isArchived, isDirect, teammateId } from "~/model/channels";
import { isGuest, nameOf, person } from "~/model/people";
import { me } from "~/model/session";
import { askAbout, setOpenWindow } from "./windows";

/** What stands before the very first message. */
export function ChannelIntro(props: { channel: Channel }) {
  const mate = () => (props.channel.type === "D" ? teammateId(props.channel) : "");
  return (
    <article class="intro" aria-label={t("intro")}>
      <Show when={mate()}><Avatar id={mate()} name={nameOf(mate())} size={64} pictureAt={person(mate())?.last_picture_update} /></Show>
      <h2>{channelName(props.channel)}</h2>
      <p>{isDirect(props.channel) ? t("intro.direct", { name: channelName(props.channel) }) : props.channel.purpose || t("intro.channel", { channel: channelName(props.channel) })}</p>
      <Show when={!isDirect(props.channel) && !isArchived(props.channel)}>
        <div class="intro-actions">
          <Show when={mayManageMembers(props.channel) && !isTownSquare(props.channel)}><Button icon="people" onClick={() => askAbout("people", props.channel.id)}>{t("channel.add_people")}</Button></Show>
          <Show when={!isGuest(me())}><Button icon="link" look={isTownSquare(props.channel) ? undefined : "quiet"} onClick={() => setOpenWindow("invite")}>{t("invite.people")}</Button></Show>
        </div>
      </Show>
    </article>
  );
}
