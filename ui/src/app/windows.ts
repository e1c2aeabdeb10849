// Which window over the page is open and what it is about, and what the panel for finding shows. They are opened from the sidebar, the
// header, and by keys.
import { createSignal } from "solid-js";
import type { ChannelAsk } from "~/features/channels/menu";

/** The windows about a channel or a category of the sidebar. */
type About = ChannelAsk | "category.new" | "category.rename";
/** The windows there are. */
export type WindowName = "" | "find" | "create" | "browse" | "direct" | "invite" | "team" | "team.add" | "team.people" | "team.leave" | "status" | "quiet" | "settings" | "shortcuts" | About;
/** The pages of the settings, in their order. */
export const SETTINGS_PAGES = ["profile", "security", "notifications", "appearance", "language", "sidebar", "advanced"] as const;
/** A page of the settings. */
export type SettingsPage = (typeof SETTINGS_PAGES)[number];
/** What the panel for finding shows; an empty text when it is closed. */
export type Finding = "" | "search" | "mentions" | "saved";

const [openWindow, setOpenWindow] = createSignal<WindowName>("");
const [subjectId, setSubjectId] = createSignal("");
const [isSidebarOpen, setIsSidebarOpen] = createSignal(false);
const [settingsPage, setSettingsPage] = createSignal<SettingsPage>("profile");
const [finding, setFinding] = createSignal<Finding>("");

const [wanted, setWanted] = createSignal<{ terms: string; isFiles: boolean }>();

/** The search that something on the page asked for last. */
export { wanted };
/** Searches for something in messages or files, in the panel for finding. */
export function searchFor(terms: string, isFiles = false): void {
  setWanted({ terms, isFiles });
  setFinding("search");
}

export { openWindow, setOpenWindow, subjectId, isSidebarOpen, setIsSidebarOpen, settingsPage, setSettingsPage, finding, setFinding };

/** Opens the settings, on one of their pages. */
export function openSettings(page: SettingsPage = settingsPage()): void {
  setSettingsPage(page);
  setOpenWindow("settings");
}

/** Opens a window about something. */
export function askAbout(name: About, id: string): void {
  setSubjectId(id);
  setOpenWindow(name);
}
