// Every setting is saved the moment it is changed: shown at once, taken back when the server refuses, and said in one line.
import { createSignal } from "solid-js";
import { api, errorText } from "~/api/client";
import { me, putPreferences, preference, savePreference, setMe } from "~/model/session";

/** What is being said about the last change. */
export type Saving = { state: "" | "busy" | "saved" } | { state: "failed"; reason: string };

const [saving, setSaving] = createSignal<Saving>({ state: "" });

/** What is being said about the last change. */
export { saving };
/** Forgets it, when another page of settings is opened. */
export const quiet = (): void => void setSaving({ state: "" });

let running = 0;

/** Runs a change and says how it went, once no other is under way; `back` undoes what was shown too early. */
export async function saved(change: () => Promise<unknown>, back: () => void = () => {}): Promise<boolean> {
  setSaving({ state: "busy" });
  running++;
  try {
    await change();
    if (running === 1) setSaving((now) => (now.state === "failed" ? now : { state: "saved" }));
    return true;
  } catch (error) {
    back();
    setSaving({ state: "failed", reason: errorText(error) });
    return false;
  } finally {
    running--;
  }
}

/** Stores a preference. */
export function savePref(category: string, name: string, value: string): Promise<boolean> {
  const before = preference(category, name);
  return saved(() => savePreference(category, name, value), () => putPreferences([{ category, name, value: before as string }]));
}

type User = NonNullable<ReturnType<typeof me>>;

/** The account as the server last told it while changes are under way, and those changes, oldest first. */
let told: User | undefined;
let changes: Partial<User>[] = [];
let lane: Promise<unknown> = Promise.resolve();

/** Changes the account: one change after another, and an answer to an early one takes nothing of the later ones away. */
export function saveMe(patch: Partial<User>): Promise<boolean> {
  const before = me();
  if (!before) return Promise.resolve(false);
  if (changes.length === 0) told = before;
  changes.push(patch);
  setMe({ ...before, ...patch });
  const settle = (answer = told) => {
    told = answer;
    changes = changes.filter((each) => each !== patch);
    if (told) setMe(Object.assign({}, told, ...changes));
  };
  return saved(() => {
    const asking = lane.then(() => api.patchMe(patch));
    lane = asking.catch(() => {});
    return asking.then(settle);
  }, settle);
}

/** Changes how I am notified. The server keeps what it is given, so it is given all. */
export const saveProps = (patch: Partial<User["notify_props"]>): Promise<boolean> =>
  saveMe({ notify_props: { ...(me() as User).notify_props, ...patch } });
