// From nothing to a page that can be used: settings, then the account with its teams and channels, then the live connection.
import { createSignal } from "solid-js";
import { api, errorId, holdCalls, isClientError, whenSessionEnds } from "~/api/client";
import { askOpening, closeOpening, takePeople } from "~/api/opening";
import { tellTimezone } from "~/features/people/timezone";
import { openTimeline } from "~/features/posts/posts.actions";
import { goLive, leaveLive } from "~/live/connection";
import { bringBack } from "~/live/snapshot";
import { drawn } from "~/lib/drawn";
import { hearTabs } from "~/lib/tabs";
import { emptyVault } from "~/lib/vault";
import { setLink } from "~/model/link";
import { loadChannels } from "~/model/channels";
import { putPeople, putPresences, refreshPresence, renewPeople } from "~/model/people";
import { cookieId, loadConfig, loadPreferences, me, setMe } from "~/model/session";
import { loadTeams, myTeams } from "~/model/teams";
import { fetchDoor } from "./door";
import { channelIdAt, isKnown, lastPlace } from "./places";
import { hasSight } from "./takeover";

/** loading; out: nobody is logged in; factor: a second one has to be set up first; in: everything is here; broken: the server cannot be reached. */
export type Stage = "loading" | "out" | "factor" | "in" | "broken";

const [stage, setStage] = createSignal<Stage>("loading");
const [hasExpired, setHasExpired] = createSignal(false);

/** How far the start has come. */
export { stage };
/** Did a session end by itself? */
export { hasExpired };

/** The first start of the page. It ends when it is clear whether there is something to show at once. */
export async function start(): Promise<void> {
  setStage("loading");
  const id = cookieId();
  // Who was never here need not wait for what is kept.
  const isKept = id !== "" && lastPlace().channelId !== "" && (await bringBack(id).catch(() => false));
  if (isKept && isKnown(location.pathname)) return openKept("kept");
  const loading = load(id, isKept);
  // What was on screen the last time stays there until there is something to show in its place.
  if (hasSight()) await loading;
}

async function load(id: string, isKept: boolean): Promise<void> {
  try {
    if (!id) {
      void fetchDoor().catch(() => {});
      await loadConfig();
      return await standOutside();
    }
    askOpening(location.pathname === "/" ? lastPlace().path : location.pathname);
    // All at once: where that one answer fails, each that waits for another is a way to the server and back.
    const account = Promise.all([loadMine(), api.getMe(), loadConfig(), meetWriters()]);
    void openLastPlace();
    const [, user] = await account;
    setMe(user);
    await goIn();
    if (isKept) void renewPeople().catch(() => {});
  } catch (error) {
    if (isClientError(error) && error.status_code === 401) {
      forget();
      return await standOutside();
    }
    if (lacksFactor(error) && (await askForFactor().then(() => true, () => false))) return;
    if (isKept) openKept("lost");
    else setStage("broken");
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

/** The page opens with what it knew the last time, and asks anew as soon as that is drawn; `state` says whether the server can be reached. */
function openKept(state: "kept" | "lost"): void {
  setLink(state);
  void showInside().then(() => goLive(renewAccount));
}

/** Lets the page be seen. What it asks for then goes out when that is drawn, which is what is answered. */
function showInside(): Promise<void> {
  const isDrawn = drawn();
  holdCalls(isDrawn);
  setStage("in");
  return isDrawn;
}

async function renewAccount(): Promise<void> {
  try {
    const [user] = await Promise.all([api.getMe(), loadConfig(), loadPreferences()]);
    setMe(user);
  } catch (error) {
    if (lacksFactor(error)) {
      leaveLive();
      await askForFactor();
    }
    throw error;
  }
  void renewPeople().catch(() => {});
  void tellTimezone();
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
  await Promise.all([Promise.all([loadChannels(), loadTeams()]).then(() => void openAddressed()), loadPreferences()]);
}

/** What the address names waits for nothing but its channel. */
async function openAddressed(): Promise<void> {
  const id = channelIdAt(location.pathname);
  if (id) await openTimeline(id).catch(() => {});
}

async function meetWriters(): Promise<void> {
  const { people, presences } = await takePeople();
  putPeople(people);
  putPresences(presences);
}

async function goIn(): Promise<void> {
  if (myTeams().length === 0) await fetchDoor();
  setHasExpired(false);
  await showInside();
  closeOpening();
  goLive();
  void refreshPresence().catch(() => {});
  void tellTimezone();
}

hearTabs((said) => said.kind === "logged out" && location.assign("/login"));

whenSessionEnds(() => {
  if (stage() !== "in") return;
  leaveLive();
  setHasExpired(true);
  setStage("out");
  forget();
});

/** Nothing of the account is left for the next one. */
function forget(): void {
  closeOpening();
  void emptyVault();
  setMe(undefined);
}
