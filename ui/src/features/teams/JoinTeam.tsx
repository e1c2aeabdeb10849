import type { Team } from "@mattermost/types/teams";
import { createResource, createSignal, For, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Avatar } from "~/design/Avatar";
import { Button } from "~/design/Button";
import { Failed } from "~/design/Failed";
import { Field, FormFault } from "~/design/Field";
import { t } from "~/i18n";
import { myTeams } from "~/model/teams";
import { inviteIdIn, joinByInvite, joinTeam, listTeams } from "./teams.actions";

/** Teams that are open to everybody, and a field for an invite link. */
export function JoinTeam(props: { onDone: (team: Team) => void }) {
  const [open, { refetch }] = createResource(listTeams);
  const joinable = () => (open.error ? [] : (open() ?? [])).filter((team) => team.allow_open_invite && team.delete_at === 0 && !myTeams().some((mine) => mine.id === team.id));
  const [fault, setFault] = createSignal("");
  const [linkFault, setLinkFault] = createSignal("");
  let form!: HTMLFormElement;

  async function enter(joining: Promise<Team>, setWrong: (text: string) => void) {
    try {
      props.onDone(await joining);
    } catch (error) {
      setWrong(errorText(error));
    }
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const id = inviteIdIn((form.elements.namedItem("link") as HTMLInputElement).value);
    setLinkFault(id ? "" : t("fault.invite_link"));
    if (id) void enter(joinByInvite(id), setLinkFault);
  }

  return (
    <div class="form">
      <FormFault text={fault()} />
      <Show when={open.error}><Failed text={errorText(open.error)} onRetry={() => void refetch()} /></Show>
      <Show when={joinable().length > 0}>
        <ul class="list" aria-label={t("team.open_ones")}>
          <For each={joinable()}>
            {(team) => (
              <li class="list-row">
                <Avatar id={team.id} name={team.display_name} size={36} />
                <span class="what"><strong class="cut">{team.display_name}</strong><small class="cut">{team.description}</small></span>
                <Button onClick={() => void enter(joinTeam(team), setFault)} aria-label={t("team.join_named", { team: team.display_name })}>{t("join")}</Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <form ref={form} class="form" novalidate onSubmit={submit}>
        <Field name="link" label={t("team.invite_link")} hint={t("team.invite_link_hint")} fault={linkFault()} autocomplete="off" />
        <Button type="submit" wide>{t("team.join")}</Button>
      </form>
    </div>
  );
}
