import type { Channel } from "@mattermost/types/channels";
import { createMemo, createResource, createSignal, For, Show } from "solid-js";
import { api, errorText } from "~/api/client";
import { Button, Spinner } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { FormFault } from "~/design/Field";
import { Icon } from "~/design/Icon";
import { compare, t } from "~/i18n";
import { matchScore } from "~/lib/hangul";
import { channel, membership } from "~/model/channels";
import { currentTeamId } from "~/model/teams";
import { joinChannel } from "./channels.actions";

const PAGE = 200;

/** All open channels of the team: look in, or join. */
export function BrowseChannels(props: { isOpen: boolean; onClose: () => void; onDone: (channel: Channel) => void; onCreate: () => void }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("channel.browse")}>
      <Show when={props.isOpen}><List {...props} /></Show>
    </Dialog>
  );
}

async function allChannels(teamId: string): Promise<Channel[]> {
  const all: Channel[] = [];
  for (let page = 0; ; page++) {
    const some = await api.getChannels(teamId, page, PAGE);
    all.push(...some);
    if (some.length < PAGE) return all;
  }
}

function List(props: { onClose: () => void; onDone: (channel: Channel) => void; onCreate: () => void }) {
  const [query, setQuery] = createSignal("");
  const [fault, setFault] = createSignal("");
  const [all] = createResource(currentTeamId, allChannels);
  const isMine = (each: Channel) => membership(each.id) !== undefined;
  const found = createMemo(() =>
    (all() ?? [])
      .filter((each) => matchScore(query(), each.display_name) > 0 || matchScore(query(), each.name) > 0)
      .sort((a, b) => Number(isMine(a)) - Number(isMine(b)) || compare(a.display_name, b.display_name)));

  async function go(each: Channel) {
    try {
      const joined = isMine(each) ? (channel(each.id) as Channel) : await joinChannel(each.id);
      props.onClose();
      props.onDone(joined);
    } catch (error) {
      setFault(errorText(error));
    }
  }

  return (
    <>
      <input class="input" type="search" autofocus aria-label={t("channel.search")} placeholder={t("channel.search")} onInput={(event) => setQuery(event.currentTarget.value)} />
      <FormFault text={fault()} />
      <Show when={!all.loading} fallback={<div class="empty"><Spinner /></div>}>
        <ul class="list scroll-list" aria-label={t("channel.browse")}>
          <For each={found()} fallback={<li class="empty">{t("nothing_found")}</li>}>
            {(each) => (
              <li class="list-row">
                <Icon name="hash" />
                <span class="what"><strong class="cut">{each.display_name}</strong><small class="cut">{each.purpose}</small></span>
                <Button look={isMine(each) ? "quiet" : undefined} onClick={() => void go(each)}
                  aria-label={isMine(each) ? t("channel.open_named", { channel: each.display_name }) : t("channel.join_named", { channel: each.display_name })}>
                  {isMine(each) ? t("open") : t("join")}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="form-actions"><Button icon="plus" onClick={() => { props.onClose(); props.onCreate(); }}>{t("channel.create")}</Button></div>
    </>
  );
}
