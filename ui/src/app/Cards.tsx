// Whatever carries data-person opens the card of that person, in whichever room it stands.
import { useNavigate } from "@solidjs/router";
import { createSignal, lazy, onCleanup, onMount, Show } from "solid-js";
import { errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { openDirect } from "~/features/channels/channels.actions";
import { hrefOf } from "./places";
import { setIsSidebarOpen, setOpenWindow } from "./windows";

const ProfileCard = lazy(() => import("~/features/people/ProfileCard").then((room) => ({ default: room.ProfileCard })));

/** Listens for as long as the team is on screen, and shows one card at a time. */
export function Cards() {
  const navigate = useNavigate();
  const [shown, setShown] = createSignal<{ userId: string; anchor: HTMLElement }>();

  function onClick(event: MouseEvent): void {
    const anchor = (event.target as HTMLElement).closest<HTMLElement>("[data-person]");
    const userId = anchor?.dataset.person;
    if (anchor && userId) setShown({ userId, anchor });
  }
  onMount(() => addEventListener("click", onClick));
  onCleanup(() => removeEventListener("click", onClick));

  function talk(userId: string): void {
    setShown(undefined);
    setIsSidebarOpen(false);
    openDirect(userId).then((each) => navigate(hrefOf(each))).catch((error) => toast(errorText(error)));
  }
  function editStatus(): void {
    setShown(undefined);
    setOpenWindow("status");
  }

  return (
    <Show when={shown()} keyed>
      {({ userId, anchor }) => <ProfileCard userId={userId} anchor={anchor} onClose={() => setShown(undefined)} onMessage={talk} onEditStatus={editStatus} />}
    </Show>
  );
}
