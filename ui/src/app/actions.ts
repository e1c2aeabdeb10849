// What can be done from anywhere, and the one listener that runs it by key.
import { useNavigate } from "@solidjs/router";
import { onCleanup, onMount } from "solid-js";
import { errorText } from "~/api/client";
import { setTheme, theme, type Theme } from "~/design/theme";
import { toast } from "~/design/Toasts";
import { openEmojiWindow } from "~/features/emoji/windows";
import { markAllRead } from "~/features/posts/posts.actions";
import { logOut } from "~/features/session/logout";
import { t } from "~/i18n";
import "~/i18n/rooms/emoji";
import "~/i18n/rooms/palette";
import { isPressed } from "~/lib/keys";
import { allActions, offerActions, type Action } from "~/model/actions";
import { currentChannelId, isUnread } from "~/model/channels";
import { isGuest, setPresence, type Presence } from "~/model/people";
import { mayMakeChannel } from "~/model/roles";
import { config, me } from "~/model/session";
import { rowsIn, sections } from "~/model/sidebar";
import { currentTeam, currentTeamId } from "~/model/teams";
import { hrefOf } from "./places";
import { goToRegion } from "./regions";
import { askAbout, isSidebarOpen, openSettings, openWindow, setIsSidebarOpen, setFinding, setOpenWindow, SETTINGS_PAGES, type Finding, type WindowName } from "./windows";

/** Offers everything that can be done from anywhere, and listens for the keys of all actions. */
export function useActions(): void {
  const navigate = useNavigate();
  const go = (step: number, wanted: (id: string) => boolean) => {
    const all = [...new Set(sections(currentTeamId()).flatMap(rowsIn))];
    const here = all.findIndex((each) => each.id === currentChannelId());
    const order = all.map((_, i) => all[(here + step * (i + 1) + all.length * 2) % all.length]);
    const next = order.find((each) => each && each.id !== currentChannelId() && wanted(each.id));
    if (next) navigate(hrefOf(next));
  };

  offerActions(() => (currentTeam() ? [...placesToGo(go, navigate), ...pageActions()] : []));
  // One of its own: while the page changes from one place to the next, both are there for a moment.
  const listen = (event: KeyboardEvent) => onKeyDown(event);
  onMount(() => addEventListener("keydown", listen));
  onCleanup(() => removeEventListener("keydown", listen));
}

const window = (name: WindowName) => () => void setOpenWindow(openWindow() === name ? "" : name);
const find = (what: Finding) => () => {
  setOpenWindow("");
  setFinding(what);
};

function placesToGo(go: (step: number, wanted: (id: string) => boolean) => void, navigate: (href: string) => void): Action[] {
  const any = () => true;
  return [
    { id: "find", name: () => t("find"), group: "go", keys: "Mod+k", icon: "search", overWindows: true, isHidden: true, run: window("find") },
    { id: "search", name: () => t("search"), group: "go", keys: "Mod+Shift+f", icon: "search", run: find("search") },
    { id: "search.mentions", name: () => t("search.mentions"), group: "go", keys: "Mod+Shift+m", icon: "bell", run: find("mentions") },
    { id: "search.saved", name: () => t("search.saved"), group: "go", icon: "star", run: find("saved") },
    { id: "threads", name: () => t("threads"), group: "go", icon: "thread", run: () => navigate(`/${currentTeam()?.name}/threads`) },
    { id: "drafts", name: () => t("drafts"), group: "go", icon: "edit", run: () => navigate(`/${currentTeam()?.name}/drafts`) },
    { id: "go.previous", name: () => t("go.previous"), group: "go", keys: "Alt+ArrowUp", run: () => go(-1, any) },
    { id: "go.next", name: () => t("go.next"), group: "go", keys: "Alt+ArrowDown", run: () => go(1, any) },
    { id: "go.previous_unread", name: () => t("go.previous_unread"), group: "go", keys: "Alt+Shift+ArrowUp", run: () => go(-1, isUnread) },
    { id: "go.next_unread", name: () => t("go.next_unread"), group: "go", keys: "Alt+Shift+ArrowDown", run: () => go(1, isUnread) },
    { id: "direct.new", name: () => t("direct.new"), group: "go", keys: "Mod+Shift+k", icon: "edit", run: window("direct") },
    ...(isGuest(me()) ? [] : [{ id: "channel.browse", name: () => t("channel.browse"), group: "go" as const, icon: "hash" as const, run: window("browse") }]),
    ...(mayMakeChannel(currentTeamId()) ? [{ id: "channel.create", name: () => t("channel.create"), group: "go" as const, icon: "plus" as const, run: window("create") }] : []),
  ];
}

function pageActions(): Action[] {
  const themes: Theme[] = ["system", "light", "dark"];
  const presences: Presence[] = ["online", "away", "dnd", "offline"];
  return [
    { id: "shortcuts", name: () => t("shortcuts"), group: "page", keys: "Mod+/", overWindows: true, run: window("shortcuts") },
    { id: "settings", name: () => t("settings"), group: "page", keys: "Mod+,", icon: "settings", overWindows: true, run: () => openSettings() },
    { id: "region.next", name: () => t("go.next_region"), group: "page", keys: "F6", isHidden: true, run: () => goToRegion(1) },
    { id: "region.previous", name: () => t("go.previous_region"), group: "page", keys: "Shift+F6", isHidden: true, run: () => goToRegion(-1) },
    { id: "read.all", name: () => t("read.all"), group: "page", keys: "Shift+Escape", icon: "check", run: () => void readAll() },
    ...SETTINGS_PAGES.map((page): Action => ({
      id: `settings.${page}`, name: () => t("settings.open_page", { page: t(`settings.page.${page}`) }), group: "page", icon: "settings", run: () => openSettings(page),
    })),
    ...themes.filter((each) => each !== theme()).map((each): Action => ({
      id: `theme.${each}`, name: () => t("theme.set", { theme: t(`theme.${each}`) }), group: "page", icon: "sun", run: () => setTheme(each),
    })),
    ...presences.map((each): Action => ({
      id: `presence.${each}`, name: () => t("presence.set", { presence: t(`presence.${each}`) }), group: "page", icon: "smile", run: () => void setPresence(each).catch((error) => toast(errorText(error))),
    })),
    { id: "status", name: () => t("status.title"), group: "page", icon: "smile", run: window("status") },
    { id: "quiet", name: () => t("quiet.title"), group: "page", icon: "bell_off", run: window("quiet") },
    ...(config.EnableCustomEmoji === "true" ? [{ id: "emoji", name: () => t("emoji.window"), group: "page" as const, icon: "smile" as const, run: openEmojiWindow }] : []),
    { id: "category", name: () => t("category.new"), group: "page", icon: "folder", run: () => askAbout("category.new", "") },
    { id: "logout", name: () => t("logout"), group: "page", icon: "leave", run: () => void logOut() },
  ];
}

const readAll = () => markAllRead(currentTeamId()).then(() => toast(t("read.all_done"))).catch((error) => toast(errorText(error)));

/** Something over the page has the keys to itself. */
const isCovered = () => document.querySelector("[role='dialog'], [role='alertdialog'], [role='menu']") !== null;

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  if (event.key === "Escape" && isSidebarOpen()) return void setIsSidebarOpen(false);
  const action = allActions().find((each) => each.keys && isPressed(each.keys, event));
  if (!action || (isCovered() && !action.overWindows)) return;
  event.preventDefault();
  action.run();
}
