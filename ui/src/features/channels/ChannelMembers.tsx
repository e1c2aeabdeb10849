import type { Channel } from "@mattermost/types/channels";
import { createEffect, createResource, createSignal, For, on, onCleanup, Show } from "solid-js";
import { errorText } from "~/api/client";
import { Avatar } from "~/design/Avatar";
import { Button, Spinner } from "~/design/Button";
import { Confirm } from "~/design/Dialog";
import { FormFault } from "~/design/Field";
import { Icon } from "~/design/Icon";
import { Menu, type MenuItem } from "~/design/Menu";
import { t } from "~/i18n";
import { channelName, comingsIn, isArchived } from "~/model/channels";
import { displayName, isGuest, nameOf, otherNames, person, presenceOf } from "~/model/people";
import { mayInChannel } from "~/model/roles";
import { myId } from "~/model/session";
import { createMembers } from "./members.actions";
import { mayManageMembers } from "./menu";

type Props = { channel: Channel; onAddPeople: () => void; onMessage: (userId: string) => void };

/** The people of a channel: look for them, bring some in, make administrators, show some out. */
export function ChannelMembers(props: Props) {
  const id = props.channel.id;
  const { members, more, find, reload, setAdmin, remove } = createMembers(id);
  const [query, setQuery] = createSignal("");
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(true);
  const [doomed, setDoomed] = createSignal("");
  const [found, { refetch }] = createResource(() => query() || undefined, (term) => (setFault(""), find(term)).catch((error) => (setFault(errorText(error)), [] as string[])));
  // Those before stay until the answer is here.
  const shown = () => (query() ? (found.latest ?? members.ids) : members.ids);

  async function load(how: () => Promise<void>) {
    setIsBusy(true);
    setFault("");
    await how().catch((error) => setFault(errorText(error)));
    setIsBusy(false);
  }
  void load(more);
  createEffect(on(() => comingsIn(id), () => void load(reload), { defer: true }));

  let asking: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(asking));
  function onInput(text: string) {
    clearTimeout(asking);
    asking = setTimeout(() => setQuery(text.normalize("NFC").trim()), 200);
  }

  const items = (userId: string): MenuItem[] => {
    const isAdmin = members.byId[userId]?.scheme_admin === true;
    const canRole = !isArchived(props.channel) && mayInChannel("manage_channel_roles", id) && !isGuest(person(userId));
    const canRemove = mayManageMembers(props.channel) && userId !== myId() && props.channel.name !== "town-square";
    return [
      { label: t("message_person", { name: nameOf(userId) }), icon: "edit", run: () => props.onMessage(userId) },
      ...(canRole ? [{ label: isAdmin ? t("members.unmake_admin") : t("members.make_admin"), icon: "star" as const, run: () => void setAdmin(userId, !isAdmin) }] : []),
      ...(canRemove ? ["line" as const, { label: t("members.remove"), icon: "leave" as const, danger: true, run: () => setDoomed(userId) }] : []),
    ];
  };

  return (
    <div class="panel-scroll">
      <div class="panel-tools">
        <input class="input" type="search" aria-label={t("members.search")} placeholder={t("members.search")} onInput={(event) => onInput(event.currentTarget.value)} />
        <Show when={mayManageMembers(props.channel) || props.channel.type === "G"}><Button icon="plus" onClick={props.onAddPeople}>{t("add")}</Button></Show>
      </div>
      <FormFault text={fault()} />
      <Show when={fault()}><Button onClick={() => void (query() ? refetch() : load(reload))}>{t("retry")}</Button></Show>
      <ul class="list" aria-label={t("panel.members")}>
        <For each={shown()}>{(userId) => <Row userId={userId} isAdmin={members.byId[userId]?.scheme_admin === true} items={items(userId)} />}</For>
      </ul>
      <Show when={isBusy() || found.loading}><div class="empty"><Spinner /></div></Show>
      <Show when={query() && !found.loading && shown().length === 0 && !fault()}><p class="empty" role="status">{t("people.nobody")}</p></Show>
      <Show when={!query() && !isBusy() && !members.isAll && !fault()}><Button look="quiet" wide onClick={() => void load(more)}>{t("more_people")}</Button></Show>
      <Confirm isOpen={doomed() !== ""} onClose={() => setDoomed("")} title={t("members.remove_title", { name: nameOf(doomed()), channel: channelName(props.channel) })}
        note={props.channel.type === "P" ? t("members.remove_private") : t("members.remove_open")} action={t("members.remove")} onConfirm={() => void remove(doomed())} />
    </div>
  );
}

function Row(props: { userId: string; isAdmin: boolean; items: MenuItem[] }) {
  const user = () => person(props.userId);
  return (
    <li class="list-row">
      <button type="button" class="person" data-person={props.userId}>
        <Avatar id={props.userId} name={displayName(user())} size={36} pictureAt={user()?.last_picture_update} presence={presenceOf(props.userId)} />
        <span class="what">
          <span class="cut"><strong>{displayName(user())}</strong> <Show when={props.userId === myId()}><small>({t("you")})</small></Show></span>
          <small class="cut">{[`@${user()?.username ?? ""}`, ...otherNames(user())].join(" · ")}</small>
        </span>
      </button>
      <Show when={props.isAdmin}><span class="tag">{t("members.admin")}</span></Show>
      <Show when={isGuest(user())}><span class="tag">{t("guest")}</span></Show>
      <Show when={user()?.is_bot}><span class="tag">{t("bot")}</span></Show>
      <Menu label={t("members.menu", { name: displayName(user()) })} class="icon-button" trigger={<Icon name="more" />} items={props.items} placement="bottom-end" />
    </li>
  );
}
