// Whatever carries data-person opens the card of that person, in whichever room it stands: at a press, which gives the card the focus,
// or while the mouse rests there, which changes nothing about where one is.
import { useNavigate } from "@solidjs/router";
import { createSignal, onCleanup, onMount, Show, Suspense } from "solid-js";
import { errorText } from "~/api/client";
import { late } from "~/design/late";
import { toast } from "~/design/Toasts";
import { openDirect } from "~/features/channels/channels.actions";
import { useHover } from "./hover";
import { hrefOf } from "./places";
import { setIsSidebarOpen, setOpenWindow } from "./windows";

const ProfileCard = late(() => import("~/features/people/ProfileCard").then((room) => ({ default: room.ProfileCard })));

/** Listens for as long as the team is on screen, and shows one card at a time. */
export function Cards() {
  const navigate = useNavigate();
  const [shown, setShown] = createSignal<{ userId: string; anchor: HTMLElement }>();
  const [isPressed, setIsPressed] = createSignal(false);
  const isAt = (anchor: HTMLElement) => shown()?.anchor === anchor;
  const close = () => setShown(undefined);
  function show(anchor: HTMLElement): void {
    if (!isAt(anchor) && anchor.isConnected && anchor.dataset.person) setShown({ userId: anchor.dataset.person, anchor });
  }

  function onClick(event: MouseEvent): void {
    const anchor = (event.target as HTMLElement).closest<HTMLElement>("[data-person]");
    if (!anchor) return;
    const wasPressed = isPressed() && isAt(anchor);
    setIsPressed(!wasPressed);
    if (wasPressed) close();
    else show(anchor);
  }
  onMount(() => addEventListener("click", onClick));
  onCleanup(() => removeEventListener("click", onClick));
  useHover(
    (anchor) => {
      if (shown() && isPressed()) return;
      setIsPressed(false);
      show(anchor);
    },
    () => {
      const isThere = shown() !== undefined && !isPressed();
      if (isThere) close();
      return isThere;
    },
  );

  function talk(userId: string): void {
    close();
    setIsSidebarOpen(false);
    openDirect(userId).then((each) => navigate(hrefOf(each))).catch((error) => toast(errorText(error)));
  }
  function editStatus(): void {
    close();
    setOpenWindow("status");
  }

  return (
    <Suspense>
      <Show when={shown()} keyed>
        {({ userId, anchor }) => <ProfileCard userId={userId} anchor={anchor} takesFocus={isPressed()} onFocus={() => setIsPressed(true)} onClose={close} onMessage={talk} onEditStatus={editStatus} />}
      </Show>
    </Suspense>
  );
}
