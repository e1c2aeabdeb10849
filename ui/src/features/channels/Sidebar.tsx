import type { Channel } from "@mattermost/types/channels";
import { A } from "@solidjs/router";
import { createMemo, For, Show, type JSX } from "solid-js";
import { IconButton } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { Menu } from "~/design/Menu";
import { t, tn, type Key } from "~/i18n";
import { channelName, currentChannelId, isMuted, isUnread, mentionCount, sections, toggleSection, type Section } from "~/model/channels";
import { currentTeamId } from "~/model/teams";
import { unreadThreads } from "~/model/threads";
import { ChannelIcon } from "./ChannelIcon";

type Props = {
  hrefOf: (channel: Channel) => string;
  threadsHref: string;
  onFind: () => void;
  onCreate: () => void;
  onBrowse: () => void;
  onDirect: () => void;
  /** Somebody chose where to go. */
  onChosen: () => void;
  /** Which team: above the channels. */
  top: JSX.Element;
  /** Who I am: below them. */
  bottom: JSX.Element;
};

const NAMES: Partial<Record<string, Key>> = { favorites: "sidebar.favorites", channels: "sidebar.channels", direct_messages: "sidebar.direct" };

/** Teams, channels and conversations: where everything is found. */
export function Sidebar(props: Props) {
  const all = createMemo(() => sections(currentTeamId()));
  return (
    <nav class="sidebar" aria-label={t("sidebar")}>
      {props.top}
      <div class="sidebar-find">
        <button type="button" class="find" onClick={props.onFind}><Icon name="search" size={18} /><span>{t("find")}</span><kbd>{MOD}K</kbd></button>
        <Menu label={t("sidebar.add")} class="icon-button bordered" trigger={<Icon name="plus" />} placement="bottom-end" items={[
          { label: t("channel.create"), icon: "plus", run: props.onCreate },
          { label: t("channel.browse"), icon: "hash", run: props.onBrowse },
          { label: t("direct.new"), icon: "edit", run: props.onDirect },
        ]} />
      </div>
      <div class="sidebar-scroll">
        <A href={props.threadsHref} class="side-row" activeClass="here" onClick={props.onChosen} classList={{ unread: unreadThreads(currentTeamId()).threads > 0 }}>
          <Icon name="thread" size={18} />
          <span class="cut">{t("threads")}</span>
          <Mentions count={unreadThreads(currentTeamId()).mentions} />
        </A>
        <For each={all().map(({ category }) => category.id)}>
          {(id) => <Show when={all().find(({ category }) => category.id === id)}>{(found) => <SectionBox {...props} section={found()} />}</Show>}
        </For>
      </div>
      {props.bottom}
    </nav>
  );
}

const MOD = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl ";

function SectionBox(props: Props & { section: Section }) {
  const category = () => props.section.category;
  const name = () => {
    const key = NAMES[category().type];
    return key ? t(key) : category().display_name;
  };
  // A folded section still shows what is waiting, and where one is.
  const shown = () => props.section.channels.filter((each) => !category().collapsed || isUnread(each.id) || each.id === currentChannelId());
  const add = () => (category().type === "direct_messages" ? props.onDirect : props.onBrowse);
  return (
    <section class="side-section" aria-label={name()}>
      <div class="side-head">
        <button type="button" class="side-fold" aria-expanded={!category().collapsed} onClick={() => void toggleSection(category()).catch(() => {})}>
          <Icon name={category().collapsed ? "right" : "down"} size={14} /><h2 class="cut">{name()}</h2>
        </button>
        <Show when={category().type === "channels" || category().type === "direct_messages"}>
          <IconButton icon="plus" size={16} label={category().type === "channels" ? t("channel.browse") : t("direct.new")} onClick={add()} />
        </Show>
      </div>
      <ul class="side-list">
        <For each={shown()}>{(each) => <li><Row channel={each} {...props} /></li>}</For>
      </ul>
    </section>
  );
}

function Row(props: Props & { channel: Channel }) {
  const id = props.channel.id;
  const isHere = () => currentChannelId() === id;
  return (
    <a href={props.hrefOf(props.channel)} class="side-row" aria-current={isHere() ? "page" : undefined} onClick={props.onChosen}
      classList={{ here: isHere(), unread: isUnread(id) && !isHere(), muted: isMuted(id) }}>
      <ChannelIcon channel={props.channel} />
      <span class="cut">{channelName(props.channel)}</span>
      <Show when={isUnread(id) && !isHere()}><span class="unseen">{t("unread")}</span></Show>
      <Show when={isMuted(id)}><span class="mute-mark" title={t("muted")}><Icon name="bell_off" size={14} /><span class="unseen">{t("muted")}</span></span></Show>
      <Mentions count={mentionCount(id)} />
    </a>
  );
}

function Mentions(props: { count: number }) {
  return (
    <Show when={props.count > 0}>
      <span class="badge"><span aria-hidden="true">{props.count > 99 ? "99+" : props.count}</span><span class="unseen">{tn("mentions", props.count)}</span></span>
    </Show>
  );
}
