// From nothing to a page that can be used: settings, then the account with its teams and channels, then the live connection.
import { createSignal } from "solid-js";
import { api, isClientError, whenSessionEnds } from "~/api/client";
import { goLive, leaveLive } from "~/live/connection";
import { loadChannels } from "~/model/channels";
import { refreshPresence } from "~/model/people";
import { loadConfig, me, putPreferences, setMe } from "~/model/session";
import { loadTeams } from "~/model/teams";

/** loading; out: nobody is logged in; in: everything is here; broken: the server cannot be reached. */
export type Stage = "loading" | "out" | "in" | "broken";

const [stage, setStage] = createSignal<Stage>("loading");
const [hasExpired, setHasExpired] = createSignal(false);

/** How far the start has come. */
export { stage };
/** Did a session end by itself? */
export { hasExpired };

const hasCookie = () => document.cookie.split("; ").some((each) => each.startsWith("MMUSERID="));

/** The first start of the page. */
export async function start(): Promise<void> {
  setStage("loading");
  try {
    await loadConfig();
    if (!hasCookie()) return void setStage("out");
    setMe(await api.getMe());
    await enter();
  } catch (error) {
    setStage(isClientError(error) && error.status_code === 401 ? "out" : "broken");
  }
}

/** What follows a login. */
export async function enter(): Promise<void> {
  const user = me();
  if (!user) return;
  try {
    const [preferences] = await Promise.all([api.getMyPreferences(), loadTeams(), loadChannels()]);
    putPreferences(preferences as never);
  } catch {
    return void setStage("broken");
  }
  setHasExpired(false);
  setStage("in");
  goLive();
  void refreshPresence().catch(() => {});
}

whenSessionEnds(() => {
  if (stage() !== "in") return;
  leaveLive();
  setHasExpired(true);
  setStage("out");
  setMe(undefined);
});
