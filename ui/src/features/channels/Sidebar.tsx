import { A } from "@solidjs/router";
import { createMemo, createSignal, For, Show, type JSX } from "solid-js";
import { Button } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { Menu, type MenuItem } from "~/design/Menu";
import { t } from "~/i18n";
import { isGuest } from "~/model/people";
import { mayMakeChannel } from "~/model/roles";
import { me } from "~/model/session";
import { hasUnreadSection, isUnreadOnly, sections, setIsUnreadOnly, type Section } from "~/model/sidebar";
import { currentTeamId } from "~/model/teams";
import { unreadThreads } from "~/model/threads";
import { Beyond } from "./Beyond";
import { held } from "./drag";
import { setSidebar } from "./sidebar.actions";
import { Mentions } from "./SidebarRow";
import { SidebarSection, type SectionDoes } from "./SidebarSection";

type Props = SectionDoes & {
  threadsHref: string;
  draftsHref: string;
  /** How much was begun or will be sent later; with nothing, there is no way to it. */
  draftCount: number;
  onFind: () => void;
  onCreate: () => void;
  /** Which team: above the channels. */
  top: JSX.Element;
  /** Who I am: below them. */
  bottom: JSX.Element;
};

/** Teams, channels and conversations: where everything is found. */
export function Sidebar(props: Props) {
  const all = createMemo(() => sections(currentTeamId(), held()?.kind === "channel"));
  const [list, setList] = createSignal<HTMLElement>();
  const viewItems = () => [
    { label: t("sidebar.unread_only"), isChecked: isUnreadOnly(), run: () => setIsUnreadOnly(!isUnreadOnly()) },
    { label: t("sidebar.unread_apart"), isChecked: hasUnreadSection(), run: () => setSidebar("show_unread_section", String(!hasUnreadSection())) },
  ];
  const addItems = (): MenuItem[] => [
    ...(mayMakeChannel(currentTeamId()) ? [{ label: t("channel.create"), icon: "plus" as const, run: props.onCreate }] : []),
    ...(isGuest(me()) ? [] : [{ label: t("channel.browse"), icon: "hash" as const, run: props.onBrowse }]),
    { label: t("direct.new"), icon: "edit", run: props.onDirect },
    { label: t("category.new"), icon: "folder", run: () => props.onNewCategory("") },
  ];
  return (
    <nav class="sidebar" aria-label={t("sidebar")}>
      {props.top}
      <div class="sidebar-find">
        <button type="button" class="find" onClick={props.onFind}><Icon name="search" size={18} /><span>{t("find")}</span><kbd>{MOD}K</kbd></button>
        <Menu label={t("sidebar.view")} class="icon-button bordered" trigger={<Icon name="filter" size={18} />} placement="bottom-end" items={viewItems()} />
        <Menu label={t("sidebar.add")} class="icon-button bordered" trigger={<Icon name="plus" />} placement="bottom-end" items={addItems()} />
      </div>
      <div class="sidebar-list">
        <div class="sidebar-scroll" ref={setList}>
          <A href={props.threadsHref} class="side-row" activeClass="here" onClick={props.onChosen} classList={{ unread: unreadThreads(currentTeamId()).threads > 0 }}>
            <Icon name="thread" size={18} />
            <span class="cut">{t("threads")}</span>
            <Mentions count={unreadThreads(currentTeamId()).mentions} />
          </A>
          <Show when={props.draftCount > 0}>
            <A href={props.draftsHref} class="side-row" activeClass="here" onClick={props.onChosen}>
              <Icon name="edit" size={18} />
              <span class="cut">{t("drafts")}</span>
              <span class="side-count">{props.draftCount}</span>
            </A>
          </Show>
          <For each={all().map(({ id }) => id)}>
            {(id) => <Show when={all().find((each) => each.id === id)}>{(found) => <SidebarSection section={found() as Section} does={props} />}</Show>}
          </For>
          <Show when={isUnreadOnly()}>
            <div class="unread-only">
              <Show when={all().length === 0}><p>{t("sidebar.nothing_unread")}</p></Show>
              <Button look="quiet" onClick={() => setIsUnreadOnly(false)}>{t("sidebar.show_all")}</Button>
            </div>
          </Show>
        </div>
        <Show when={list()}>{(each) => <Beyond list={each()} sections={all()} />}</Show>
      </div>
      {props.bottom}
    </nav>
  );
}

const MOD = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl ";
