import type { Channel } from "@mattermost/types/channels";
import { createEffect, createSignal, onCleanup, Show, type JSX } from "solid-js";
import { Icon } from "~/design/Icon";
import { Menu, type MenuItem } from "~/design/Menu";
import { t, tn } from "~/i18n";
import { holdFocus, staysIn } from "~/lib/focus";
import { channelName, isCurrentChannel, isMuted, isUnread, mentionCount } from "~/model/channels";
import { accepts, categoriesOf, sectionName } from "~/model/sidebar";
import { currentTeamId } from "~/model/teams";
import { ChannelIcon } from "./ChannelIcon";
import { release, take } from "./drag";
import { channelItems, type ChannelAsk } from "./menu";
import { placeChannel, stepChannel } from "./sidebar.actions";

/** How a line reaches what is not its own. */
export type RowDoes = {
  hrefOf: (channel: Channel) => string;
  ask: (what: ChannelAsk, channelId: string) => void;
  /** Names a new category, for this channel. */
  onNewCategory: (channelId: string) => void;
  onLeft: (channelId: string) => void;
  /** Somebody is about to choose a channel. */
  onAim: (channelId: string) => void;
  /** Somebody chose where to go. */
  onChosen: () => void;
  /** What stands beside a name: a status, for one. */
  beside: (channel: Channel) => JSX.Element;
};

/** How long (ms) a mouse rests on a name before it looks like a choice. */
const AIM = 60;

/** A channel in the sidebar. Its menu is there while it is pointed at or focused. */
export function SidebarRow(props: { channel: Channel; does: RowDoes }) {
  const id = props.channel.id;
  const [isNear, setIsNear] = createSignal(false);
  const [isFocused, setIsFocused] = createSignal(false);
  const [isMenuOpen, setIsMenuOpen] = createSignal(false);
  const isHere = () => isCurrentChannel(id);
  const isActive = () => isNear() || isFocused() || isMenuOpen();
  let row!: HTMLLIElement;
  // Where I am is in sight, however long the list.
  createEffect(() => isHere() && requestAnimationFrame(() => row.scrollIntoView({ block: "nearest" })));
  let aiming: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(aiming));

  function point(isOver: boolean) {
    setIsNear(isOver);
    clearTimeout(aiming);
    if (isOver) aiming = setTimeout(() => props.does.onAim(id), AIM);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
    if (!event.altKey || event.shiftKey || event.ctrlKey || event.metaKey || !step) return;
    event.preventDefault();
    event.stopPropagation();
    stepChannel(id, step);
    holdFocus((event.currentTarget as Element).closest("nav") ?? document.body, `[data-channel="${id}"] a`);
  }

  function onContextMenu(event: MouseEvent) {
    event.preventDefault();
    setIsNear(true);
    setIsMenuOpen(true);
  }

  const items = () => channelItems(props.channel, {
    ask: (what) => props.does.ask(what, id), href: props.does.hrefOf(props.channel), onLeft: () => props.does.onLeft(id),
    move: { label: t("sidebar.move"), icon: "folder", items: moves(props.channel, () => props.does.onNewCategory(id)) },
  });

  return (
    <li ref={row} class="side-item" data-channel={id} onPointerEnter={(event) => point(event.pointerType === "mouse")} onPointerLeave={() => point(false)} onPointerDown={() => props.does.onAim(id)}
      onFocusIn={() => setIsFocused(true)} onFocusOut={(event) => setIsFocused(staysIn(event))} onContextMenu={onContextMenu} onKeyDown={onKeyDown}>
      <a href={props.does.hrefOf(props.channel)} class="side-row" aria-current={isHere() ? "page" : undefined} onClick={props.does.onChosen} draggable="true"
        onDragStart={(event) => take(event, { kind: "channel", id })} onDragEnd={release} classList={{ here: isHere(), unread: isUnread(id) && !isHere(), muted: isMuted(id), active: isActive() }}>
        <ChannelIcon channel={props.channel} />
        <span class="cut">{channelName(props.channel)}</span>
        {props.does.beside(props.channel)}
        <Show when={isUnread(id) && !isHere()}><span class="unseen">{t("unread")}</span></Show>
        <Show when={isMuted(id)}><span class="mute-mark" title={t("muted")}><Icon name="bell_off" size={14} /><span class="unseen">{t("muted")}</span></span></Show>
        <Mentions count={mentionCount(id)} />
      </a>
      <Show when={isActive()}>
        <Menu label={t("sidebar.row_menu", { channel: channelName(props.channel) })} class="icon-button side-more" trigger={<Icon name="more" size={16} />} items={items()} placement="bottom-end"
          isOpen={isMenuOpen()} onOpenChange={setIsMenuOpen} />
      </Show>
    </li>
  );
}

function moves(each: Channel, onNew: () => void): MenuItem[] {
  const all = categoriesOf(currentTeamId()).filter((category) => accepts(category, each));
  return [
    ...all.map((category): MenuItem => ({ label: sectionName({ category }), isChecked: category.channel_ids.includes(each.id), run: () => placeChannel(each.id, category.id) })),
    "line",
    { label: t("category.new"), icon: "plus", run: onNew },
  ];
}

/** How often I am called. */
export function Mentions(props: { count: number }) {
  return (
    <Show when={props.count > 0}>
      <span class="badge"><span aria-hidden="true">{props.count > 99 ? "99+" : props.count}</span><span class="unseen">{tn("mentions", props.count)}</span></span>
    </Show>
  );
}
