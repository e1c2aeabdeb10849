import type { Channel } from "@mattermost/types/channels";
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { errorText } from "~/api/client";
import { Button, IconButton, Spinner } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Failed } from "~/design/Failed";
import { Icon } from "~/design/Icon";
import { compare, t, tn } from "~/i18n";
import { matchScore } from "~/lib/hangul";
import { membership } from "~/model/channels";
import { mayMakeChannel } from "~/model/roles";
import { currentTeamId } from "~/model/teams";
import { countMembers, listChannels, searchChannels, type Kind } from "./browse.actions";
import { joinChannel, leaveChannel } from "./channels.actions";

type Props = { isOpen: boolean; onClose: () => void; onDone: (channel: Channel) => void; onCreate: () => void };

/** All channels of the team: look in, join, leave. */
export function BrowseChannels(props: Props) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("channel.browse")}>
      <Show when={props.isOpen}><List {...props} /></Show>
    </Dialog>
  );
}

const KINDS = ["open", "private", "archived"] as const;

function List(props: Props) {
  const [query, setQuery] = createSignal("");
  const [kind, setKind] = createSignal<Kind>("open");
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(true);
  const [isLast, setIsLast] = createSignal(false);
  const [known, setKnown] = createStore<Record<string, Channel>>({});
  const [counts, setCounts] = createStore<Record<string, number>>({});
  let page = 0;

  const found = createMemo(() =>
    Object.values(known)
      .filter((each) => matchScore(query(), each.display_name) > 0 || matchScore(query(), each.name) > 0 || (query() && each.purpose.toLowerCase().includes(query().toLowerCase())))
      .sort((a, b) => compare(a.display_name, b.display_name)));

  function take(channels: Channel[]): void {
    setKnown(Object.fromEntries(channels.map((each) => [each.id, each])));
    void countMembers(channels.map((each) => each.id)).then(setCounts);
  }

  async function more() {
    setIsBusy(true);
    setFault("");
    const asked = kind();
    try {
      const next = await listChannels(currentTeamId(), asked, page);
      if (asked !== kind()) return;
      page++;
      take(next.channels);
      setIsLast(next.isLast);
    } catch (error) {
      setFault(errorText(error));
    }
    setIsBusy(false);
  }

  createEffect(on(kind, () => {
    page = 0;
    setKnown(Object.fromEntries(Object.keys(known).map((id) => [id, undefined as never])));
    void more();
  }));

  let asking: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(asking));
  function onInput(text: string) {
    setQuery(text.normalize("NFC").trim());
    setFault("");
    clearTimeout(asking);
    // What is not here yet may be among those that were not fetched.
    if (query() && !isLast()) asking = setTimeout(() => void searchChannels(currentTeamId(), kind(), query()).then(take).catch((error) => setFault(errorText(error))), 200);
  }

  async function join(each: Channel) {
    try {
      const joined = membership(each.id) || each.delete_at > 0 ? each : await joinChannel(each.id);
      props.onClose();
      props.onDone(joined);
    } catch (error) {
      setFault(errorText(error));
    }
  }

  return (
    <>
      <input class="input" type="search" autofocus aria-label={t("channel.search")} placeholder={t("channel.search")} onInput={(event) => onInput(event.currentTarget.value)} />
      <div class="filters" role="group" aria-label={t("channel.which")}>
        <For each={KINDS}>{(each) => <button type="button" class="filter" aria-pressed={kind() === each} onClick={() => setKind(each)}>{t(`channel.${each}`)}</button>}</For>
      </div>
      <ul class="list scroll-list" aria-label={t("channel.browse")}>
        <For each={found()} fallback={<Show when={!isBusy() && !fault()}><li class="empty">{t("nothing_found")}</li></Show>}>
          {(each) => <Line channel={each} count={counts[each.id]} onJoin={() => void join(each)} />}
        </For>
        <Show when={isBusy()}><li class="empty"><Spinner /></li></Show>
        <Show when={!isBusy() && !isLast() && !fault()}><li><Button look="quiet" wide onClick={() => void more()}>{t("more_channels")}</Button></li></Show>
        <Show when={!isBusy() && fault()}><li><Failed text={fault()} onRetry={() => void more()} /></li></Show>
      </ul>
      <Show when={mayMakeChannel(currentTeamId())}>
        <div class="form-actions"><Button icon="plus" onClick={() => { props.onClose(); props.onCreate(); }}>{t("channel.create")}</Button></div>
      </Show>
    </>
  );
}

function Line(props: { channel: Channel; count?: number; onJoin: () => void }) {
  const isOld = () => props.channel.delete_at > 0;
  const isMine = () => membership(props.channel.id) !== undefined || isOld();
  const name = () => ({ channel: props.channel.display_name });
  return (
    <li class="list-row">
      <Icon name={isOld() ? "archive" : props.channel.type === "P" ? "lock" : "hash"} />
      <span class="what">
        <strong class="cut">{props.channel.display_name}</strong>
        <small class="cut">{[props.count === undefined ? "" : tn("members", props.count), props.channel.purpose].filter(Boolean).join(" · ")}</small>
      </span>
      <Show when={isMine() && !isOld() && props.channel.name !== "town-square" && props.channel.type === "O"}>
        <IconButton icon="leave" onClick={() => void leaveChannel(props.channel.id)} label={t("channel.leave_named", name())} />
      </Show>
      <Button look={isMine() ? "quiet" : undefined} onClick={props.onJoin} aria-label={isMine() ? t("channel.open_named", name()) : t("channel.join_named", name())}>
        {isMine() ? t("open") : t("join")}
      </Button>
    </li>
  );
}
