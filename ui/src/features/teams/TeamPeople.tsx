import type { Team, TeamMembership } from "@mattermost/types/teams";
import { createResource, createSignal, For, onCleanup, Show } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { api, errorText } from "~/api/client";
import { Avatar } from "~/design/Avatar";
import { Button, Spinner } from "~/design/Button";
import { Confirm, Dialog } from "~/design/Dialog";
import { FormFault } from "~/design/Field";
import { Icon } from "~/design/Icon";
import { Menu, type MenuItem } from "~/design/Menu";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { displayName, isGuest, meet, otherNames, person, presenceOf } from "~/model/people";
import { mayInTeam } from "~/model/roles";
import { myId } from "~/model/session";

const PAGE = 60;

/** The people of a team, and what they may do in it. */
export function TeamPeople(props: { isOpen: boolean; onClose: () => void; team: Team }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("team.people_of", { team: props.team.display_name })}>
      <Show when={props.isOpen}><List team={props.team} /></Show>
    </Dialog>
  );
}

function List(props: { team: Team }) {
  const teamId = props.team.id;
  const [members, setMembers] = createStore<Record<string, TeamMembership>>({});
  const [ids, setIds] = createSignal<string[]>([]);
  const [query, setQuery] = createSignal("");
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  const [isAll, setIsAll] = createSignal(false);
  const [doomed, setDoomed] = createSignal("");
  let page = 0;

  async function take(users: Awaited<ReturnType<typeof api.getProfilesInTeam>>): Promise<string[]> {
    meet(users);
    const found = users.map((user) => user.id);
    if (found.length > 0) for (const each of await api.getTeamMembersByIds(teamId, found)) setMembers(each.user_id, reconcile(each));
    return found;
  }

  async function more() {
    setIsBusy(true);
    try {
      const found = await take(await api.getProfilesInTeam(teamId, page++, PAGE));
      setIds((known) => [...new Set([...known, ...found])]);
      setIsAll(found.length < PAGE);
      setFault("");
    } catch (error) {
      page--;
      setFault(errorText(error));
    }
    setIsBusy(false);
  }
  void more();

  const [found, { refetch }] = createResource(() => query() || undefined, (term) => (setFault(""), api.searchUsers(term, { team_id: teamId, limit: 100 } as never)).then(take).catch((error) => (setFault(errorText(error)), [] as string[])));
  // Those before stay until the answer is here.
  const shown = () => (query() ? (found.latest ?? ids()) : ids());
  let asking: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(asking));
  function onInput(text: string) {
    clearTimeout(asking);
    asking = setTimeout(() => setQuery(text.normalize("NFC").trim()), 200);
  }

  async function setAdmin(userId: string, isAdmin: boolean) {
    setMembers(userId, "scheme_admin", isAdmin);
    await api.updateTeamMemberSchemeRoles(teamId, userId, true, isAdmin).catch((error) => {
      setMembers(userId, "scheme_admin", !isAdmin);
      toast(errorText(error));
    });
  }
  async function remove(userId: string) {
    try {
      await api.removeFromTeam(teamId, userId);
      setIds(ids().filter((id) => id !== userId));
      toast(t("team.removed", { name: displayName(person(userId)) }));
    } catch (error) {
      toast(errorText(error));
    }
  }

  const items = (userId: string): MenuItem[] => {
    const isAdmin = members[userId]?.scheme_admin === true;
    return [
      ...(mayInTeam("manage_team_roles", teamId) && !isGuest(person(userId)) ? [{ label: isAdmin ? t("members.unmake_admin") : t("team.make_admin"), icon: "star" as const, run: () => void setAdmin(userId, !isAdmin) }] : []),
      ...(mayInTeam("remove_user_from_team", teamId) && userId !== myId() ? [{ label: t("team.remove"), icon: "leave" as const, danger: true, run: () => setDoomed(userId) }] : []),
    ];
  };

  return (
    <>
      <input class="input" type="search" autofocus aria-label={t("members.search")} placeholder={t("members.search")} onInput={(event) => onInput(event.currentTarget.value)} />
      <FormFault text={fault()} />
      <ul class="list scroll-list" aria-label={t("team.people")}>
        <For each={shown()}>{(userId) => <Row userId={userId} isAdmin={members[userId]?.scheme_admin === true} items={items(userId)} />}</For>
        <Show when={isBusy() || found.loading}><li class="empty"><Spinner /></li></Show>
        <Show when={query() && !found.loading && shown().length === 0 && !fault()}><li class="empty">{t("people.nobody")}</li></Show>
        <Show when={!query() && !isBusy() && !isAll()}><li><Button look="quiet" wide onClick={() => void more()}>{fault() ? t("retry") : t("more_people")}</Button></li></Show>
        <Show when={query() && fault()}><li><Button look="quiet" wide onClick={() => void refetch()}>{t("retry")}</Button></li></Show>
      </ul>
      <Confirm isOpen={doomed() !== ""} onClose={() => setDoomed("")} title={t("team.remove_title", { name: displayName(person(doomed())), team: props.team.display_name })}
        note={t("team.remove_note")} action={t("team.remove")} onConfirm={() => void remove(doomed())} />
    </>
  );
}

function Row(props: { userId: string; isAdmin: boolean; items: MenuItem[] }) {
  const user = () => person(props.userId);
  return (
    <li class="list-row">
      <Avatar id={props.userId} name={displayName(user())} size={36} pictureAt={user()?.last_picture_update} presence={presenceOf(props.userId)} />
      <span class="what"><strong class="cut">{displayName(user())}</strong><small class="cut">{[`@${user()?.username ?? ""}`, ...otherNames(user())].join(" · ")}</small></span>
      <Show when={props.isAdmin}><span class="tag">{t("members.admin")}</span></Show>
      <Show when={isGuest(user())}><span class="tag">{t("guest")}</span></Show>
      <Show when={props.items.length > 0}>
        <Menu label={t("members.menu", { name: displayName(user()) })} class="icon-button" trigger={<Icon name="more" />} items={props.items} placement="bottom-end" />
      </Show>
    </li>
  );
}
