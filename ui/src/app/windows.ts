// Which window over the page is open. They are opened from the sidebar, the header, and by keys.
import { createSignal } from "solid-js";

/** The windows there are. */
export type WindowName = "" | "find" | "create" | "browse" | "direct" | "invite" | "people" | "header";

const [openWindow, setOpenWindow] = createSignal<WindowName>("");
const [isSidebarOpen, setIsSidebarOpen] = createSignal(false);

export { openWindow, setOpenWindow, isSidebarOpen, setIsSidebarOpen };
