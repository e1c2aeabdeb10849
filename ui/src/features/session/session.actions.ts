// Coming in: the first account, new accounts, login.
import { api, createAccount, errorId, errorText } from "~/api/client";
import { language } from "~/i18n";
import { loadConfig, setMe } from "~/model/session";

/** What a new account is made of. */
export type NewAccount = { email: string; username: string; password: string };
/** Proof that one may make an account: the one-time set-up link, or a team's invite link. */
export type Pass = { setup?: string; invite?: string };
/** What went wrong, and next to which field if that is known. */
export type Refusal = { text: string; field?: "email" | "username" | "password" | "code" };

const FIELDS: Record<string, Refusal["field"]> = {
  "app.user.save.email_exists.app_error": "email",
  "model.user.is_valid.email.app_error": "email",
  "app.user.save.username_exists.app_error": "username",
  "app.user.group_name_conflict": "username",
  "model.user.is_valid.username.app_error": "username",
  "mfa.validate_token.authenticate.app_error": "code",
  "api.user.check_user_mfa.bad_code.app_error": "code",
};

function refusal(error: unknown): Refusal {
  const id = errorId(error);
  const field = id.startsWith("model.user.is_valid.pwd") ? "password" : FIELDS[id];
  return { text: errorText(error), field };
}

/** Makes an account and logs in with it. Answers what is wrong, or undefined. */
export async function signUp(account: NewAccount, pass: Pass): Promise<Refusal | undefined> {
  const query = new URLSearchParams();
  if (pass.setup) query.set("setup", pass.setup);
  if (pass.invite) query.set("iid", pass.invite);
  try {
    await createAccount({ ...account, locale: language() }, query);
  } catch (error) {
    return refusal(error);
  }
  return logIn(account.username, account.password, "");
}

/** Logs in. `code` is of a second factor, empty for those who have none. Answers what is wrong, or undefined. */
export async function logIn(loginId: string, password: string, code: string): Promise<Refusal | undefined> {
  try {
    const user = await api.login(loginId.trim().toLowerCase(), password, code);
    await loadConfig();
    setMe(user);
  } catch (error) {
    return refusal(error);
  }
}

/** Has a link sent to a guest who comes in by links. Answers what is wrong, or undefined; nobody learns who is one. */
export async function askForLink(loginId: string): Promise<Refusal | undefined> {
  try {
    await api.getUserLoginType(loginId.trim().toLowerCase());
  } catch (error) {
    return refusal(error);
  }
}
