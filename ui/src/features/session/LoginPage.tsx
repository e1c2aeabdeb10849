import { createEffect, createSignal, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Field, FormFault } from "~/design/Field";
import { t } from "~/i18n";
import { config } from "~/model/session";
import { Frame } from "./Frame";
import { logIn, type Refusal } from "./session.actions";

/** Name and password. */
export function LoginPage(props: { hasExpired: boolean; query: string; onDone: () => void }) {
  const [wrong, setWrong] = createSignal<Refusal>();
  const [isBusy, setIsBusy] = createSignal(false);
  const [needsCode, setNeedsCode] = createSignal(false);
  let form!: HTMLFormElement;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const value = (name: string) => (form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? "";
    setIsBusy(true);
    const refused = await logIn(value("login"), value("password"), value("code").trim());
    setIsBusy(false);
    if (!refused) return props.onDone();
    const isAsking = refused.field === "code" && !needsCode();
    if (isAsking) setNeedsCode(true);
    setWrong(isAsking ? undefined : refused);
  }

  createEffect(() => needsCode() && (form.elements.namedItem("code") as HTMLInputElement).focus());
  const canSignUp = () => config.EnableUserCreation !== "false" && config.EnableOpenServer === "true";

  return (
    <Frame title={t("login.title", { site: config.SiteName || "Hearth" })} note={props.hasExpired ? t("login.expired") : undefined}
      below={<Show when={canSignUp()}><p>{t("login.new_here")} <a href={`/signup${props.query}`}>{t("signup.action")}</a></p></Show>}>
      <form ref={form} class="form" onSubmit={(event) => void submit(event)}>
        <FormFault text={wrong()?.text ?? ""} />
        <Field name="login" label={t("login.id")} autocomplete="username" required autofocus />
        <Field name="password" label={t("password")} type="password" autocomplete="current-password" required />
        <Show when={needsCode()}><Field name="code" label={t("login.code")} inputmode="numeric" autocomplete="one-time-code" required /></Show>
        <Button type="submit" look="primary" wide isBusy={isBusy()}>{t("login.action")}</Button>
      </form>
    </Frame>
  );
}
