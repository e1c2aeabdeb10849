// Who I am to others: names, picture, address.
import { createSignal, For, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Field, FormFault } from "~/design/Field";
import { language, t } from "~/i18n";
import { emailFault, usernameFault, type Fault } from "~/lib/forms";
import { me } from "~/model/session";
import { focusForm, Part } from "./parts";
import { Picture } from "./Picture";
import { changeEmail } from "./account.actions";
import { saveMe } from "./saving";

type TextName = "first_name" | "last_name" | "nickname" | "position";
const MOST: Record<TextName, number> = { first_name: 64, last_name: 64, nickname: 64, position: 128 };

/** The page. */
export function ProfilePage() {
  const keep = (name: TextName) => (event: { currentTarget: HTMLInputElement }) => {
    const value = event.currentTarget.value.normalize("NFC").trim();
    if (value !== me()?.[name]) void saveMe({ [name]: value });
  };
  const text = (name: TextName) => <Field label={t(`settings.${name}`)} value={me()?.[name] ?? ""} maxlength={MOST[name]} autocapitalize="words" autocomplete="off" onChange={keep(name)} />;
  const order = (): TextName[] => (language() === "ko" ? ["last_name", "first_name"] : ["first_name", "last_name"]);
  return (
    <>
      <Part title={t("settings.picture")}><Picture /></Part>
      <Part title={t("settings.names")} note={t("settings.names_note")}>
        <div class="two"><For each={order()}>{text}</For></div>
        {text("nickname")}
        <Username />
        {text("position")}
      </Part>
      <Part title={t("email")} note={t("settings.email_note", { email: me()?.email ?? "" })}><Email /></Part>
    </>
  );
}

function Username() {
  const [fault, setFault] = createSignal<Fault>();
  async function keep(event: { currentTarget: HTMLInputElement }) {
    const field = event.currentTarget;
    const name = field.value.trim().toLowerCase();
    const wrong = usernameFault(name);
    setFault(wrong);
    if (wrong || name === me()?.username) return;
    if (!(await saveMe({ username: name }))) field.value = me()?.username ?? "";
  }
  return <Field label={t("username")} hint={t("username.hint")} value={me()?.username ?? ""} maxlength={22} autocomplete="username" fault={fault() && t(fault() as Fault)} onChange={(event) => void keep(event)} />;
}

/** Another address asks for the password: it is where a forgotten password goes. */
function Email() {
  const [isOpen, setIsOpen] = createSignal(false);
  const [fault, setFault] = createSignal<Fault>();
  const [wrong, setWrong] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const value = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value;
    setFault(emailFault(value("email").trim()));
    if (fault()) return;
    setIsBusy(true);
    const refused = await changeEmail(value("email").trim(), value("password")).then(() => "", errorText);
    setIsBusy(false);
    setWrong(refused);
    if (!refused) setIsOpen(false);
  }
  return (
    <Show when={isOpen()} fallback={<Button onClick={() => setIsOpen(true)}>{t("settings.email_change")}</Button>}>
      <form ref={focusForm} class="form" novalidate onSubmit={(event) => void submit(event)}>
        <FormFault text={wrong()} />
        <Field name="email" type="email" label={t("settings.email_new")} autocomplete="email" fault={fault() && t(fault() as Fault)} />
        <Field name="password" type="password" label={t("settings.password_now")} autocomplete="current-password" />
        <div class="form-actions"><Button onClick={() => setIsOpen(false)}>{t("cancel")}</Button><Button type="submit" look="primary" isBusy={isBusy()}>{t("save")}</Button></div>
      </form>
    </Show>
  );
}
