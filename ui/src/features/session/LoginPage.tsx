import { createSignal, createUniqueId, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Field, FormFault } from "~/design/Field";
import { t } from "~/i18n";
import { config } from "~/model/session";
import { Frame } from "./Frame";
import { askForLink, logIn, type Refusal } from "./session.actions";

/** Name and password. */
export function LoginPage(props: { hasExpired: boolean; query: string; onDone: () => void }) {
  const [wrong, setWrong] = createSignal<Refusal>();
  const [isBusy, setIsBusy] = createSignal(false);
  const [needsCode, setNeedsCode] = createSignal(false);
  const [note, setNote] = createSignal("");
  const faultId = createUniqueId();
  const described = (field: "code" | "password") => (wrong() && (wrong()?.field === "code") === (field === "code") ? faultId : undefined);
  let form!: HTMLFormElement;
  const value = (name: string) => (form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? "";
  // The server says why in words of its own; those of an address are nobody's to trust.
  if (new URLSearchParams(props.query).get("extra") === "login_error") setWrong({ text: t("login.link_bad") });

  async function sendLink() {
    setNote("");
    setWrong(undefined);
    if (!value("login").trim()) {
      setWrong({ text: t("login.link_who") });
      return (form.elements.namedItem("login") as HTMLInputElement).focus();
    }
    const refused = await askForLink(value("login"));
    if (refused) setWrong(refused);
    else setNote(t("login.link_sent"));
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setIsBusy(true);
    const refused = await logIn(value("login"), value("password"), value("code").trim());
    setIsBusy(false);
    if (!refused) return props.onDone();
    const isAsking = refused.field === "code" && !needsCode();
    if (isAsking) setNeedsCode(true);
    setWrong(isAsking ? undefined : refused);
    // What has to be written anew is selected: the next letter takes its place.
    const again = form.elements.namedItem(refused.field === "code" ? "code" : "password") as HTMLInputElement;
    again.focus();
    again.select();
  }

  const canSignUp = () => config.EnableUserCreation !== "false" && config.EnableOpenServer === "true";

  return (
    <Frame title={t("login.title", { site: config.SiteName || "Hearth" })} note={props.hasExpired ? t("login.expired") : undefined}
      below={<Show when={canSignUp()}><p>{t("login.new_here")} <a href={`/signup${props.query}`}>{t("signup.action")}</a></p></Show>}>
      <form ref={form} class="form" onSubmit={(event) => void submit(event)}>
        <FormFault id={faultId} text={wrong()?.text ?? ""} />
        <Field name="login" label={t("login.id")} autocomplete="username" required autofocus />
        <Field name="password" label={t("password")} type="password" autocomplete="current-password" aria-describedby={described("password")} required />
        <Show when={needsCode()}><Field name="code" label={t("login.code")} inputmode="numeric" autocomplete="one-time-code" aria-describedby={described("code")} required /></Show>
        <Button type="submit" look="primary" wide isBusy={isBusy()}>{t("login.action")}</Button>
        <Show when={config.EnableGuestMagicLink === "true"}>
          <Button look="quiet" wide icon="mail" onClick={() => void sendLink()}>{t("login.link")}</Button>
          <p role="status" class="frame-note">{note()}</p>
        </Show>
      </form>
    </Frame>
  );
}
