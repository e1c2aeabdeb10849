// My teams in a narrow column, for those who are in more than one: where something waits, and a press away.
import type { Team } from "@mattermost/types/teams";
import { createSignal, For, Show } from "solid-js";
import { say } from "~/design/announcer";
import { Icon } from "~/design/Icon";
import { t, tn } from "~/i18n";
import "~/i18n/rooms/places";
import { holdFocus } from "~/lib/focus";
import { moved } from "~/lib/sorted";
import { offerActions } from "~/model/actions";
import { isGuest } from "~/model/people";
import { me } from "~/model/session";
import { currentTeamId, myTeams } from "~/model/teams";
import { waitsIn } from "~/model/waiting";
import "./rail.css";
import { orderTeams } from "./teams.actions";
import { TeamFace } from "./TeamFace";

/** The column. Teams are put in order by hand, or with Alt and the arrows. */
export default function TeamRail(props: { onChosen: () => void; onGo: (href: string) => void }) {
  let rail!: HTMLElement;
  const [held, setHeld] = createSignal("");
  const [over, setOver] = createSignal(-1);
  const indexOf = (id: string) => myTeams().findIndex((team) => team.id === id);

  function move(team: Team, at: number): void {
    if (at < 0 || at >= myTeams().length || at === indexOf(team.id)) return;
    void orderTeams(moved(myTeams().map((each) => each.id), team.id, at));
    say(t("team.moved", { team: team.display_name, place: at + 1 }));
    holdFocus(rail, `[data-team="${team.id}"] a`);
  }
  function go(step: 1 | -1): void {
    const all = myTeams();
    const next = all[(indexOf(currentTeamId()) + step + all.length) % all.length];
    if (next) props.onGo(`/${next.name}`);
  }
  offerActions(() => [
    { id: "team.previous", name: () => t("team.previous"), group: "go", keys: "Mod+Alt+ArrowUp", run: () => go(-1) },
    { id: "team.next", name: () => t("team.next"), group: "go", keys: "Mod+Alt+ArrowDown", run: () => go(1) },
  ]);

  function onKeyDown(event: KeyboardEvent, team: Team, at: number): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (event.altKey) move(team, at + step);
    else rail.querySelectorAll("a")[at + step]?.focus();
  }
  function onDrop(event: DragEvent, at: number): void {
    event.preventDefault();
    const team = myTeams()[indexOf(held())];
    letGo();
    if (team) move(team, at);
  }
  function letGo(): void {
    setHeld("");
    setOver(-1);
  }
  const isOver = (at: number) => held() !== "" && over() === at && at !== indexOf(held());

  return (
    <nav class="rail" ref={rail} aria-label={t("teams")}>
      <ul>
        <For each={myTeams()}>
          {(team, at) => (
            <li data-team={team.id} classList={{ "falls-before": isOver(at()) && at() < indexOf(held()), "falls-after": isOver(at()) && at() > indexOf(held()) }}
              onDragOver={(event) => { if (held()) { event.preventDefault(); setOver(at()); } }} onDrop={(event) => onDrop(event, at())}>
              <a href={`/${team.name}`} title={team.display_name} aria-current={team.id === currentTeamId() ? "true" : undefined} draggable="true" onClick={props.onChosen} onKeyDown={(event) => onKeyDown(event, team, at())}
                onDragStart={(event) => { event.dataTransfer?.setData("text/plain", team.display_name); setHeld(team.id); }} onDragEnd={letGo}>
                <TeamFace team={team} size={36} />
                <span class="unseen">{team.display_name}</span>
                <Waits teamId={team.id} />
              </a>
            </li>
          )}
        </For>
      </ul>
      <Show when={!isGuest(me())}><a class="icon-button rail-more" href="/select_team" aria-label={t("team.join_other")} title={t("team.join_other")}><Icon name="plus" /></a></Show>
    </nav>
  );
}

/** What waits in a team: how often I was called, else a dot. That of the team on screen stands in its sidebar. */
function Waits(props: { teamId: string }) {
  const mentions = () => waitsIn(props.teamId).mentions;
  return (
    <Show when={props.teamId !== currentTeamId()}>
      <Show when={mentions() > 0} fallback={<Show when={waitsIn(props.teamId).isUnread}><span class="dot" /><span class="unseen">{t("unread")}</span></Show>}>
        <span class="badge"><span aria-hidden="true">{mentions() > 99 ? "99+" : mentions()}</span><span class="unseen">{tn("mentions", mentions())}</span></span>
      </Show>
    </Show>
  );
}
