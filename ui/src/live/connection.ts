// Staying connected: after every break the page catches up with what it missed, then sends what was written meanwhile.
import { connect, disconnect } from "~/api/socket";
import { loadThreads } from "~/features/threads/threads.actions";
import { openTimeline } from "~/features/posts/posts.actions";
import { sendWaiting } from "~/features/posts/sending.actions";
import { isAttending } from "~/model/attention";
import { currentChannelId, loadCategories, loadChannels } from "~/model/channels";
import { setLink } from "~/model/link";
import { refreshPresence } from "~/model/people";
import { markAllStale } from "~/model/posts";
import { currentTeamId, loadTeams } from "~/model/teams";
import { apply } from "./events";

const PRESENCE_EVERY = 60_000;
let presenceTimer: ReturnType<typeof setInterval> | undefined;

async function catchUp(): Promise<void> {
  markAllStale();
  await Promise.all([loadTeams(), loadChannels(), currentTeamId() ? loadCategories(currentTeamId()) : undefined]);
  if (currentChannelId()) await openTimeline(currentChannelId());
  setLink("online");
  sendWaiting();
  await Promise.allSettled([refreshPresence(), currentTeamId() ? loadThreads(currentTeamId()) : undefined]);
}

/** Opens the live connection of a person who has just come in. */
export function goLive(): void {
  connect({
    event: apply,
    open: (again) => {
      if (again) catchUp().catch(() => setLink("lost"));
      else setLink("online");
    },
    closed: () => setLink("lost"),
  });
  presenceTimer = setInterval(() => isAttending() && void refreshPresence().catch(() => {}), PRESENCE_EVERY);
}

/** Ends it. */
export function leaveLive(): void {
  clearInterval(presenceTimer);
  disconnect();
}
