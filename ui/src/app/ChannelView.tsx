// A channel on screen: its header, its messages, the field to write in, and a thread beside it.
import type { Channel } from "@mattermost/types/channels";
import type { Post } from "@mattermost/types/posts";
import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createResource, createSignal, on, onCleanup, Show } from "solid-js";
import { api, errorText } from "~/api/client";
import { Button, Spinner } from "~/design/Button";
import { toast } from "~/design/Toasts";
import { ChannelHeader } from "~/features/channels/ChannelHeader";
import { joinChannel, openDirect } from "~/features/channels/channels.actions";
import { Composer } from "~/features/posts/Composer";
import { PostFeed } from "~/features/posts/PostFeed";
import { loadNewer, loadNewest, loadOlder, markRead, openTimeline } from "~/features/posts/posts.actions";
import { rowsOf } from "~/features/posts/rows";
import { t } from "~/i18n";
import { heldUnread, isAttending, releaseUnread } from "~/model/attention";
import { channelName, isDirect, isUnread, membership, setCurrentChannelId, unreadCount } from "~/model/channels";
import { personNamed } from "~/model/people";
import { outgoing, post, timeline, trimTimeline } from "~/model/posts";
import { myId, preference } from "~/model/session";
import { currentTeam, currentTeamId } from "~/model/teams";
import { offerActions } from "~/model/actions";
import { ChannelIntro } from "./ChannelIntro";
import { WithPostParts } from "./parts";
import { arrivalsIn, channelOf, firstPlaceIn, readingPlaces as places, rememberPlace } from "./places";
import { PostOverlays } from "./PostOverlays";
import { SidebarButton } from "./TeamPage";
import { ThreadSide } from "./ThreadSide";
import { setOpenWindow } from "./windows";

/** The channel that the address names. */
export function ChannelView() {
  const params = useParams();
  const channel = createMemo(() => channelOf(currentTeamId(), params.kind ?? "", params.name ?? ""));
  return (
    <Show when={channel()?.id} fallback={<Missing kind={params.kind ?? ""} name={params.name ?? ""} />} keyed>
      <WithPostParts><OneChannel channel={channel() as Channel} /><PostOverlays /></WithPostParts>
    </Show>
  );
}

function OneChannel(props: { channel: Channel }) {
  const id = props.channel.id;
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [fault, setFault] = createSignal("");
  const [editing, setEditing] = createSignal("");
  const [newFrom, setNewFrom] = createSignal(unreadCount(id) > 0 && !arrivalsIn(id) ? membership(id)?.last_viewed_at : undefined);
  const line = () => timeline(id);
  const posts = createMemo(() => (line()?.ids ?? []).map(post).filter((each) => each !== undefined).filter(isWanted));
  const rows = createMemo(() => {
    const known = line();
    if (!known) return [];
    return [known.isAtOldest ? "i" : "l", ...rowsOf(posts(), outgoing(id, "").map((each) => each.post), myId(), heldUnread(id) ?? newFrom())];
  });

  setCurrentChannelId(id);
  rememberPlace(currentTeam()?.name ?? "", id);
  onCleanup(() => {
    setCurrentChannelId("");
    releaseUnread(id);
    if (!places.get(id)) trimTimeline(id);
  });

  offerActions(() => [{ id: "read.here", name: () => t("read.here"), group: "here", keys: "Escape", icon: "check", run: readHere }]);

  const readHere = () => {
    releaseUnread(id);
    setNewFrom(undefined);
    void markRead(id);
  };
  const load = () => openTimeline(id).then(() => setFault("")).catch((error) => setFault(errorText(error)));
  void load();
  const isRead = () => isAttending() && line() !== undefined && !line()?.isStale;
  createEffect(on(isRead, (now) => now && (isUnread(id) || unreadCount(id) > 0) && void markRead(id)));
  // What arrives while nobody looks gets a line of its own; it stays until the channel is left.
  createEffect(on(isAttending, (looks) => {
    if (!looks && posts().length > 0) setNewFrom(posts().at(-1)?.create_at);
  }, { defer: true }));

  let place!: HTMLDivElement;
  const focusField = () => place.querySelector<HTMLTextAreaElement>(".composer textarea")?.focus();
  const editLast = () => {
    const mine = posts().findLast((each) => each.user_id === myId() && each.type === "");
    if (mine) setEditing(mine.id);
  };
  const report = (error: unknown) => toast(errorText(error));
  const label = () => (isDirect(props.channel) ? t("write_to_person", { name: channelName(props.channel) }) : t("write_to", { channel: channelName(props.channel) }));

  return (
    <div class="beside" classList={{ "has-panel": Boolean(search.thread) }}>
      <main class="conversation" ref={place} aria-label={channelName(props.channel)}>
        <ChannelHeader channel={props.channel} menuButton={<SidebarButton />} onAddPeople={() => setOpenWindow("people")} onEditHeader={() => setOpenWindow("header")}
          onLeft={() => navigate(firstPlaceIn(currentTeam()?.name ?? ""))} />
        <Show when={arrivalsIn(id) + 1} keyed>{(_) => <Show when={line()} fallback={<Waiting fault={fault()} onRetry={() => void load()} />}>
          {(known) => (
            <PostFeed rows={rows()} label={t("messages_of", { channel: channelName(props.channel) })} inThread={false} isAtNewest={known().isAtNewest}
              intro={<ChannelIntro channel={props.channel} />} onNearStart={() => void loadOlder(id).catch(report)} onNearEnd={() => void loadNewer(id).catch(report)}
              onJumpToNewest={() => (known().isAtNewest ? Promise.resolve() : loadNewest(id).catch(report))} onLeave={focusField} place={places.get(id)} onPlace={(where) => places.set(id, where)} editing={editing()} setEditing={setEditing} />
          )}
        </Show>}</Show>
        <Composer channelId={id} rootId="" label={label()} autofocus={!search.thread && matchMedia("(pointer: fine)").matches} onEditLast={editLast} onSent={() => setNewFrom(undefined)} />
      </main>
      <ThreadSide rootId={String(search.thread ?? "")} onClose={() => { setSearch({ thread: undefined }); focusField(); }} />
    </div>
  );
}

/** Lines about who came and went can be left out. */
const isWanted = (each: Post) =>
  preference("advanced_settings", "join_leave") !== "false" || !/^system_(join|leave|add_|remove_)/.test(each.type);

function Waiting(props: { fault: string; onRetry: () => void }) {
  return (
    <div class="feed-place waiting">
      <Show when={props.fault} fallback={<Spinner />}>
        <p role="alert">{props.fault}</p>
        <Button onClick={props.onRetry}>{t("retry")}</Button>
      </Show>
    </div>
  );
}

/** An address that is none of my channels: a person to talk to, an open channel to join, or nothing. */
function Missing(props: { kind: string; name: string }) {
  const navigate = useNavigate();
  const [found] = createResource(() => `${currentTeamId()}/${props.kind}/${props.name}`, async () => {
    if (props.kind === "channels") return api.getChannelByName(currentTeamId(), props.name).catch(() => undefined);
    const name = props.name.replace(/^@/, "");
    const user = personNamed(name) ?? (await api.getUserByUsername(name).catch(() => undefined));
    if (user) await openDirect(user.id).catch(() => {});
    return undefined;
  });
  const join = (each: Channel) => joinChannel(each.id).catch((error) => toast(errorText(error)));
  return (
    <main class="conversation">
      <header class="channel-head"><SidebarButton /></header>
      <div class="empty">
        <Show when={!found.loading} fallback={<Spinner />}>
          <Show when={found()} fallback={<><h1>{t("channel.missing")}</h1><Button onClick={() => navigate(firstPlaceIn(currentTeam()?.name ?? ""))}>{t("back")}</Button></>}>
            {(each) => (
              <>
                <h1>{each().display_name}</h1>
                <p>{each().purpose}</p>
                <Button look="primary" onClick={() => void join(each())}>{t("channel.join_named", { channel: each().display_name })}</Button>
              </>
            )}
          </Show>
        </Show>
      </div>
    </main>
  );
}

