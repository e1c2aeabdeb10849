// What is known, put down now and then: the page opens with it, before the server has answered and without a network. It belongs to
// one account and is forgotten when that account leaves.
import { createEffect, createRoot, on, onCleanup } from "solid-js";
import { keys, restore, state, type State } from "~/model/state";
import { fromVault, intoVault } from "~/lib/vault";
import { isAttending } from "~/model/attention";
import { currentChannelId } from "~/model/channels";
import { link } from "~/model/link";
import { cookieId, myId } from "~/model/session";
import { keepSight } from "./sight";

/** Another version of the page may keep things differently: then it starts from nothing. */
const VERSION = 1;
const EVERY = 20_000;
/** Longer (ms) nobody waits for it. */
const AT_MOST = 1000;
type Snapshot = { version: number; userId: string; state: State };

/** A place that was just opened is kept soon: it may be the one to read on the train. */
const SOON = 1500;
let stop = () => {};

function put(): void {
  // Nor anything of somebody who is just going out.
  if (!myId() || cookieId() !== myId() || link() !== "online") return;
  void intoVault("snapshot", { version: VERSION, userId: myId(), state: state() } satisfies Snapshot);
  keepSight();
}
const onHide = () => document.visibilityState === "hidden" && put();

/** Goes on putting it down. */
export function startSnapshots(): void {
  stopSnapshots();
  const timer = setInterval(() => isAttending() && put(), EVERY);
  document.addEventListener("visibilitychange", onHide);
  createRoot((done) => {
    createEffect(on([currentChannelId, link], () => {
      const soon = setTimeout(put, SOON);
      onCleanup(() => clearTimeout(soon));
    }));
    stop = () => {
      done();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onHide);
    };
  });
}

/** Ends that. */
export const stopSnapshots = (): void => stop();

/** Brings back what this account knew. Answers whether there was something. */
export async function bringBack(userId: string): Promise<boolean> {
  const found = await Promise.race([fromVault<Snapshot>("snapshot"), new Promise<undefined>((then) => setTimeout(then, AT_MOST))]);
  if (found?.version !== VERSION || found.userId !== userId || keys().some((key) => !(key in found.state))) return false;
  restore(found.state);
  return true;
}
