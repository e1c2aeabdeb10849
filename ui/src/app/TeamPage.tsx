// A team: the sidebar, and beside it what the address says.
import { useNavigate, useParams, type RouteSectionProps } from "@solidjs/router";
import { createComputed, createEffect, createMemo, lazy, on, Show, Suspense } from "solid-js";
import { errorText } from "~/api/client";
import { IconButton } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { Menu, type MenuItem } from "~/design/Menu";
import { toast } from "~/design/Toasts";
import { addPeople, openGroup } from "~/features/channels/channels.actions";
import { BrowseChannels } from "~/features/channels/BrowseChannels";
import { CreateChannel } from "~/features/channels/CreateChannel";
import { EditHeader } from "~/features/channels/EditHeader";
import { Sidebar } from "~/features/channels/Sidebar";
import { MyMenu } from "~/features/people/MyMenu";
import { PeoplePicker } from "~/features/people/PeoplePicker";
import { loadScheduled } from "~/features/posts/scheduled.actions";
import { logOut } from "~/features/session/session.actions";
import { InviteDialog } from "~/features/teams/InviteDialog";
import { loadThreads } from "~/features/threads/threads.actions";
import { t } from "~/i18n";
import { announcement } from "~/live/announce";
import { channel, channelName, currentChannelId, loadCategories, teamUnread, totalMentions, isUnread, myChannels } from "~/model/channels";
import { loadDrafts } from "~/model/drafts";
import { link } from "~/model/link";
import { config } from "~/model/session";
import { currentTeam, currentTeamId, myTeams, setCurrentTeamId, teamAt } from "~/model/teams";
import { unreadThreads } from "~/model/threads";
import { useAppearance } from "./appearance";
import { hrefOf } from "./places";
import { finding, isSidebarOpen, openSettings, openWindow, setIsSidebarOpen, setOpenWindow } from "./windows";

const Overlays = lazy(() => import("./Overlays").then(({ Overlays: each }) => ({ default: each })));
const SearchSide = lazy(() => import("./Overlays").then(({ SearchSide: each }) => ({ default: each })));

/** The page of a team. */
export function TeamPage(props: RouteSectionProps) {
  const params = useParams();
  const navigate = useNavigate();
  const team = createMemo(() => teamAt(params.team ?? ""));
  // Before anything below asks which team is on screen.
  createComputed(() => setCurrentTeamId(team()?.id ?? ""));
  createEffect(on(() => team()?.id, (id) => {
    if (!id) return navigate("/", { replace: true });
    loadCategories(id).catch((error) => toast(errorText(error)));
    void loadThreads(id).catch(() => {});
    void loadDrafts(id).catch(() => {});
    void loadScheduled(id).catch(() => {});
  }));
  createEffect(() => (document.title = pageTitle()));

  useAppearance();

  const close = () => setOpenWindow("");
  const goTo = (each: Parameters<typeof hrefOf>[0]) => navigate(hrefOf(each));

  async function talkTo(ids: string[]): Promise<string> {
    try {
      goTo(await openGroup(ids));
      setIsSidebarOpen(false);
      return "";
    } catch (error) {
      return errorText(error);
    }
  }

  return (
    <Show when={team()}>
      <div class="shell" classList={{ "sidebar-open": isSidebarOpen(), "has-search": finding() !== "" }}>
        <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>{t("skip")}</a>
        <Sidebar hrefOf={hrefOf} threadsHref={`/${params.team}/threads`} onFind={() => setOpenWindow("find")} onCreate={() => setOpenWindow("create")} onBrowse={() => setOpenWindow("browse")}
          onDirect={() => setOpenWindow("direct")} onChosen={() => setIsSidebarOpen(false)} top={<TeamMenu />} bottom={<MyMenu onSettings={() => openSettings()} onLogOut={() => void logOut()} />} />
        <button type="button" class="sidebar-veil" aria-label={t("sidebar.close")} tabindex="-1" onClick={() => setIsSidebarOpen(false)} />
        <div class="stage" id="main" tabindex="-1">
          <LinkBanner />
          {props.children}
        </div>
        <Show when={finding()}><Suspense><SearchSide /></Suspense></Show>
      </div>
      <div class="unseen" role="log" aria-live="polite" aria-atomic="true">{announcement()}</div>
      <Suspense><Overlays /></Suspense>
      <CreateChannel isOpen={openWindow() === "create"} onClose={close} onDone={goTo} />
      <BrowseChannels isOpen={openWindow() === "browse"} onClose={close} onDone={goTo} onCreate={() => setOpenWindow("create")} />
      <PeoplePicker isOpen={openWindow() === "direct"} onClose={close} title={t("direct.new")} note={t("direct.note")} action={t("direct.start")} most={7} onPicked={talkTo} />
      <InviteDialog isOpen={openWindow() === "invite"} onClose={close} />
      <Show when={channel(currentChannelId())}>
        {(each) => (
          <>
            <PeoplePicker isOpen={openWindow() === "people"} onClose={close} title={t("channel.add_people_to", { channel: channelName(each()) })} action={t("add")} most={50}
              notInChannel={each().id} onPicked={(ids) => addPeople(each().id, ids)} />
            <EditHeader isOpen={openWindow() === "header"} onClose={close} channel={each()} />
          </>
        )}
      </Show>
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
    { label: t("invite.people"), icon: "link", run: () => setOpenWindow("invite") },
    { label: t("team.join_other"), icon: "people", run: () => navigate("/select_team") },
    { label: t("team.create"), icon: "plus", run: () => navigate("/create_team") },
  ];
  const mark = (id: string) => {
    const { mentions, isUnread: waits } = teamUnread(id);
    if (id === currentTeam()?.id || !waits) return "";
    return mentions > 0 ? ` (${mentions})` : " •";
  };
  const othersWait = () => myTeams().some((team) => team.id !== currentTeam()?.id && teamUnread(team.id).isUnread);
  return (
    <div class="team-head">
      <Menu label={t("team.menu", { team: currentTeam()?.display_name ?? "" })} class="team-name" items={items()} trigger={
        <>
          <span class="cut">{currentTeam()?.display_name}</span><Icon name="down" size={16} />
          <Show when={othersWait()}><span class="dot" /></Show>
        </>
      } />
      <IconButton icon="close" class="narrow-only" label={t("sidebar.close")} onClick={() => setIsSidebarOpen(false)} />
    </div>
  );
}

function LinkBanner() {
  return (
    <div role="status" class="banner-place">
      <Show when={link() === "lost"}><p class="banner"><Icon name="wifi_off" size={16} />{t("link.lost")}</p></Show>
    </div>
  );
}

function pageTitle(): string {
  const each = channel(currentChannelId());
  const mentions = totalMentions() + unreadThreads(currentTeamId()).mentions;
  const waits = myChannels().some((one) => one.id !== each?.id && isUnread(one.id));
  const mark = mentions > 0 ? `(${mentions}) ` : waits ? "• " : "";
  return `${mark}${each ? `${channelName(each)} — ` : ""}${currentTeam()?.display_name ?? config.SiteName ?? ""}`;
}
