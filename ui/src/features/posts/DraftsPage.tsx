// Everything begun and not sent, and everything that will be sent by itself: to go on with, to send now, to let go.
import type { ScheduledPost } from "@mattermost/types/schedule_post";
import { createResource, createSignal, For, Show, type JSX } from "solid-js";
import { errorText } from "~/api/client";
import { Button, IconButton, Spinner } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Failed } from "~/design/Failed";
import { Icon } from "~/design/Icon";
import { toast } from "~/design/Toasts";
import { language, t, tn } from "~/i18n";
import "~/i18n/rooms/posts";
import { shortTime } from "~/lib/time";
import { channel, channelName } from "~/model/channels";
import { allDrafts, forgetDraft, keepDraft, loadDrafts, type Draft } from "~/model/drafts";
import { currentTeamId } from "~/model/teams";
import { Markdown } from "./Markdown";
import { loadScheduled, moveScheduled, removeScheduled, scheduled } from "./scheduled.actions";
import { send } from "./sending.actions";
import { TimeForm } from "./TimeForm";
import "./drafts.css";

/** `onOpen` goes to where something is being written. */
export default function DraftsPage(props: { menuButton: JSX.Element; onOpen: (channelId: string, rootId: string) => void }) {
  const [loaded, { refetch }] = createResource(currentTeamId, (id) => Promise.all([loadDrafts(id), loadScheduled(id)]));
  const [moving, setMoving] = createSignal<ScheduledPost>();
  return (
    <>
      <header class="channel-head">{props.menuButton}<Icon name="edit" /><h1>{t("drafts")}</h1></header>
      <div class="drafts-place">
        <Show when={loaded.error}><Failed text={errorText(loaded.error)} onRetry={() => void refetch()} /></Show>
        <Show when={!loaded.loading || allDrafts().length > 0} fallback={<div class="empty"><Spinner /></div>}>
          <Section title={t("scheduled")} count={scheduled().length} none={loaded.error ? "" : t("scheduled.none")}>
            <For each={scheduled()}>{(each) => <ScheduledRow each={each} onMove={() => setMoving(each)} />}</For>
          </Section>
          <Section title={t("drafts.begun")} count={allDrafts().length} none={loaded.error ? "" : t("drafts.none")}>
            <For each={allDrafts()}>{(each) => <DraftRow each={each} onOpen={() => props.onOpen(each.channelId, each.rootId)} />}</For>
          </Section>
        </Show>
      </div>
      <Show when={moving()}>
        {(each) => (
          <Dialog isOpen onClose={() => setMoving(undefined)} title={t("schedule.title")} narrow>
            <TimeForm action={t("schedule.set")} start={each().scheduled_at} onChosen={async (at) => {
              const wrong = await moveScheduled(each(), at);
              if (!wrong) setMoving(undefined);
              return wrong;
            }} />
          </Dialog>
        )}
      </Show>
    </>
  );
}

function Section(props: { title: string; count: number; none: string; children: JSX.Element }) {
  return (
    <section>
      <h2>{props.title}</h2>
      <Show when={props.count > 0} fallback={<p class="drafts-none">{props.none}</p>}><ul class="drafts">{props.children}</ul></Show>
    </section>
  );
}

const placeName = (channelId: string, rootId: string) => {
  const home = channel(channelId);
  const name = home ? channelName(home) : "…";
  return rootId ? t("drafts.thread_in", { channel: name }) : name;
};

function Card(props: { title: string; time: string; fault?: string; message: string; files: number; children: JSX.Element }) {
  return (
    <li class="draft">
      <div class="draft-head"><strong class="cut">{props.title}</strong><small>{props.time}</small></div>
      <Markdown text={props.message} />
      <Show when={props.files > 0}><small class="draft-files"><Icon name="clip" size={16} />{tn("files", props.files)}</small></Show>
      <Show when={props.fault}><p class="form-fault">{props.fault}</p></Show>
      <div class="draft-tools">{props.children}</div>
    </li>
  );
}

function DraftRow(props: { each: Draft; onOpen: () => void }) {
  function sendNow() {
    const { channelId, rootId, message, files, priority, burns } = props.each;
    send(channelId, rootId, message, { fileIds: files.map((file) => file.id), metadata: priority && { priority }, burns });
    forgetDraft(channelId, rootId);
    toast(t("drafts.sent"));
  }
  function remove() {
    const { channelId, rootId, ...facts } = props.each;
    forgetDraft(channelId, rootId);
    toast(t("drafts.removed"), t("undo"), () => keepDraft(channelId, rootId, facts));
  }
  return (
    <Card title={placeName(props.each.channelId, props.each.rootId)} time={shortTime(props.each.at, language())} message={props.each.message} files={props.each.files.length}>
      <Button icon="edit" onClick={() => props.onOpen()}>{t("drafts.go_on")}</Button>
      <Button icon="send" look="quiet" onClick={sendNow}>{t("send")}</Button>
      <IconButton icon="trash" label={t("drafts.remove")} onClick={remove} />
    </Card>
  );
}

function ScheduledRow(props: { each: ScheduledPost; onMove: () => void }) {
  async function sendNow() {
    const { channel_id, root_id, message, file_ids, priority } = props.each;
    if (await removeScheduled(props.each)) send(channel_id, root_id, message, { fileIds: file_ids, metadata: priority?.priority ? { priority } : undefined });
  }
  return (
    <Card title={placeName(props.each.channel_id, props.each.root_id)} time={t("scheduled.at", { when: shortTime(props.each.scheduled_at, language()) })}
      fault={props.each.error_code ? t("scheduled.failed") : undefined} message={props.each.message} files={props.each.file_ids?.length ?? 0}>
      <Button icon="clock" onClick={() => props.onMove()}>{t("schedule.move")}</Button>
      <Button icon="send" look="quiet" onClick={() => void sendNow()}>{t("scheduled.send_now")}</Button>
      <IconButton icon="trash" label={t("scheduled.remove")} onClick={() => void removeScheduled(props.each, true)} />
    </Card>
  );
}
