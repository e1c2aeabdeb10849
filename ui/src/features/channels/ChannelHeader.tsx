import type { Channel } from "@mattermost/types/channels";
import { createResource, Show, type Component, type JSX } from "solid-js";
import { api } from "~/api/client";
import { IconButton } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { Menu } from "~/design/Menu";
import { t, tn } from "~/i18n";
import { drawn } from "~/lib/drawn";
import { plain } from "~/lib/markdown";
import { channelName, comingsIn, isArchived, teammateId } from "~/model/channels";
import { isGuest, person, presenceOf } from "~/model/people";
import { myId } from "~/model/session";
import { isFavourite, toggleFavourite } from "./channels.actions";
import { ChannelIcon } from "./ChannelIcon";
import { channelItems, type ChannelAsk, type ChannelPanel } from "./menu";

type Props = {
  channel: Channel;
  href: string;
  /** What is shown beside the channel now. */
  panel: string;
  onPanel: (panel: ChannelPanel) => void;
  ask: (what: ChannelAsk) => void;
  onLeft: () => void;
  /** Adds a bookmark, where I may. */
  onBookmark?: () => void;
  /** Opens the sidebar where there is no room for it. */
  menuButton: JSX.Element;
  /** Draws its header. */
  words: Component<{ text: string }>;
  /** What stands beside the name: a status, for one. */
  beside?: JSX.Element;
};

/** The line above a channel: what it is, who is in it, what can be done with it. */
export function ChannelHeader(props: Props) {
  const id = () => props.channel.id;
  const [stats] = createResource(() => (props.channel.type === "D" ? undefined : { id: id(), at: comingsIn(id()) }), (each) => drawn().then(() => api.getChannelStats(each.id)).catch(() => undefined));
  const items = () => channelItems(props.channel, { ask: props.ask, show: props.onPanel, bookmark: props.onBookmark, href: props.href, onLeft: props.onLeft });

  // Whoever writes here knows that somebody from outside reads along.
  const guests = () => (props.channel.type === "D" ? isGuest(person(teammateId(props.channel))) && t("guest") : stats.latest?.guest_count && tn("guests", stats.latest.guest_count));
  const below = () => {
    if (isArchived(props.channel)) return t("channel.archived");
    if (props.channel.header) return props.channel.header;
    if (props.channel.type === "D") return teammateId(props.channel) === myId() ? t("direct.self") : t(`presence.${presenceOf(teammateId(props.channel))}`);
    return props.channel.purpose;
  };

  return (
    <header class="channel-head">
      {props.menuButton}
      <ChannelIcon channel={props.channel} size={24} />
      <div class="channel-title">
        <div class="channel-name"><h1 class="cut">{channelName(props.channel)}</h1>{props.beside}<Show when={guests()}>{(tag) => <span class="tag wide-only">{tag()}</span>}</Show></div>
        <Show when={below()}><p class="cut" title={plain(below())}><props.words text={below()} /></p></Show>
      </div>
      <Show when={stats.latest}>
        {(found) => (
          <button type="button" class="button quiet members" onClick={() => props.onPanel("members")} title={t("panel.members")} aria-pressed={props.panel === "members"}>
            <Icon name="people" size={18} /><span aria-hidden="true">{found().member_count}</span><span class="unseen">{tn("members", found().member_count)}</span>
          </button>
        )}
      </Show>
      <Show when={!isArchived(props.channel)}>
        <IconButton icon="star" class="wide-only" label={isFavourite(id()) ? t("favourite.remove") : t("favourite.add")} aria-pressed={isFavourite(id())} filled={isFavourite(id())}
          onClick={() => toggleFavourite(id())} />
      </Show>
      <IconButton icon="info" class="wide-only" label={t("panel.info")} aria-pressed={props.panel === "info"} onClick={() => props.onPanel("info")} />
      <Menu label={t("channel.menu")} class="icon-button" trigger={<Icon name="more" />} items={items()} placement="bottom-end" />
    </header>
  );
}
