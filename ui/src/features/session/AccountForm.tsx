import { createSignal } from "solid-js";
import { Button } from "~/design/Button";
import { Field, FormFault } from "~/design/Field";
import { t } from "~/i18n";
import { emailFault, passwordFault, usernameFault, type Fault } from "~/lib/forms";
import { passwordRules } from "~/model/session";
import { signUp, type Pass, type Refusal } from "./session.actions";

type Faults = Partial<Record<"email" | "username" | "password", Fault>>;

/** The form of a new account. Says what is wrong when a field is left, and again before anything is sent. */
export function AccountForm(props: { pass: Pass; action: string; onDone: () => void }) {
  const [faults, setFaults] = createSignal<Faults>({});
  const [wrong, setWrong] = createSignal<Refusal>();
  const [isBusy, setIsBusy] = createSignal(false);
  let form!: HTMLFormElement;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;

  const check = {
    email: () => emailFault(field("email").value.trim()),
    username: () => usernameFault(field("username").value.trim().toLowerCase()),
    password: () => passwordFault(field("password").value, passwordRules()),
  };
  type Name = keyof typeof check;
  const left = (name: Name) => () => field(name).value && setFaults((known) => ({ ...known, [name]: check[name]() }));

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const found: Faults = { email: check.email(), username: check.username(), password: check.password() };
    setFaults(found);
    const first = (Object.keys(found) as Name[]).find((name) => found[name]);
    if (first) return field(first).focus();
    setIsBusy(true);
    const account = { email: field("email").value.trim(), username: field("username").value.trim().toLowerCase(), password: field("password").value };
    const refused = await signUp(account, props.pass);
    setIsBusy(false);
    setWrong(refused);
    if (!refused) return props.onDone();
    if (refused.field && refused.field !== "code") field(refused.field).focus();
  }

  const faultOf = (name: Name) => {
    const own = faults()[name];
    if (own) return t(own, { min: passwordRules().min });
    return wrong()?.field === name ? wrong()?.text : undefined;
  };

  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <FormFault text={wrong() && !wrong()?.field ? (wrong()?.text ?? "") : ""} />
      <Field name="email" type="email" label={t("email")} autocomplete="email" fault={faultOf("email")} onBlur={left("email")} autofocus />
      <Field name="username" label={t("username")} hint={t("username.hint")} autocomplete="username" maxlength={22} fault={faultOf("username")} onBlur={left("username")} />
      <Field name="password" type="password" label={t("password")} hint={t("password.hint", { min: passwordRules().min })} autocomplete="new-password"
        fault={faultOf("password")} onBlur={left("password")} />
      <Button type="submit" look="primary" wide isBusy={isBusy()}>{props.action}</Button>
    </form>
  );
}
