// Staying connected: after every break the page catches up with what it missed, then sends what was written meanwhile.
import { connect, disconnect } from "~/api/socket";
import { loadTeamThreads, loadThreads } from "~/features/threads/threads.actions";
import { openTimeline } from "~/features/posts/posts.actions";
import { sendWaiting } from "~/features/posts/sending.actions";
import { isAttending } from "~/model/attention";
import { currentChannelId, loadChannels } from "~/model/channels";
import { loadDrafts } from "~/model/drafts";
import { link, setLink } from "~/model/link";
import { refreshPresence } from "~/model/people";
import { markAllStale } from "~/model/posts";
import { loadCategories } from "~/model/sidebar";
import { currentTeamId, loadTeams } from "~/model/teams";
import { apply, sayGone } from "./events";

/** What is kept in the browser is not needed before the page is there. */
const keeping = () => import("./keeping");
const lookAhead = () => import("./ahead").then(({ readAhead }) => readAhead()).catch(() => {});
const PRESENCE_EVERY = 60_000;
let presenceTimer: ReturnType<typeof setInterval> | undefined;

async function catchUp(): Promise<void> {
  markAllStale();
  await Promise.all([loadTeams().then((gone) => gone.forEach(sayGone)), loadChannels(), currentTeamId() ? loadCategories(currentTeamId()) : undefined]);
  if (currentChannelId()) await openTimeline(currentChannelId());
  setLink("online");
  sendWaiting();
  await Promise.allSettled([refreshPresence(), ...(currentTeamId() ? [loadThreads(currentTeamId()), loadTeamThreads(), loadDrafts(currentTeamId())] : [])]);
  void lookAhead();
}

/** The first time: something may wait from before a reload, and something may have been said after the first answers were on their way. */
async function begin(): Promise<void> {
  setLink("online");
  sendWaiting();
  const readAgain = async (channelId: string) => {
    await openTimeline(channelId);
    markAllStale();
    await openTimeline(channelId);
  };
  await Promise.all([loadChannels(), currentChannelId() ? readAgain(currentChannelId()) : markAllStale()]);
  void lookAhead();
}

/**
 * Opens the live connection of a person who has just come in. When what is on screen was kept from the last time, `refresh` asks
 * for the account anew, and the page catches up without waiting for the connection.
 */
export function goLive(refresh?: () => Promise<void>): void {
  let isBehind = refresh !== undefined;
  const renew = async () => {
    if (isBehind) await refresh?.();
    isBehind = false;
    await catchUp();
  };
  let renewing = isBehind ? renew().catch(() => setLink("lost")) : undefined;
  connect({
    event: apply,
    open: async (again) => {
      await renewing;
      if (again || isBehind) renewing = renew().catch(() => setLink("lost"));
      else begin().catch(() => {});
    },
    closed: () => setLink("lost"),
  });
  void keeping().then(({ startKeeping }) => startKeeping(() => link() === "online" && sendWaiting()));
  presenceTimer = setInterval(() => isAttending() && void refreshPresence().catch(() => {}), PRESENCE_EVERY);
}

/** Ends it. */
export function leaveLive(): void {
  clearInterval(presenceTimer);
  void keeping().then(({ stopKeeping }) => stopKeeping());
  disconnect();
}
