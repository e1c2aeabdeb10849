// Who gets in: password, second factor, sessions, tokens.
import { createResource, createSignal, For, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Button, Spinner } from "~/design/Button";
import { Failed } from "~/design/Failed";
import { Field, FormFault } from "~/design/Field";
import { language, t } from "~/i18n";
import { passwordFault, type Fault } from "~/lib/forms";
import { ago } from "~/lib/time";
import { config, me, passwordRules } from "~/model/session";
import { changePassword, endSession, isThisSession, listSessions } from "./account.actions";
import { Factor } from "./Factor";
import { Part } from "./parts";
import { saved } from "./saving";
import { Tokens } from "./Tokens";

/** The page. */
export function SecurityPage() {
  const mayHaveTokens = () => config.EnableUserAccessTokens === "true" && /system_admin|system_user_access_token/.test(me()?.roles ?? "");
  return (
    <>
      <Part title={t("password")}><Password /></Part>
      <Show when={config.EnableMultifactorAuthentication === "true"}><Part title={t("settings.factor")} note={t("settings.factor_note")}><Factor /></Part></Show>
      <Part title={t("settings.sessions")} note={t("settings.sessions_note")}><Sessions /></Part>
      <Show when={mayHaveTokens()}><Part title={t("settings.tokens")} note={t("settings.tokens_note")}><Tokens /></Part></Show>
    </>
  );
}

function Password() {
  const [fault, setFault] = createSignal<Fault>();
  const [wrong, setWrong] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  let form!: HTMLFormElement;
  const value = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const found = passwordFault(value("next"), passwordRules());
    setFault(found);
    if (found) return (form.elements.namedItem("next") as HTMLInputElement).focus();
    setIsBusy(true);
    const refused = await changePassword(value("now"), value("next")).then(() => "", errorText);
    setIsBusy(false);
    setWrong(refused);
    if (refused) return;
    form.reset();
    void saved(() => Promise.resolve());
  }
  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <FormFault text={wrong()} />
      <Field name="now" type="password" label={t("settings.password_now")} autocomplete="current-password" required />
      <Field name="next" type="password" label={t("settings.password_next")} hint={rulesText()} autocomplete="new-password" fault={fault() && t(fault() as Fault, { min: passwordRules().min })} />
      <div class="form-actions"><Button type="submit" isBusy={isBusy()}>{t("settings.password_change")}</Button></div>
    </form>
  );
}

function rulesText(): string {
  const { min, lower, upper, number, symbol } = passwordRules();
  const kinds = [lower && "lower", upper && "upper", number && "number", symbol && "symbol"].filter((each) => each !== false);
  return [t("password.hint", { min }), ...kinds.map((kind) => t(`settings.password_${kind as "lower"}`))].join(" · ");
}

function Sessions() {
  const [sessions, { mutate, refetch }] = createResource(() => listSessions());
  const name = (props: Record<string, string>) => [props.browser?.replace(/\/(\d+).*/, " $1"), props.os || props.platform].filter((each) => each && !each.startsWith("Unknown")).join(" · ") || t("settings.session_unknown");
  async function end(id: string) {
    const before = sessions();
    mutate((list) => list?.filter((each) => each.id !== id));
    await saved(() => endSession(id), () => mutate(before));
  }
  return (
    <Show when={!sessions.error} fallback={<Failed text={errorText(sessions.error)} onRetry={() => void refetch()} />}>
      <Show when={sessions()} fallback={<Spinner />}>
        <ul class="list rows">
          <For each={sessions()}>
            {(each) => (
              <li class="settings-row">
                <span class="what"><strong class="cut">{name(each.props ?? {})}</strong><small>{ago(each.last_activity_at, language())}</small></span>
                <Show when={!isThisSession(each)} fallback={<span class="tag">{t("settings.session_this")}</span>}>
                  <Button aria-label={t("settings.session_end_named", { name: name(each.props ?? {}) })} onClick={() => void end(each.id)}>{t("logout")}</Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Show>
  );
}
