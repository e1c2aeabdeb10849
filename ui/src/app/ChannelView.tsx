// A channel on screen: its header, its messages, the field to write in, and a thread beside it.
import type { Channel } from "@mattermost/types/channels";
import type { Post } from "@mattermost/types/posts";
import { useLocation, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createComputed, createEffect, createMemo, createSignal, on, onCleanup, Show, Suspense, untrack } from "solid-js";
import { errorText } from "~/api/client";
import { Button, Spinner } from "~/design/Button";
import { late } from "~/design/late";
import { toast } from "~/design/Toasts";
import { loadBookmarks, mayBookmark } from "~/features/bookmarks/bookmarks.actions";
import { ChannelHeader } from "~/features/channels/ChannelHeader";
import { unarchive } from "~/features/channels/channels.actions";
import { channelItems, mayUnarchive, type ChannelPanel, type Does } from "~/features/channels/menu";
import { StatusMark } from "~/features/people/StatusMark";
import { Composer } from "~/features/posts/Composer";
import { MarkdownLine } from "~/features/posts/Markdown";
import { PostFeed, type Heights, type Place } from "~/features/posts/PostFeed";
import { loadNewer, loadNewest, loadOlder, markRead, openTimeline } from "~/features/posts/posts.actions";
import { rowsOf } from "~/features/posts/rows";
import { isComing } from "~/features/posts/system";
import { EmojiPicker } from "~/features/emoji/EmojiPicker";
import { t } from "~/i18n";
import { drawn } from "~/lib/drawn";
import { heldUnread, isAttending, releaseUnread } from "~/model/attention";
import { bookmarksOf } from "~/model/bookmarks";
import { channel as loaded, channelName, isArchived, isDirect, isUnread, membership, setCurrentChannelId, teammateId, unreadCount } from "~/model/channels";
import { isMyWord } from "~/model/author";
import { link } from "~/model/link";
import { outgoing, stretch, timeline, trimTimeline } from "~/model/posts";
import { myId, preference } from "~/model/session";
import { currentTeam, currentTeamId } from "~/model/teams";
import { offerActions } from "~/model/actions";
import { ChannelIntro } from "./ChannelIntro";
import { WithPostParts } from "./parts";
import { arrivalsIn, channelOf, homeIn, hrefOf, readingPlaces as places, rememberPlace, rowHeights as heights } from "./places";
import { actionsOf } from "./offers";
import { PostOverlays } from "./PostOverlays";
import { SidebarButton } from "./TeamPage";
import { askAbout } from "./windows";

const BookmarksBar = late(() => import("~/features/bookmarks/BookmarksBar"));
const ChannelSide = late(() => import("./ChannelSide"));
const MissingChannel = late(() => import("./Missing").then(({ MissingChannel: each }) => ({ default: each })));
const ThreadSide = late(() => import("./ThreadSide"));

/** The channel that the address names. */
export function ChannelView() {
  const params = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  let last = { address: "", id: "" };
  const place = createMemo(() => {
    const address = `${currentTeamId()}/${params.kind}/${params.name}`;
    const before = address === last.address ? last.id : "";
    const channel = channelOf(currentTeamId(), params.kind ?? "", params.name ?? "") ?? stillMine(before);
    last = { address, id: channel?.id ?? "" };
    return { channel, isLeft: !channel && before !== "" };
  });
  const channel = () => place().channel;
  // While it is on screen a channel may get another address, and I may leave it or be shown out.
  createEffect(() => {
    const { channel: found, isLeft } = place();
    // What has become of one that was only kept is looked up: it may be archived, and still be read.
    if (isLeft && untrack(link) !== "kept") navigate(homeIn(currentTeam()?.name ?? ""), { replace: true });
    // A group conversation may have become a channel.
    else if (found && (params.kind === "channels" ? found.name !== params.name : !isDirect(found))) navigate(hrefOf(found) + location.search, { replace: true });
  });
  return (
    <Show when={channel()?.id} fallback={<Suspense fallback={<Coming />}><MissingChannel kind={params.kind ?? ""} name={params.name ?? ""} /></Suspense>} keyed>
      <WithPostParts><OneChannel channel={channel() as Channel} /><PostOverlays /></WithPostParts>
    </Show>
  );
}

const stillMine = (id: string) => (membership(id) ? loaded(id) : undefined);

/** How many have been shown: one that goes leaves alone what the next has said already. */
let shown = 0;

function OneChannel(props: { channel: Channel }) {
  const id = props.channel.id;
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [fault, setFault] = createSignal("");
  const [editing, setEditing] = createSignal("");
  const [isAdding, setIsAdding] = createSignal(false);
  const line = () => timeline(id);
  const firstNew = () => (unreadCount(id) > 0 && !arrivalsIn(id) ? membership(id)?.last_viewed_at : undefined);
  const [newFrom, setNewFrom] = createSignal(firstNew());
  // What is new in a channel that was behind is known once it is up to date.
  createComputed(on(() => line()?.isStale === true, (isStale) => !isStale && setNewFrom((known) => firstNew() ?? known), { defer: true }));
  const posts = createMemo(() => stretch(id).filter(isWanted));
  const rows = createMemo(() => {
    const known = line();
    if (!known) return [];
    return [known.isAtOldest ? "i" : "l", ...rowsOf(posts(), outgoing(id, "").map((each) => each.post), myId(), heldUnread(id) ?? newFrom())];
  });

  const mine = ++shown;
  setCurrentChannelId(id);
  rememberPlace(currentTeam()?.name ?? "", untrack(() => props.channel));
  onCleanup(() => {
    if (mine === shown) setCurrentChannelId("");
    releaseUnread(id);
    if (!places.get(id)) trimTimeline(id);
  });

  const readHere = () => {
    releaseUnread(id);
    setNewFrom(undefined);
    void markRead(id);
  };
  const load = () => openTimeline(id).then(() => setFault("")).catch((error) => setFault(errorText(error)));
  if (link() !== "kept" || !line()) void load();
  // Nobody waits for them, and what is missing is loaded with the next visit.
  if (!bookmarksOf(id)) void drawn().then(() => loadBookmarks(id)).catch(() => {});
  const isRead = () => isAttending() && line() !== undefined && !line()?.isStale;
  createEffect(on(isRead, (now) => now && (isUnread(id) || unreadCount(id) > 0) && void markRead(id)));
  // What arrives while nobody looks gets a line of its own; it stays until the channel is left.
  createEffect(on(isAttending, (looks) => {
    if (!looks && posts().length > 0) setNewFrom(posts().at(-1)?.create_at);
  }, { defer: true }));

  let place!: HTMLDivElement;
  const focusField = () => place.querySelector<HTMLTextAreaElement>(".composer textarea")?.focus();
  const editLast = () => {
    const mine = posts().findLast((each) => isMyWord(each) && each.type === "");
    if (mine) setEditing(mine.id);
  };
  function keepPlace(where: Place, high: Heights) {
    places.set(id, where);
    heights.set(id, high);
  }
  const report = (error: unknown) => toast(errorText(error));
  const label = () => (isDirect(props.channel) ? t("write_to_person", { name: channelName(props.channel) }) : t("write_to", { channel: channelName(props.channel) }));

  // The panel stays under a thread that is opened from it.
  const panel = () => (search.panel || undefined) as ChannelPanel | undefined;
  let opener: HTMLElement | null = null;
  function showPanel(name: ChannelPanel) {
    if (!panel()) opener = document.activeElement as HTMLElement | null;
    if (panel() === name && !search.thread) return closePanel();
    setSearch({ panel: name, thread: undefined });
  }
  function closePanel() {
    setSearch({ panel: undefined });
    if (opener?.isConnected && opener !== document.body) opener.focus();
    else focusField();
  }
  function closeThread() {
    setSearch({ thread: undefined });
    focusField();
  }
  const leave = () => navigate(homeIn(currentTeam()?.name ?? ""));
  const does: Does = {
    ask: (what) => askAbout(what, id), show: showPanel, onLeft: leave,
    get href() { return hrefOf(props.channel); },
    get bookmark() { return mayBookmark("add", id) ? () => setIsAdding(true) : undefined; },
  };
  offerActions(() => [
    { id: "read.here", name: () => t("read.here"), group: "here", keys: "Escape", icon: "check", run: readHere },
    ...actionsOf(channelItems(props.channel, does), "here"),
  ]);

  return (
    <div class="beside" classList={{ "has-panel": Boolean(search.thread || panel()) }}>
      <main class="conversation" ref={place} aria-label={channelName(props.channel)}>
        <ChannelHeader channel={props.channel} href={hrefOf(props.channel)} menuButton={<SidebarButton />} panel={panel() ?? ""} onPanel={showPanel} ask={(what) => askAbout(what, id)} onLeft={leave} onBookmark={mayBookmark("add", id) ? () => setIsAdding(true) : undefined} words={MarkdownLine}
          beside={<Show when={props.channel.type === "D"}><StatusMark userId={teammateId(props.channel)} /></Show>} />
        <Show when={isAdding() || (bookmarksOf(id)?.length ?? 0) > 0}><BookmarksBar channelId={id} picker={EmojiPicker} isAdding={isAdding()} onAdding={setIsAdding} /></Show>
        <Show when={arrivalsIn(id) + 1} keyed>{(_) => <Show when={line()} fallback={<Waiting fault={fault()} onRetry={() => void load()} />}>
          {(known) => (
            <PostFeed rows={rows()} label={t("messages_of", { channel: channelName(props.channel) })} inThread={false} isAtNewest={known().isAtNewest} isBehind={known().isStale}
              intro={<ChannelIntro channel={props.channel} />} onNearStart={() => void loadOlder(id).catch(report)} onNearEnd={() => void loadNewer(id).catch(report)}
              onJumpToNewest={() => (known().isAtNewest ? Promise.resolve() : loadNewest(id).catch(report))} onLeave={focusField} place={places.get(id)} heights={heights.get(id)} onPlace={keepPlace} editing={editing()} setEditing={setEditing} />
          )}
        </Show>}</Show>
        <Show when={!isArchived(props.channel)} fallback={<ArchivedNote channel={props.channel} onLeave={leave} />}>
          <Composer channelId={id} rootId="" label={label()} autofocus={!search.thread && matchMedia("(pointer: fine)").matches} onEditLast={editLast} onSent={() => setNewFrom(undefined)} />
        </Show>
      </main>
      <Show when={search.thread} fallback={<Show when={panel()}>{(name) => <ChannelSide channel={props.channel} panel={name()} onPanel={showPanel} onClose={closePanel} />}</Show>}>
        <Suspense fallback={<aside class="panel" />}><ThreadSide rootId={String(search.thread ?? "")} onClose={closeThread} /></Suspense>
      </Show>
    </div>
  );
}

/** While it is looked up what is there. */
const Coming = () => (
  <div class="beside">
    <main class="conversation" tabindex="-1"><header class="channel-head"><SidebarButton /></header><Waiting fault="" onRetry={() => {}} /></main>
  </div>
);

/** In place of the field to write in. */
function ArchivedNote(props: { channel: Channel; onLeave: () => void }) {
  return (
    <div class="archived-note">
      <p>{t("error.channel.archived")}</p>
      <Show when={mayUnarchive(props.channel)}><Button onClick={() => void unarchive(props.channel.id)}>{t("channel.unarchive")}</Button></Show>
      <Button look="quiet" onClick={props.onLeave}>{t("close")}</Button>
    </div>
  );
}

/** Lines about who came and went can be left out. */
const isWanted = (each: Post) =>
  preference("advanced_settings", "join_leave") !== "false" || !isComing(each);

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
