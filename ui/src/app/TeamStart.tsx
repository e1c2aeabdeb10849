import type { Team } from "@mattermost/types/teams";
import { useLocation, useNavigate } from "@solidjs/router";
import { createEffect, createResource, createSignal, Show } from "solid-js";
import { Frame } from "~/features/session/Frame";
import { logOut } from "~/features/session/logout";
import { CreateTeam } from "~/features/teams/CreateTeam";
import { JoinTeam } from "~/features/teams/JoinTeam";
import { listTeams } from "~/features/teams/teams.actions";
import { t } from "~/i18n";
import { config, me } from "~/model/session";
import { myTeams, teamAt } from "~/model/teams";

/** Nobody talks without a team: make one, or join one. */
export function TeamStart() {
  const navigate = useNavigate();
  const location = useLocation();
  const isAdmin = () => me()?.roles.includes("system_admin") === true;
  const [isCreating, setIsCreating] = createSignal(location.pathname === "/create_team" || isAdmin());
  // Who does not see all teams may hold a link to one of the others.
  const [canJoin] = createResource(async () => !isAdmin() || (await listTeams()).some((team) => !teamAt(team.name)));
  const done = (team: Team) => navigate(`/${team.name}`, { replace: true });
  createEffect(() => (document.title = `${t("team.start")} — ${config.SiteName || "Hearth"}`));
  return (
    <Frame title={isCreating() ? t("team.create_title") : t("team.join_title")} note={isCreating() ? t("team.create_note") : t("team.join_note")}
      below={
        <>
          <Show when={!isCreating() || canJoin.error || canJoin()} fallback={<span />}>
            <button type="button" class="button quiet" onClick={() => setIsCreating(!isCreating())}>{isCreating() ? t("team.join_instead") : t("team.create_instead")}</button>
          </Show>
          <Show when={myTeams().length > 0} fallback={<button type="button" class="button quiet" onClick={() => void logOut()}>{t("logout")}</button>}>
            <a class="button quiet" href="/">{t("back")}</a>
          </Show>
        </>
      }>
      <Show when={isCreating()} fallback={<JoinTeam onDone={done} />}><CreateTeam onDone={done} /></Show>
    </Frame>
  );
}
