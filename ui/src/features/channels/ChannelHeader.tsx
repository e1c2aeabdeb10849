import type { Channel } from "@mattermost/types/channels";
import { createResource, createSignal, Show, type JSX } from "solid-js";
import { api } from "~/api/client";
import { Confirm } from "~/design/Dialog";
import { IconButton } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { Linked } from "~/design/Linked";
import { Menu, type MenuItem } from "~/design/Menu";
import { t, tn } from "~/i18n";
import { channelName, isDirect, isMuted, teammateId } from "~/model/channels";
import { presenceOf } from "~/model/people";
import { myId } from "~/model/session";
import { isFavourite, leaveChannel, toggleFavourite, toggleMute } from "./channels.actions";
import { ChannelIcon } from "./ChannelIcon";

type Props = {
  channel: Channel;
  onAddPeople: () => void;
  onEditHeader: () => void;
  onLeft: () => void;
  /** Opens the sidebar where there is no room for it. */
  menuButton: JSX.Element;
};

/** The line above a channel: what it is, who is in it, what can be done with it. */
export function ChannelHeader(props: Props) {
  const [isLeaving, setIsLeaving] = createSignal(false);
  const id = () => props.channel.id;
  const direct = () => isDirect(props.channel);
  const isTownSquare = () => props.channel.name === "town-square";
  const [stats] = createResource(() => (props.channel.type === "D" ? undefined : id()), (each) => api.getChannelStats(each).catch(() => undefined));

  async function leave() {
    if (await leaveChannel(id())) props.onLeft();
  }

  const items = (): MenuItem[] => [
    { label: isFavourite(id()) ? t("favourite.remove") : t("favourite.add"), icon: "star", run: () => void toggleFavourite(id()) },
    { label: isMuted(id()) ? t("unmute") : t("mute"), icon: isMuted(id()) ? "bell" : "bell_off", run: () => void toggleMute(id()) },
    ...(direct() ? [] : [{ label: t("channel.add_people"), icon: "people" as const, run: props.onAddPeople }]),
    { label: t("channel.edit_header"), icon: "edit", run: props.onEditHeader },
    ...(direct() ? ["line" as const, { label: t("direct.close"), icon: "close" as const, run: () => void leave() }] : []),
    ...(!direct() && !isTownSquare() ? ["line" as const, { label: t("channel.leave"), icon: "leave" as const, danger: true, run: () => setIsLeaving(true) }] : []),
  ];

  const below = () => {
    if (props.channel.header) return props.channel.header;
    if (props.channel.type === "D") return teammateId(props.channel) === myId() ? t("direct.self") : t(`presence.${presenceOf(teammateId(props.channel))}`);
    return props.channel.purpose;
  };

  return (
    <header class="channel-head">
      {props.menuButton}
      <ChannelIcon channel={props.channel} size={24} />
      <div class="channel-title">
        <h1 class="cut">{channelName(props.channel)}</h1>
        <Show when={below()}><p class="cut" title={below()}><Linked text={below()} /></p></Show>
      </div>
      <Show when={stats()}>
        {(found) => (
          <button type="button" class="button quiet members" onClick={props.onAddPeople} title={t("channel.add_people")} aria-label={tn("members", found().member_count)} disabled={direct()}>
            <Icon name="people" size={18} /><span aria-hidden="true">{found().member_count}</span>
          </button>
        )}
      </Show>
      <IconButton icon="star" class="wide-only" label={isFavourite(id()) ? t("favourite.remove") : t("favourite.add")} aria-pressed={isFavourite(id())} filled={isFavourite(id())}
        onClick={() => void toggleFavourite(id())} />
      <Menu label={t("channel.menu")} class="icon-button" trigger={<Icon name="more" />} items={items()} placement="bottom-end" />
      <Confirm isOpen={isLeaving()} onClose={() => setIsLeaving(false)} title={t("channel.leave_title", { channel: channelName(props.channel) })}
        note={props.channel.type === "P" ? t("channel.leave_private") : t("channel.leave_open")} action={t("channel.leave")} onConfirm={() => void leave()} />
    </header>
  );
}
