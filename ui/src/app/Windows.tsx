// The windows over the page, loaded when the first of them is opened.
import type { Channel } from "@mattermost/types/channels";
import type { Team } from "@mattermost/types/teams";
import { useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import { errorText } from "~/api/client";
import { Confirm } from "~/design/Dialog";
import { BrowseChannels } from "~/features/channels/BrowseChannels";
import { CategoryName } from "~/features/channels/CategoryName";
import { ChannelAsks } from "~/features/channels/ChannelAsks";
import { addPeople, growGroup, openGroup } from "~/features/channels/channels.actions";
import { ChannelNotifications } from "~/features/channels/ChannelNotifications";
import { CreateChannel } from "~/features/channels/CreateChannel";
import { EditChannel } from "~/features/channels/EditChannel";
import { GroupToChannel } from "~/features/channels/GroupToChannel";
import { PeoplePicker } from "~/features/people/PeoplePicker";
import { QuietDialog } from "~/features/people/QuietDialog";
import { StatusDialog } from "~/features/people/StatusDialog";
import "~/features/people/people.css";
import { EmojiPicker } from "~/features/emoji/EmojiPicker";
import { InviteDialog } from "~/features/teams/InviteDialog";
import { addToTeam, leaveTeam } from "~/features/teams/teams.actions";
import "~/features/teams/teams.css";
import { TeamPeople } from "~/features/teams/TeamPeople";
import { TeamSettings } from "~/features/teams/TeamSettings";
import { t } from "~/i18n";
import "~/i18n/rooms/forms";
import "~/i18n/rooms/places";
import { channel, channelName } from "~/model/channels";
import { currentTeam } from "~/model/teams";
import { hrefOf } from "./places";
import { openWindow, setIsSidebarOpen, setOpenWindow, subjectId } from "./windows";

/** Those of the page. */
export default function Windows() {
  const navigate = useNavigate();
  const close = () => setOpenWindow("");
  function goTo(each: Channel): void {
    setIsSidebarOpen(false);
    navigate(hrefOf(each));
  }

  async function talk(starting: Promise<Channel>): Promise<string> {
    try {
      goTo(await starting);
      return "";
    } catch (error) {
      return errorText(error);
    }
  }

  return (
    <>
      <CreateChannel isOpen={openWindow() === "create"} onClose={close} onDone={goTo} />
      <BrowseChannels isOpen={openWindow() === "browse"} onClose={close} onDone={goTo} onCreate={() => setOpenWindow("create")} />
      <PeoplePicker isOpen={openWindow() === "direct"} onClose={close} title={t("direct.new")} note={t("direct.note")} action={t("direct.start")} most={7} onPicked={(ids) => talk(openGroup(ids))} />
      <InviteDialog isOpen={openWindow() === "invite"} onClose={close} onAddPeople={() => setOpenWindow("team.add")} />
      <Show when={currentTeam()}>{(team) => <TeamWindows team={team()} onClose={close} />}</Show>
      <StatusDialog isOpen={openWindow() === "status"} onClose={close} picker={EmojiPicker} />
      <QuietDialog isOpen={openWindow() === "quiet"} onClose={close} />
      <CategoryName isOpen={openWindow().startsWith("category.")} onClose={close} categoryId={openWindow() === "category.rename" ? subjectId() : ""} channelId={subjectId()} />
      <Show when={channel(subjectId())}>{(each) => <ChannelWindows channel={each()} onClose={close} onGo={goTo} talk={talk} />}</Show>
    </>
  );
}

/** Those about the team on screen. */
function TeamWindows(props: { team: Team; onClose: () => void }) {
  const navigate = useNavigate();
  const leave = () => void leaveTeam(props.team.id).then((left) => left && navigate("/"));
  return (
    <>
      <PeoplePicker isOpen={openWindow() === "team.add"} onClose={props.onClose} title={t("invite.title", { team: props.team.display_name })} note={t("invite.members_note")} action={t("add")} most={20}
        notInTeam={props.team.id} onPicked={(ids) => addToTeam(props.team.id, ids)} />
      <TeamSettings isOpen={openWindow() === "team"} onClose={props.onClose} team={props.team} />
      <TeamPeople isOpen={openWindow() === "team.people"} onClose={props.onClose} team={props.team} />
      <Confirm isOpen={openWindow() === "team.leave"} onClose={props.onClose} title={t("team.leave_title", { team: props.team.display_name })}
        note={props.team.allow_open_invite ? t("team.leave_open") : t("team.leave_invited")} action={t("team.leave")} onConfirm={leave} />
    </>
  );
}

/** Those about one channel. */
function ChannelWindows(props: { channel: Channel; onClose: () => void; onGo: (each: Channel) => void; talk: (starting: Promise<Channel>) => Promise<string> }) {
  const id = () => props.channel.id;
  const add = (ids: string[]) => (props.channel.type === "G" ? props.talk(growGroup(id(), ids)) : addPeople(id(), ids));
  return (
    <>
      <PeoplePicker isOpen={openWindow() === "people"} onClose={props.onClose} title={t("channel.add_people_to", { channel: channelName(props.channel) })} action={t("add")}
        note={props.channel.type === "G" ? t("direct.grow_note") : undefined} most={props.channel.type === "G" ? 6 : 50} notInChannel={props.channel.type === "G" ? undefined : id()} onPicked={add} />
      <EditChannel isOpen={openWindow() === "channel.edit"} onClose={props.onClose} channel={props.channel} />
      <ChannelNotifications isOpen={openWindow() === "channel.notify"} onClose={props.onClose} channel={props.channel} />
      <GroupToChannel isOpen={openWindow() === "group.convert"} onClose={props.onClose} channel={props.channel} onDone={props.onGo} />
      <ChannelAsks asked={openWindow()} channel={props.channel} onClose={props.onClose} />
    </>
  );
}
