// Who is looking at the page, and what the server says about itself.
import type { UserProfile } from "@mattermost/types/users";
import { createSignal } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { api } from "~/api/client";
import { setLanguage, type Language } from "~/i18n";
import type { PasswordRules } from "~/lib/forms";

const [me, setMeSignal] = createSignal<UserProfile>();
const [config, setConfig] = createStore<Record<string, string>>({});
const [preferences, setPreferences] = createStore<Record<string, string>>({});

/** The account in use; undefined until somebody has logged in. */
export { me };
/** The server's public settings, all of them texts. */
export { config };

/** The id of the account in use, or an empty text. */
export const myId = (): string => me()?.id ?? "";

const COOKIE = "MMUSERID=";
/** Whose session this browser holds, or an empty text. */
export const cookieId = (): string => document.cookie.split("; ").find((each) => each.startsWith(COOKIE))?.slice(COOKIE.length) ?? "";

/** Takes an account into use, and its language with it. */
export function setMe(user: UserProfile | undefined): void {
  setMeSignal(user);
  if (user && (user.locale === "ko" || user.locale === "en")) void setLanguage(user.locale as Language);
}

/** Fetches the public settings; they differ before and after login. */
export async function loadConfig(): Promise<void> {
  setConfig(reconcile((await api.getClientConfig()) as unknown as Record<string, string>));
}

/** Replaces the settings with those of an event. */
export function putConfig(next: Record<string, string>): void {
  setConfig(reconcile(next));
}

/** What a new password must look like here. */
export const passwordRules = (): PasswordRules => ({
  min: Number(config.PasswordMinimumLength) || 8,
  lower: config.PasswordRequireLowercase === "true",
  upper: config.PasswordRequireUppercase === "true",
  number: config.PasswordRequireNumber === "true",
  symbol: config.PasswordRequireSymbol === "true",
});

type PreferenceRow = { category: string; name: string; value: string };
const key = (category: string, name: string) => `${category}/${name}`;

/** A stored preference of this account. */
export const preference = (category: string, name: string): string | undefined => preferences[key(category, name)];

/** Takes rows in, from a list or an event. */
export function putPreferences(rows: PreferenceRow[]): void {
  for (const row of rows) setPreferences(key(row.category, row.name), row.value);
}

/** Fetches the preferences of this account; none of those known before is left. */
export async function loadPreferences(): Promise<void> {
  const rows = (await api.getMyPreferences()) as unknown as PreferenceRow[];
  setPreferences(reconcile(Object.fromEntries(rows.map((row) => [key(row.category, row.name), row.value]))));
}

/** Forgets rows that were deleted. */
export function dropPreferences(rows: PreferenceRow[]): void {
  for (const row of rows) setPreferences(key(row.category, row.name), undefined as never);
}

/** Stores a preference, here at once and on the server. */
export async function savePreference(category: string, name: string, value: string): Promise<void> {
  putPreferences([{ category, name, value }]);
  await api.savePreferences(myId(), [{ user_id: myId(), category, name, value }]);
}

/** What to keep of the account for opening with what was known. */
export const sessionState = () => ({ me: me(), config: { ...unwrap(config) }, preferences: { ...unwrap(preferences) } });
/** Brings it back. */
export function restoreSession(kept: ReturnType<typeof sessionState>): void {
  setConfig(reconcile(kept.config));
  setPreferences(reconcile(kept.preferences));
  setMe(kept.me);
}
