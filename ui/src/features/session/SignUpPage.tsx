import { createResource, Match, Switch } from "solid-js";
import { api, errorText } from "~/api/client";
import { t } from "~/i18n";
import { config } from "~/model/session";
import { AccountForm } from "./AccountForm";
import { Frame } from "./Frame";

/** A new account: through a team's invite link, or for everybody where the house is open. */
export function SignUpPage(props: { inviteId: string; loginHref: string; onDone: () => void }) {
  const [invite] = createResource(() => props.inviteId || undefined, (id) => api.getTeamInviteInfo(id).catch((error: unknown) => ({ fault: errorText(error) })));
  const fault = () => {
    const found = invite();
    if (found && "fault" in found) return found.fault;
    return !props.inviteId && config.EnableOpenServer !== "true" ? t("error.signup.closed") : "";
  };
  const team = () => {
    const found = invite();
    return found && "display_name" in found ? found.display_name : "";
  };
  const title = () => (team() ? t("signup.join_title", { team: team() }) : t("signup.title", { site: config.SiteName || "Hearth" }));
  return (
    <Frame title={title()} note={props.inviteId && !fault() ? t("signup.join_note") : undefined}
      below={<p>{t("signup.have_account")} <a href={props.loginHref}>{t("login.action")}</a></p>}>
      <Switch fallback={<AccountForm pass={{ invite: props.inviteId }} action={t("signup.action")} onDone={props.onDone} />}>
        <Match when={invite.loading}><p>{t("loading")}</p></Match>
        <Match when={fault()}>{(text) => <p class="form-fault" role="alert">{text()}</p>}</Match>
      </Switch>
    </Frame>
  );
}
