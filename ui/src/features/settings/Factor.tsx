import { createSignal, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Field, FormFault } from "~/design/Field";
import { t } from "~/i18n";
import { me } from "~/model/session";
import { beginFactor, setFactor } from "./account.actions";
import { focusForm } from "./parts";
import { saved } from "./saving";

/** A second factor: scan, type the first code, done. With `onDone` nothing else can be done before. */
export function Factor(props: { onDone?: () => void }) {
  const [secret, setSecret] = createSignal<{ secret: string; qr_code: string }>();
  const [wrong, setWrong] = createSignal("");
  const isOn = () => (me() as { mfa_active?: boolean } | undefined)?.mfa_active === true;
  const begin = () => beginFactor().then((begun) => { setSecret(begun); setWrong(""); }).catch((error) => setWrong(errorText(error)));

  if (props.onDone) void begin();

  async function confirm(event: SubmitEvent) {
    event.preventDefault();
    const code = ((event.currentTarget as HTMLFormElement).elements.namedItem("code") as HTMLInputElement).value.replace(/\s/g, "");
    const refused = await setFactor(true, code).then(() => "", errorText);
    setWrong(refused);
    if (refused) return;
    if (props.onDone) return props.onDone();
    setSecret(undefined);
    void saved(() => Promise.resolve());
  }
  return (
    <>
      <FormFault text={wrong()} />
      <Show when={secret()} fallback={
        <div class="settings-row">
          <span class="what">{t(isOn() ? "settings.factor_on" : "settings.factor_off")}</span>
          <Show when={isOn()} fallback={<Button onClick={() => void begin()}>{t("settings.factor_begin")}</Button>}>
            <Button onClick={() => void saved(() => setFactor(false, ""))}>{t("settings.factor_end")}</Button>
          </Show>
        </div>
      }>
        {(begun) => (
          <form ref={focusForm} class="form factor" onSubmit={(event) => void confirm(event)}>
            <img src={`data:image/png;base64,${begun().qr_code}`} alt={t("settings.factor_qr")} width="180" height="180" />
            <div class="form">
              <p>{t("settings.factor_scan")}</p>
              <code class="secret">{begun().secret}</code>
              <Field name="code" label={t("login.code")} inputmode="numeric" autocomplete="one-time-code" required />
              <div class="form-actions"><Show when={!props.onDone}><Button onClick={() => setSecret(undefined)}>{t("cancel")}</Button></Show><Button type="submit" look="primary">{t("settings.factor_confirm")}</Button></div>
            </div>
          </form>
        )}
      </Show>
    </>
  );
}
