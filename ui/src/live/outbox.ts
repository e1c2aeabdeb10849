// What was written and not yet confirmed is kept in the browser: a reload or a closed tab loses nothing. Each tab keeps its own; one
// that opens later takes over from those that are gone. The server takes each pending id once, so nothing is ever sent twice.
import { createEffect, createRoot } from "solid-js";
import { unwrap } from "solid-js/store";
import { t } from "~/i18n";
import "~/i18n/rooms/palette";
import { tabId } from "~/lib/tabs";
import { fromVault, intoVault, keysInVault, outOfVault } from "~/lib/vault";
import { allOutgoing, outgoingPost, putOutgoing, type Outgoing } from "~/model/posts";
import { myId } from "~/model/session";
import { uploadsAt } from "~/model/uploads";

const LOCK = "hearth.tab.";
const prefix = () => `outbox/${myId()}/`;

if ("locks" in navigator) void navigator.locks.request(LOCK + tabId, () => new Promise(() => {}));

async function tabsAlive(): Promise<Set<string>> {
  const { held = [] } = "locks" in navigator ? await navigator.locks.query() : {};
  return new Set(held.map((each) => each.name?.replace(LOCK, "") ?? ""));
}

/** Takes over what tabs that are gone had not sent. */
export async function takeOver(): Promise<void> {
  const alive = await tabsAlive();
  for (const key of await keysInVault(prefix())) {
    if (alive.has(key.slice(prefix().length))) continue;
    for (const each of (await fromVault<Outgoing[]>(key)) ?? []) {
      if (!outgoingPost(each.post.pending_post_id)) putOutgoing(each);
    }
    await outOfVault(key);
  }
}

/** How one will be found again. A file cannot be kept like this: its message then waits for its writer to decide. */
function kept(each: Outgoing): Outgoing {
  const post = { ...unwrap(each.post) };
  if (uploadsAt(post.pending_post_id).length > 0) return { post, state: "failed", reason: t("send.files_lost") };
  return { post, state: each.state === "failed" ? "failed" : "waiting", reason: each.reason };
}

let stop = () => {};

/** Goes on keeping what is on its way. */
export function startOutbox(): void {
  stop();
  const key = prefix() + tabId;
  createRoot((done) => {
    stop = done;
    createEffect(() => {
      const list = allOutgoing().map(kept);
      void (list.length > 0 ? intoVault(key, list) : outOfVault(key));
    });
  });
}

/** Ends that. */
export const stopOutbox = (): void => stop();
