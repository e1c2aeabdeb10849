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

/** Runs a change and says how it went; `back` undoes what was shown too early. */
export async function saved(change: () => Promise<unknown>, back: () => void = () => {}): Promise<boolean> {
  setSaving({ state: "busy" });
  try {
    await change();
    setSaving({ state: "saved" });
    return true;
  } catch (error) {
    back();
    setSaving({ state: "failed", reason: errorText(error) });
    return false;
  }
}

/** Stores a preference. */
export function savePref(category: string, name: string, value: string): Promise<boolean> {
  const before = preference(category, name);
  return saved(() => savePreference(category, name, value), () => putPreferences([{ category, name, value: before as string }]));
}

type User = NonNullable<ReturnType<typeof me>>;

/** Changes the account. */
export function saveMe(patch: Partial<User>): Promise<boolean> {
  const before = me();
  if (!before) return Promise.resolve(false);
  setMe({ ...before, ...patch });
  return saved(async () => setMe(await api.patchMe(patch)), () => setMe(before));
}

/** Changes how I am notified. The server keeps what it is given, so it is given all. */
export const saveProps = (patch: Partial<User["notify_props"]>): Promise<boolean> =>
  saveMe({ notify_props: { ...(me() as User).notify_props, ...patch } });
