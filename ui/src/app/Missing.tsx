// Addresses that lead nowhere, or not yet: what may be the reason, and ways on.
import type { Channel } from "@mattermost/types/channels";
import type { Team } from "@mattermost/types/teams";
import { useNavigate } from "@solidjs/router";
import { createEffect, createResource, For, Match, Show, Switch } from "solid-js";
import { api, errorText, isClientError } from "~/api/client";
import { Button, Spinner } from "~/design/Button";
import { Failed } from "~/design/Failed";
import { Icon } from "~/design/Icon";
import { toast } from "~/design/Toasts";
import { joinChannel, openDirect } from "~/features/channels/channels.actions";
import { Frame } from "~/features/session/Frame";
import { logOut } from "~/features/session/logout";
import { joinTeam } from "~/features/teams/teams.actions";
import { TeamFace } from "~/features/teams/TeamFace";
import { t } from "~/i18n";
import "~/i18n/rooms/door";
import "~/i18n/rooms/places";
import { channelAt, isArchived, myChannels, putChannel } from "~/model/channels";
import { isGuest, personNamed } from "~/model/people";
import { config, me } from "~/model/session";
import { currentTeam, currentTeamId, myTeams } from "~/model/teams";
import { homeIn, hrefOf } from "./places";
import { SidebarButton } from "./TeamPage";
import { setOpenWindow } from "./windows";
import "./missing.css";

const report = (error: unknown) => toast(errorText(error));
/** Nothing, where the server says that there is nothing for me; what keeps it from answering is another matter. */
const orNothing = (error: unknown) => {
  if (isClientError(error) && (error.status_code ?? 500) < 500) return undefined;
  throw error;
};

/** An address that is none of my channels: a person to talk to, an open channel to join, an archived one to read, or nothing. */
export function MissingChannel(props: { kind: string; name: string }) {
  const [found, { refetch }] = createResource(() => `${currentTeamId()}/${props.kind}/${props.name}`, async () => {
    if (props.kind === "channels") {
      const there = await api.getChannelByName(currentTeamId(), props.name, true).catch(orNothing);
      // Shown to be read, as if it had been here.
      if (there && isArchived(there)) putChannel(there);
      return there;
    }
    const name = props.name.replace(/^@/, "");
    const user = personNamed(name) ?? (await api.getUserByUsername(name).catch(orNothing));
    if (user) await openDirect(user.id).catch(orNothing);
    return undefined;
  });
  return (
    <div class="beside">
      <main class="conversation" tabindex="-1">
        <header class="channel-head"><SidebarButton /></header>
        <Switch>
          <Match when={found.error}><Failed text={errorText(found.error)} onRetry={() => void refetch()} /></Match>
          <Match when={found()}>{(each) => <ToJoin channel={each()} />}</Match>
          <Match when={!found.loading}><NoChannel kind={props.kind} name={props.name} /></Match>
        </Switch>
      </main>
    </div>
  );
}

function ToJoin(props: { channel: Channel }) {
  return (
    <div class="empty missing">
      <Icon name={props.channel.type === "P" ? "lock" : "hash"} size={32} />
      <h1>{props.channel.display_name}</h1>
      <Show when={props.channel.purpose}><p>{props.channel.purpose}</p></Show>
      <Button look="primary" onClick={() => void joinChannel(props.channel.id).catch(report)}>{t("channel.join_named", { channel: props.channel.display_name })}</Button>
    </div>
  );
}

function NoChannel(props: { kind: string; name: string }) {
  const isPerson = () => props.name.startsWith("@");
  const home = () => homeIn(currentTeam()?.name ?? "");
  const homeName = () => myChannels().find((each) => hrefOf(each) === home())?.display_name ?? "";
  const elsewhere = () => myTeams().flatMap((team) => (team.id === currentTeamId() || props.kind !== "channels" ? [] : [{ team, channel: channelAt(team.id, props.name) }]));
  return (
    <div class="empty missing">
      <Icon name={isPerson() ? "people" : "search"} size={32} />
      <h1>{isPerson() ? t("missing.person", { name: props.name }) : t("channel.missing")}</h1>
      <p>{isPerson() ? t("missing.person_note") : t("missing.channel")}</p>
      <div class="missing-ways">
        <Show when={homeName()}><a class="button primary" href={home()}>{t("missing.go", { channel: homeName() })}</a></Show>
        <For each={elsewhere()}>{({ team, channel }) => <Show when={channel}>{(each) => <a class="button" href={hrefOf(each())}>{t("missing.elsewhere", { channel: each().display_name, team: team.display_name })}</a>}</Show>}</For>
        <Show when={!isGuest(me())}>
          <Show when={isPerson()} fallback={<Button onClick={() => setOpenWindow("browse")}>{t("channel.browse")}</Button>}><Button onClick={() => setOpenWindow("direct")}>{t("direct.new")}</Button></Show>
        </Show>
      </div>
    </div>
  );
}

/** An address that is in none of my teams; `team` is the name in it, if it may be one. */
export default function MissingPlace(props: { team?: string }) {
  const navigate = useNavigate();
  const [open] = createResource(() => props.team, (name) => api.getTeamByName(name).catch(() => undefined));
  const join = (team: Team) => joinTeam(team).catch(report);
  const title = () => open()?.display_name ?? (props.team ? t("missing.team") : t("missing.page"));
  const note = () => (open() ? t("missing.team_open") : props.team ? t("missing.team_note") : t("missing.page_note"));
  createEffect(() => (document.title = `${title()} — ${config.SiteName || "Hearth"}`));
  return (
    <Show when={!open.loading} fallback={<div class="whole"><Spinner /></div>}>
      <Frame title={title()} note={note()}
        below={
          <>
            <Show when={!isGuest(me())}><a class="button quiet" href="/select_team">{t("team.join_other")}</a></Show>
            <Button look="quiet" onClick={() => void logOut()}>{t("logout")}</Button>
          </>
        }>
        <Show when={open()}>{(team) => <Button look="primary" wide autofocus onClick={() => void join(team())}>{t("team.join_named", { team: team().display_name })}</Button>}</Show>
        <Show when={myTeams().length > 0}>
          <h2 class="missing-teams" id="my-teams">{t("missing.teams")}</h2>
          <ul class="list missing-teams" aria-labelledby="my-teams">
            <For each={myTeams()}>
              {(team) => <li><button type="button" class="list-row" onClick={() => navigate(`/${team.name}`)}><TeamFace team={team} size={36} /><strong class="what cut">{team.display_name}</strong></button></li>}
            </For>
          </ul>
        </Show>
      </Frame>
    </Show>
  );
}
