// Choosing people: type, go through the list with the arrows, Enter takes. The first Enter while a syllable is being composed
// belongs to the input method; the browser submits the form only with the one that is left over.
import type { UserProfile } from "@mattermost/types/users";
import { createEffect, createMemo, createSignal, createUniqueId, For, on, onCleanup, Show } from "solid-js";
import { api, errorText } from "~/api/client";
import { Avatar } from "~/design/Avatar";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Failed } from "~/design/Failed";
import { FormFault } from "~/design/Field";
import { Icon } from "~/design/Icon";
import { compare, t } from "~/i18n";
import { displayName, everybodyMet, meet, otherNames, personScore, presenceOf } from "~/model/people";
import { myId } from "~/model/session";
import { currentTeamId } from "~/model/teams";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  note?: string;
  action: string;
  most: number;
  /** People who are not in this channel yet. */
  notInChannel?: string;
  /** People who are not in this team yet. */
  notInTeam?: string;
  /** Does it; answers what is wrong, or an empty text. */
  onPicked: (userIds: string[]) => Promise<string>;
};

/** A dialog to choose people. */
export function PeoplePicker(props: Props) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={props.title} note={props.note}>
      <Show when={props.isOpen}><Picker {...props} /></Show>
    </Dialog>
  );
}

function Picker(props: Props) {
  const id = createUniqueId();
  const [query, setQuery] = createSignal("");
  const [picked, setPicked] = createSignal<UserProfile[]>([]);
  const [at, setAt] = createSignal(0);
  const [fault, setFault] = createSignal("");
  const [missed, setMissed] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  const [outsiders, setOutsiders] = createSignal<Set<string>>();
  let field!: HTMLInputElement;

  const found = createMemo(() =>
    everybodyMet()
      .filter((user) => user.delete_at === 0 && user.id !== myId() && !picked().some((each) => each.id === user.id))
      .filter((user) => outsiders() === undefined || outsiders()?.has(user.id))
      .map((user) => [personScore(query(), user), user] as const)
      .filter(([score]) => score > 0)
      .sort(([a, one], [b, other]) => b - a || compare(displayName(one), displayName(other)))
      .slice(0, 50)
      .map(([, user]) => user));
  createEffect(on(query, () => setAt(0)));

  async function ask(term: string) {
    setMissed("");
    try {
      if (props.notInChannel) {
        const some = term
          ? await api.searchUsers(term, { team_id: currentTeamId(), not_in_channel_id: props.notInChannel, limit: 100 } as never)
          : await api.getProfilesNotInChannel(currentTeamId(), props.notInChannel, false, 0, 100);
        setOutsiders((known) => new Set([...(known ?? []), ...some.map((user) => user.id)]));
        return meet(some);
      }
      if (props.notInTeam) {
        const some = term ? await api.searchUsers(term, { not_in_team_id: props.notInTeam, limit: 100 } as never) : await api.getProfilesNotInTeam(props.notInTeam, false, 0, 100);
        setOutsiders((known) => new Set([...(known ?? []), ...some.map((user) => user.id)]));
        return meet(some);
      }
      meet(term ? await api.searchUsers(term, { limit: 100 } as never) : await api.getProfilesInTeam(currentTeamId(), 0, 100));
    } catch (error) {
      // Those already met can still be chosen.
      setMissed(errorText(error));
    }
  }
  void ask("");

  let asking: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(asking));
  function onInput() {
    setQuery(field.value);
    clearTimeout(asking);
    asking = setTimeout(() => void ask(field.value.trim()), 200);
  }

  function pick(user: UserProfile | undefined) {
    if (!user) return;
    if (props.most === 1) return void finish([user]);
    if (picked().length >= props.most) return setFault(t("people.most", { count: props.most }));
    setPicked([...picked(), user]);
    field.value = "";
    setQuery("");
    field.focus();
  }

  async function finish(users: UserProfile[]) {
    if (users.length === 0) return;
    setIsBusy(true);
    const wrong = await props.onPicked(users.map((user) => user.id));
    setIsBusy(false);
    setFault(wrong);
    if (!wrong) props.onClose();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Backspace" && field.value === "") setPicked(picked().slice(0, -1));
    if (!step) return;
    event.preventDefault();
    setAt(Math.min(Math.max(at() + step, 0), found().length - 1));
    document.getElementById(`${id}-${at()}`)?.scrollIntoView({ block: "nearest" });
  }

  function onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (field.value.trim() === "" && picked().length > 0) void finish(picked());
    else pick(found()[at()]);
  }

  return (
    <form class="form" onSubmit={onSubmit}>
      <FormFault text={fault()} />
      <div class="picked">
        <For each={picked()}>
          {(user) => (
            <button type="button" class="pill" aria-label={t("people.unpick", { name: displayName(user) })} onClick={() => setPicked(picked().filter((each) => each.id !== user.id))}>
              {displayName(user)}<Icon name="close" size={14} />
            </button>
          )}
        </For>
        <input ref={field} class="input" role="combobox" aria-expanded="true" aria-controls={`${id}-list`} aria-autocomplete="list" autocomplete="off" autofocus
          aria-activedescendant={found().length ? `${id}-${at()}` : undefined} aria-label={t("people.search")} placeholder={t("people.search")} onInput={onInput} onKeyDown={onKeyDown} />
      </div>
      <ul class="list scroll-list" role="listbox" id={`${id}-list`} aria-label={props.title}>
        <For each={found()}>
          {(user, index) => (
            <li role="option" id={`${id}-${index()}`} class="list-row" aria-selected={index() === at()} onPointerMove={() => setAt(index())} onClick={() => pick(user)}>
              <Avatar id={user.id} name={displayName(user)} size={36} pictureAt={user.last_picture_update} presence={presenceOf(user.id)} />
              <span class="what">
                <strong class="cut">{displayName(user)}</strong>
                <small class="cut">{[`@${user.username}`, ...otherNames(user)].join(" · ")}</small>
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={found().length === 0}>
        <Show when={missed()} fallback={<p class="empty">{t(query() === "" && outsiders() && picked().length === 0 ? "people.all_in" : "people.nobody")}</p>}><Failed text={missed()} onRetry={() => void ask(field.value.trim())} /></Show>
      </Show>
      <Show when={props.most > 1}>
        <div class="form-actions">
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button look="primary" isBusy={isBusy()} disabled={picked().length === 0} onClick={() => void finish(picked())}>{props.action}</Button>
        </div>
      </Show>
    </form>
  );
}
