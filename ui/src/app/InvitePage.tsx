import { useNavigate } from "@solidjs/router";
import { createResource, Show } from "solid-js";
import { api, errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Frame } from "~/features/session/Frame";
import { joinByInvite } from "~/features/teams/teams.actions";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { teamAt } from "~/model/teams";

/** An invite link opened by somebody who is logged in: asks once, then joins. */
export function InvitePage(props: { inviteId: string }) {
  const navigate = useNavigate();
  const [team] = createResource(() => props.inviteId || undefined, (id) => api.getTeamInviteInfo(id).catch((error: unknown) => ({ fault: errorText(error) })));
  const name = () => {
    const found = team();
    return found && "display_name" in found ? found.display_name : "";
  };
  const fault = () => {
    const found = team();
    return found && "fault" in found ? found.fault : props.inviteId ? "" : t("error.invite");
  };
  async function join() {
    const known = teamAt((team() as { name?: string })?.name ?? "");
    if (known) return navigate(`/${known.name}`, { replace: true });
    try {
      navigate(`/${(await joinByInvite(props.inviteId)).name}`, { replace: true });
    } catch (error) {
      toast(errorText(error));
    }
  }
  return (
    <Frame title={name() ? t("signup.join_title", { team: name() }) : t("team.join")} below={<a href="/">{t("back")}</a>}>
      <Show when={!fault()} fallback={<p class="form-fault" role="alert">{fault()}</p>}>
        <Button look="primary" wide autofocus disabled={team.loading} onClick={() => void join()}>{t("team.join")}</Button>
      </Show>
    </Frame>
  );
}
