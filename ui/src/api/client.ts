// The door to the server: Mattermost's own client library, with this page's cookies.
// Without the rest of the library: its websocket client is fetched later.
import Client4, { type ClientError } from "@mattermost/client/lib/client4";
import { t, type Key } from "~/i18n";
import { defaultOf } from "~/lib/commonjs";
import { takeAnswer } from "./opening";

/** The REST client; every call answers what the server said or throws a `ClientError`. */
export const api = new (defaultOf(Client4))();
api.setUrl(location.origin);

type SessionEnd = () => void;
let onSessionEnd: SessionEnd = () => {};

/** Registers what happens when the server no longer knows this session. */
export function whenSessionEnds(then: SessionEnd): void {
  onSessionEnd = then;
}

/** How the server refuses a session that it does not know. Other refusals come with 401, too: a wrong code, a wrong password. */
const SESSION_ENDED = "api.context.session_expired.app_error";

let held: Promise<void> | undefined;

/** Lets calls go out only then. */
export function holdCalls(until: Promise<void>): void {
  held = until.then(() => (held = undefined));
}

// The library has no hook for answers and keeps its one way to the network to itself, so it is wrapped here and nowhere else.
type Send = (url: string, options: { method: string; body?: string }) => Promise<{ data: unknown }>;
const inside = api as unknown as { doFetchWithResponse: Send };
const send = inside.doFetchWithResponse;
inside.doFetchWithResponse = async (url, options) => {
  const data = /^get$/i.test(options.method) ? await takeAnswer(url.slice(api.getBaseRoute().length)) : undefined;
  if (data !== undefined) return { data };
  await held;
  try {
    return await send(url, options);
  } catch (error) {
    if (errorId(error) === SESSION_ENDED) onSessionEnd();
    throw error;
  }
};

/** Makes an account. `query` carries what allows it: `setup` for the first one, `iid` for a team's invite. */
export async function createAccount(account: Record<string, string>, query: URLSearchParams): Promise<void> {
  await inside.doFetchWithResponse(`${api.getUsersRoute()}?${query}`, { method: "post", body: JSON.stringify(account) });
}

/** Did the server itself refuse (and not the network)? */
export function isClientError(error: unknown): error is ClientError {
  return error instanceof Error && typeof (error as ClientError).status_code === "number";
}

/** What a person is told for errors whose meaning we know; for all others the server's own sentence is shown. */
const KNOWN: Record<string, Key> = {
  "api.user.login.invalid_credentials_email_username": "error.login",
  "api.user.login.invalid_credentials_email": "error.login",
  "api.user.login.invalid_credentials_username": "error.login",
  "api.user.check_user_password.invalid.app_error": "error.login",
  "store.sql_user.get_for_login.app_error": "error.login",
  "api.user.login.blank_pwd.app_error": "error.login",
  "api.user.check_user_login_attempts.too_many.app_error": "error.login.too_many",
  "api.user.login.not_verified.app_error": "error.login.not_verified",
  "api.user.login.inactive.app_error": "error.login.inactive",
  "mfa.validate_token.authenticate.app_error": "error.login.code",
  "api.user.check_user_mfa.bad_code.app_error": "error.login.code",
  "app.user.save.email_exists.app_error": "error.email.taken",
  "app.user.save.username_exists.app_error": "error.username.taken",
  "app.user.group_name_conflict": "error.username.taken",
  "api.user.create_user.no_open_server": "error.signup.closed",
  "api.user.create_user.signup_email_disabled.app_error": "error.signup.closed",
  "api.user.create_user.signup_link_invalid.app_error": "error.invite",
  "app.team.get_by_invite_id.finding.app_error": "error.invite",
  "app.team.save.existing.app_error": "error.team.taken",
  "store.sql_team.save_team.existing.app_error": "error.team.taken",
  "store.sql_channel.save_channel.exists.app_error": "error.channel.taken",
  "store.sql_channel.save_channel.previously.app_error": "error.channel.taken",
  "api.post.create_post.can_not_post_to_deleted.error": "error.channel.archived",
  "api.post.update_post.permissions_time_limit.app_error": "error.edit.late",
  "api.team.invite_members.disabled.app_error": "error.mail_off",
  "api.team.invite_guests_to_channels.disabled.error": "error.guests_off",
  "api.context.permissions.app_error": "error.permission",
};

/** The id the server gave to its refusal, or an empty text when it was the network. */
export const errorId = (error: unknown): string => (isClientError(error) ? (error.server_error_id ?? "") : "");

/** One sentence about a failed call. */
export function errorText(error: unknown): string {
  if (!isClientError(error)) return t("error.network");
  const known = KNOWN[error.server_error_id ?? ""];
  return known ? t(known) : error.message || t("error.unknown");
}
