// From nothing to a page that can be used: settings, then the account with its teams and channels, then the live connection.
import { createSignal } from "solid-js";
import { api, errorId, isClientError, whenSessionEnds } from "~/api/client";
import { fetchSocket } from "~/api/socket";
import { tellTimezone } from "~/features/people/timezone";
import { openTimeline } from "~/features/posts/posts.actions";
import { goLive, leaveLive } from "~/live/connection";
import { hearTabs } from "~/lib/tabs";
import { setLink } from "~/model/link";
import { loadChannels } from "~/model/channels";
import { refreshPresence } from "~/model/people";
import { loadConfig, me, putPreferences, setMe } from "~/model/session";
import { loadTeams, myTeams } from "~/model/teams";
import { fetchDoor } from "./door";
import { lastPlace } from "./places";

/** loading; out: nobody is logged in; factor: a second one has to be set up first; in: everything is here; broken: the server cannot be reached. */
export type Stage = "loading" | "out" | "factor" | "in" | "broken";

const [stage, setStage] = createSignal<Stage>("loading");
const [hasExpired, setHasExpired] = createSignal(false);

/** How far the start has come. */
export { stage };
/** Did a session end by itself? */
export { hasExpired };

const COOKIE = "MMUSERID=";
/** Whose session this browser holds, or an empty text. */
const cookieId = () => document.cookie.split("; ").find((each) => each.startsWith(COOKIE))?.slice(COOKIE.length) ?? "";

/** The first start of the page. */
export async function start(): Promise<void> {
  setStage("loading");
  // Meanwhile, what will be needed once it is known who this is.
  void (cookieId() ? fetchSocket() : fetchDoor()).catch(() => {});
  try {
    const settings = loadConfig();
    if (!cookieId()) {
      await settings;
      return await standOutside();
    }
    // All at once: each answer that waits for another one is a way to the server and back.
    void openLastPlace();
    const [user] = await Promise.all([api.getMe(), settings, loadMine()]);
    setMe(user);
    await goIn();
  } catch (error) {
    if (isClientError(error) && error.status_code === 401) return await standOutside();
    if (lacksFactor(error)) return await askForFactor().catch(openKept);
    await openKept();
  }
}

/** Before a second factor is set up the server tells only who this is. */
const lacksFactor = (error: unknown): boolean => errorId(error) === "api.context.mfa_required.app_error";

async function askForFactor(): Promise<void> {
  setMe(await api.getMe());
  setStage("factor");
}

async function standOutside(): Promise<void> {
  await fetchDoor().catch(() => {});
  setStage("out");
}

/** Without a network the page opens with what it knew, and asks anew as soon as there is one. */
async function openKept(): Promise<void> {
  const { bringBack } = await import("~/live/snapshot");
  if (!(await bringBack(cookieId()))) return void setStage("broken");
  setLink("lost");
  setStage("in");
  goLive(async () => {
    await loadConfig();
    setMe(await api.getMe());
    putPreferences((await api.getMyPreferences()) as never);
  });
}

/** What follows a login. */
export async function enter(): Promise<void> {
  if (!me()) return;
  try {
    await loadMine();
    await goIn();
  } catch (error) {
    if (lacksFactor(error)) setStage("factor");
    else setStage("broken");
  }
}

/** Most people go on reading where they were. */
async function openLastPlace(): Promise<void> {
  const { channelId, path } = lastPlace();
  if (channelId && ["/", path].includes(location.pathname)) await openTimeline(channelId).catch(() => {});
}

async function loadMine(): Promise<void> {
  const [preferences] = await Promise.all([api.getMyPreferences(), loadTeams(), loadChannels()]);
  putPreferences(preferences as never);
}

async function goIn(): Promise<void> {
  if (myTeams().length === 0) await fetchDoor();
  setHasExpired(false);
  setStage("in");
  goLive();
  void refreshPresence().catch(() => {});
  void tellTimezone();
}

hearTabs((said) => said.kind === "logged out" && location.assign("/login"));

whenSessionEnds(() => {
  if (stage() !== "in") return;
  leaveLive();
  void import("~/lib/vault").then(({ emptyVault }) => emptyVault());
  setHasExpired(true);
  setStage("out");
  setMe(undefined);
});
