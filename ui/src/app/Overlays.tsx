// What lies over the page wherever one is: cards of people, the palette, the sheet of shortcuts, the settings; and the panel for finding beside it.
// All of it is loaded when it is first needed, the palette a little before: the first letters after its key must not be lost.
import { useNavigate } from "@solidjs/router";
import { createEffect, createMemo, on, onCleanup, onMount, Show, Suspense, type JSX } from "solid-js";
import { errorText } from "~/api/client";
import { late } from "~/design/late";
import { fetchMenus } from "~/design/Menu";
import { toast } from "~/design/Toasts";
import { openDirect } from "~/features/channels/channels.actions";
import { whenChosen } from "~/features/notifications/notifier";
import type { Choice } from "~/features/palette/choices";
import { currentChannelId } from "~/model/channels";
import { putVisit } from "~/model/recent";
import { askAddresses } from "~/model/site";
import { currentTeam } from "~/model/teams";
import { useActions } from "./actions";
import { useBadge } from "./badge";
import { Cards } from "./Cards";
import { goToPost } from "./jump";
import { hrefOf } from "./places";
import { finding, openWindow, setFinding, setIsSidebarOpen, setOpenWindow, settingsPage, setSettingsPage, wanted, type WindowName } from "./windows";

const palette = () => import("~/features/palette/Palette");
const Palette = late(() => palette().then(({ Palette: each }) => ({ default: each })));
const ShortcutsSheet = late(() => import("~/features/palette/ShortcutsSheet").then(({ ShortcutsSheet: each }) => ({ default: each })));
const SettingsDialog = late(() => import("~/features/settings/SettingsDialog").then(({ SettingsDialog: each }) => ({ default: each })));
const SearchPanel = late(() => import("~/features/search/SearchPanel").then(({ SearchPanel: each }) => ({ default: each })));

/** What is likely to be wanted next is here before it is asked for. */
const fetchNext = () => [fetchMenus, palette, () => import("./ThreadSide"), () => import("./ThreadsView"), () => import("~/features/files/Uploads"), () => import("~/features/posts/DeleteWindow")].forEach((part) => void part().catch(() => {}));

const close = () => setOpenWindow("");

/** What lies over the page. */
export function Overlays() {
  const navigate = useNavigate();
  useActions();
  useBadge();
  const show = (id: string) => void goToPost(id, navigate);
  whenChosen(show);
  const onMessage = (event: MessageEvent) => event.data?.post && show(event.data.post);
  navigator.serviceWorker?.addEventListener("message", onMessage);
  onCleanup(() => navigator.serviceWorker?.removeEventListener("message", onMessage));
  createEffect(on(currentChannelId, (id) => id && putVisit(id)));
  onMount(() => setTimeout(() => void (fetchNext(), askAddresses()), 1000));

  async function choose(choice: Choice) {
    try {
      if ("action" in choice) return choice.action.run();
      setIsSidebarOpen(false);
      navigate(await hrefFor(choice));
    } catch (error) {
      toast(errorText(error));
    }
  }
  return (
    <>
      <Cards />
      <Once name="find"><Palette isOpen={openWindow() === "find"} onClose={close} onChoose={(choice) => void choose(choice)} /></Once>
      <Once name="shortcuts"><ShortcutsSheet isOpen={openWindow() === "shortcuts"} onClose={close} /></Once>
      <Once name="settings"><SettingsDialog isOpen={openWindow() === "settings"} page={settingsPage()} onPage={setSettingsPage} onClose={close} /></Once>
    </>
  );
}

async function hrefFor(choice: Exclude<Choice, { action: unknown }>): Promise<string> {
  if ("channel" in choice) return choice.isMine ? hrefOf(choice.channel) : `/${currentTeam()?.name}/channels/${choice.channel.name}`;
  if ("user" in choice) return hrefOf(await openDirect(choice.user.id));
  return "team" in choice ? `/${choice.team.name}` : `/${currentTeam()?.name}/threads?thread=${choice.thread.id}`;
}

/** Drawn from the first time its window is opened. */
function Once(props: { name: WindowName; children: JSX.Element }) {
  const wasOpened = createMemo((was: boolean) => was || openWindow() === props.name, false);
  return <Show when={wasOpened()}><Suspense>{props.children}</Suspense></Show>;
}

/** The panel for finding. */
export function SearchSide() {
  const navigate = useNavigate();
  // Where there is room for one of them only, what was asked for last is in sight.
  onMount(() => setIsSidebarOpen(false));
  const open = (id: string) => {
    if (matchMedia("(max-width: 1000px)").matches) setFinding("");
    void goToPost(id, navigate);
  };
  const leave = () => {
    setFinding("");
    document.querySelector<HTMLElement>(".composer textarea")?.focus();
  };
  return <Show when={finding()}>{(kind) => <SearchPanel wanted={wanted()} kind={kind() as Exclude<ReturnType<typeof kind>, "">} onKind={setFinding} onClose={leave} onOpenPost={open} />}</Show>;
}
