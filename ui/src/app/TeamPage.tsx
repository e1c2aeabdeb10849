// A team: the sidebar, and beside it what the address says.
import { useNavigate, useParams, type RouteSectionProps } from "@solidjs/router";
import { createComputed, createEffect, createMemo, on, Show, Suspense } from "solid-js";
import { errorText } from "~/api/client";
import { said } from "~/design/announcer";
import { IconButton, Spinner } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { late } from "~/design/late";
import { Menu, type MenuItem } from "~/design/Menu";
import { toast } from "~/design/Toasts";
import { Sidebar } from "~/features/channels/Sidebar";
import { MyMenu } from "~/features/people/MyMenu";
import { StatusMark } from "~/features/people/StatusMark";
import { openTimeline } from "~/features/posts/posts.actions";
import { loadScheduled, scheduled } from "~/features/posts/scheduled.actions";
import { logOut } from "~/features/session/logout";
import { TeamFace } from "~/features/teams/TeamFace";
import { loadTeamThreads, loadThreads } from "~/features/threads/threads.actions";
import { t } from "~/i18n";
import { channel, channelName, currentChannelId, isUnreadElsewhere, teammateId } from "~/model/channels";
import { allDrafts, loadDrafts } from "~/model/drafts";
import { link } from "~/model/link";
import { offerActions } from "~/model/actions";
import { isGuest } from "~/model/people";
import { may, mayInTeam } from "~/model/roles";
import { config, me } from "~/model/session";
import { loadCategories } from "~/model/sidebar";
import { currentTeam, currentTeamId, myTeams, setCurrentTeamId, teamAt } from "~/model/teams";
import { allMentions, othersWait, waitsIn } from "~/model/waiting";
import { useAppearance } from "./appearance";
import { actionsOf } from "./offers";
import { Overlays, SearchSide } from "./Overlays";
import { homeIn, hrefOf } from "./places";
import { askAbout, finding, isSidebarOpen, openSettings, openWindow, setFinding, setIsSidebarOpen, setOpenWindow } from "./windows";

const MissingPlace = late(() => import("./Missing"));
const TeamRail = late(() => import("~/features/teams/TeamRail"));
const Windows = late(() => import("./Windows"));

/** The page of a team. */
export function TeamPage(props: RouteSectionProps) {
  const params = useParams();
  const navigate = useNavigate();
  let last = "";
  const place = createMemo(() => {
    const address = params.team ?? "";
    const team = teamAt(address);
    const isLeft = !team && last === address;
    last = team ? address : "";
    return { team, isLeft };
  });
  const team = () => place().team;
  // Before anything below asks which team is on screen.
  createComputed(() => setCurrentTeamId(team()?.id ?? ""));
  createEffect(on(() => team()?.id, (id) => {
    // It may be gone while it is on screen.
    if (place().isLeft) return navigate("/", { replace: true });
    if (!id) return;
    void loadScheduled(id).catch(() => {});
    // What was kept is brought up to date all at once.
    if (link() === "kept") return;
    // Without a network what is kept is shown, and the line above the page says so.
    loadCategories(id).catch((error) => link() !== "lost" && toast(errorText(error)));
    void loadThreads(id).catch(() => {});
    void loadTeamThreads().catch(() => {});
    void loadDrafts(id).catch(() => {});
  }));
  createEffect(() => team() && (document.title = pageTitle()));
  useAppearance();

  function chosen() {
    setIsSidebarOpen(false);
    // Also for the channel that is on screen already: what is typed next is meant for it.
    if (matchMedia("(pointer: fine)").matches) requestAnimationFrame(() => document.querySelector<HTMLElement>(".conversation .composer textarea")?.focus());
  }
  const left = (channelId: string) => channelId === currentChannelId() && navigate(homeIn(team()?.name ?? ""));

  // Loaded with the first window that is opened, and kept: a window gives the focus back after it has closed.
  const hasOpened = createMemo<boolean>((before) => before || !["", "find", "settings", "shortcuts"].includes(openWindow()), false);

  // What is being written here right now is none of it: nothing may move beside somebody who writes.
  const waiting = () => allDrafts().filter((each) => each.channelId !== currentChannelId()).length + scheduled().length;

  return (
    <Show when={team()} fallback={<Show when={!place().isLeft}><Suspense fallback={<div class="whole"><Spinner /></div>}><MissingPlace team={params.team} /></Suspense></Show>}>
      <div class="shell" classList={{ "sidebar-open": isSidebarOpen(), "has-search": finding() !== "", "has-rail": myTeams().length > 1 }}>
        <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>{t("skip")}</a>
        <Show when={myTeams().length > 1}><Suspense><TeamRail onChosen={() => setIsSidebarOpen(false)} onGo={navigate} /></Suspense></Show>
        <Sidebar hrefOf={hrefOf} threadsHref={`/${params.team}/threads`} draftsHref={`/${params.team}/drafts`} draftCount={waiting()} onFind={() => setOpenWindow("find")} onCreate={() => setOpenWindow("create")} onBrowse={() => setOpenWindow("browse")}
          onDirect={() => setOpenWindow("direct")} onChosen={chosen} onAim={(id) => void openTimeline(id).catch(() => {})} ask={askAbout} onNewCategory={(id) => askAbout("category.new", id)} onRename={(id) => askAbout("category.rename", id)}
          onLeft={left} beside={(each) => <Show when={each.type === "D"}><StatusMark userId={teammateId(each)} /></Show>} top={<TeamMenu />} bottom={<MyMenu onSettings={() => openSettings()} onLogOut={() => void logOut()} onStatus={() => setOpenWindow("status")} onQuiet={() => setOpenWindow("quiet")} />} />
        <button type="button" class="sidebar-veil" aria-label={t("sidebar.close")} tabindex="-1" onClick={() => setIsSidebarOpen(false)} />
        <div class="stage" id="main" tabindex="-1">
          <LinkBanner />
          {props.children}
        </div>
        <Show when={finding()}><Suspense><SearchSide /></Suspense></Show>
      </div>
      <div class="unseen" role="log" aria-live="polite" aria-atomic="true">{said()}</div>
      <Overlays />
      <Show when={hasOpened()}><Suspense><Windows /></Suspense></Show>
    </Show>
  );
}

/** Opens the sidebar where it is hidden for want of room. */
export function SidebarButton() {
  return <IconButton icon="menu" class="narrow-only" label={t("sidebar.open")} aria-expanded={isSidebarOpen()} onClick={() => setIsSidebarOpen(true)} />;
}

function TeamMenu() {
  const navigate = useNavigate();
  const items = (): MenuItem[] => [
    ...myTeams().map((team): MenuItem => ({
      label: team.display_name + mark(team.id), isChecked: team.id === currentTeam()?.id, run: () => navigate(`/${team.name}`),
    })),
    "line",
    ...(isMember() ? [{ label: t("invite.people"), icon: "link" as const, run: () => setOpenWindow("invite") }] : []),
    { label: t("team.people"), icon: "people", run: () => setOpenWindow("team.people") },
    ...(mayInTeam("manage_team", currentTeamId()) ? [{ label: t("team.settings"), icon: "settings" as const, run: () => setOpenWindow("team") }] : []),
    { label: t("team.leave"), icon: "leave", run: () => setOpenWindow("team.leave") },
    "line",
    ...(isMember() ? [{ label: t("team.join_other"), icon: "people" as const, run: () => navigate("/select_team") }] : []),
    ...(may("create_team") ? [{ label: t("team.create"), icon: "plus" as const, run: () => navigate("/create_team") }] : []),
  ];
  offerActions(() => actionsOf(items(), "page"));
  // Guests are invited themselves. What a role allows may not be here yet when the menu opens for the first time.
  const isMember = () => !isGuest(me());
  const mark = (id: string) => {
    const { mentions, isUnread: waits } = waitsIn(id);
    if (id === currentTeam()?.id || !waits) return "";
    return mentions > 0 ? ` (${mentions})` : " •";
  };
  const search = () => {
    setIsSidebarOpen(false);
    setFinding(finding() ? "" : "search");
  };
  return (
    <div class="team-head">
      <Menu label={t("team.menu", { team: currentTeam()?.display_name ?? "" })} class="team-name" items={items()} trigger={
        <>
          <Show when={currentTeam()}>{(team) => <TeamFace team={team()} size={24} />}</Show>
          <span class="cut">{currentTeam()?.display_name}</span><Icon name="down" size={16} />
          <Show when={othersWait()}><span class="dot" /></Show>
        </>
      } />
      <IconButton icon="search" label={t("search")} aria-pressed={finding() !== ""} onClick={search} />
      <IconButton icon="close" class="narrow-only" label={t("sidebar.close")} onClick={() => setIsSidebarOpen(false)} />
    </div>
  );
}

function LinkBanner() {
  return (
    <div role="status">
      <Show when={link() === "lost"}><p class="banner"><Icon name="wifi_off" size={16} />{t("link.lost")}</p></Show>
    </div>
  );
}

function pageTitle(): string {
  const each = channel(currentChannelId());
  const mentions = allMentions();
  const mark = mentions > 0 ? `(${mentions}) ` : isUnreadElsewhere() ? "• " : "";
  return `${mark}${each ? `${channelName(each)} — ` : ""}${currentTeam()?.display_name ?? config.SiteName ?? ""}`;
}
