// The list of messages: only what is near the window is in the document. It keeps the reader's place when older posts come in front,
// follows the newest while the reader is at the end, and starts at the line of the first unread one.
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show, Suspense, untrack, type JSX } from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import { Spinner } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { late } from "~/design/late";
import { language, t } from "~/i18n";
import { followPress } from "~/lib/press";
import { dayName } from "~/lib/time";
import { post } from "~/model/posts";
import { myId } from "~/model/session";
import { deedFor, type RowContext } from "./deeds";
import { usePostParts } from "./parts";
import { OutgoingRow, PostRow } from "./PostRow";
import { remove } from "./posts.actions";
import { hasSent, isPrepended } from "./rows";

const DeleteWindow = late(() => import("./DeleteWindow"));

type Props = {
  rows: string[];
  label: string;
  inThread: boolean;
  isAtNewest: boolean;
  /** Is there perhaps more than is shown, which is being asked for? */
  isBehind?: boolean;
  /** What stands at the very beginning. */
  intro: JSX.Element;
  /** What stands between a root and its replies. */
  divider?: JSX.Element;
  onNearStart: () => void;
  onNearEnd: () => void;
  onJumpToNewest: () => Promise<void>;
  onLeave: () => void;
  /** Where the reader was the last time, if that still fits. */
  place?: Place;
  /** How high the rows were then. */
  heights?: Heights;
  /** Told when the list goes away. */
  onPlace?: (place: Place, heights: Heights) => void;
  editing: string;
  setEditing: (id: string) => void;
};

/** A reader's place: the post (or day) at the top of the window and how far (px) it is scrolled past; undefined at the end. */
export type Place = { id: string; past: number } | undefined;

/** The heights of rows, as the list knows them, with the first of these rows below the mark at its beginning. */
export type Heights = { first: string | undefined; cache: VirtualizerHandle["cache"] };

/** How close to an edge (px) the next page is asked for, and how many steps ahead of a reader who comes nearer. */
const NEAR = 800;
const STEPS = 24;
/** How high (px) a row is taken to be until it is measured: a little less than most, so that the first ones fill the window. */
const TYPICAL = 48;
/** How far beyond the window (px) rows are drawn; none before it is filled. */
const AHEAD = 400;
/** How far from the end (px) still counts as reading along. */
const AT_END = 48;

/** The feed. Give it a new instance for each channel and thread. */
export function PostFeed(props: Props) {
  const parts = usePostParts();
  let scroller!: HTMLDivElement;
  let list: VirtualizerHandle | undefined;
  let lastOffset = 0;
  let start = untrack(() => startOf(props.rows, props.place));
  // Rows that have come in front since would get the heights of others.
  const heights = untrack(() => (props.heights?.first === props.rows[1] ? props.heights?.cache : undefined));
  /** It begins anew at what is new, if that becomes known before the reader has moved. */
  let isBeginning = untrack(() => props.isBehind === true);
  /** Where the list begins, for as long as its rows are measured for the first time and nobody has moved. */
  let held: Start;
  const [isFollowing, setIsFollowing] = createSignal(start === undefined);
  const [isPlaced, setIsPlaced] = createSignal(false);
  const [isShown, setIsShown] = createSignal(false);
  let hasBegun = false;
  const [doomed, setDoomed] = createSignal("");
  const hasAsked = createMemo<boolean>((before) => before || doomed() !== "", false);
  const [focusedRow, setFocusedRow] = createSignal("");

  const [shift, setShift] = createSignal(false);
  const rows = createMemo<string[]>((before) => {
    const after = props.rows;
    setShift(isPrepended(before, after));
    return after;
  }, []);
  const posts = createMemo(() => rows().filter((row) => "pco".includes(row[0] as string)));
  const positions = createMemo(() => new Map(posts().map((row, at) => [row, at + 1])));
  const tabStop = createMemo(() => (positions().has(focusedRow()) ? focusedRow() : posts().at(-1)));
  const kept = () => {
    const at = rows().indexOf(focusedRow());
    return at >= 0 ? [at] : undefined;
  };

  // Not by the list's own command: that holds on to its goal for a moment, against a reader who turns the wheel. Each new
  // measure calls `follow` again, so estimated heights do no harm.
  const toEnd = () => (scroller.scrollTop = scroller.scrollHeight);
  const isFollowingNewest = () => isFollowing() && props.isAtNewest;
  const follow = () => {
    if (held) toStart(held);
    else if (isFollowingNewest() && !press.isDown()) toEnd();
    // Most lists are measured within their first frame, and shown by it.
    if (hasBegun && !isShown() && isCovered()) setIsShown(true);
  };
  function toStart({ row, past }: NonNullable<Start>) {
    const at = rows().indexOf(row);
    if (list && at >= 0) scroller.scrollTop = list.getItemOffset(at) + past;
  }
  const letGo = () => (held = undefined);
  const move = () => {
    isBeginning = false;
    letGo();
  };
  // A message that arrives between press and release would carry away what is pressed.
  const press = followPress(follow);

  function onScroll(offset: number) {
    if (!list || !isPlaced()) return;
    const left = list.scrollSize - list.viewportSize - offset;
    if (left <= 1 || (left <= AT_END && offset > lastOffset)) setIsFollowing(true);
    // Asked of the page itself: when the field below has just become smaller, the list does not know its new room yet.
    else if (offset < lastOffset && scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop > 1) setIsFollowing(false);
    const step = offset - lastOffset;
    lastOffset = offset;
    // Further than a window at once is no scrolling, but a jump, or a page that came in front.
    const scrolled = Math.abs(step) < list.viewportSize ? step : 0;
    askForMore(offset, left, isFollowing() ? 0 : scrolled);
  }

  // Known from the first turn of the wheel: a smooth scroll begins with steps that still look like the end.
  function onWheel(event: WheelEvent) {
    move();
    if (event.deltaY < 0 && list && list.scrollSize > list.viewportSize + 1) setIsFollowing(false);
  }

  function askForMore(offset: number, left: number, step = 0) {
    if (props.isBehind) return;
    if (offset < NEAR + Math.max(0, -step) * STEPS) props.onNearStart();
    if (left < NEAR + Math.max(0, step) * STEPS && !props.isAtNewest) props.onNearEnd();
  }

  // The first place.
  createEffect(on(rows, (now, before) => {
    if (now.length === 0) return;
    // What one has just sent is what one wants to see next, however far above one was reading.
    if (isPlaced()) return hasSent(before ?? [], now) ? void jump() : follow();
    requestAnimationFrame(() => {
      held = start;
      hasBegun = true;
      if (start) toStart(start);
      else toEnd();
      requestAnimationFrame(place);
    });
  }));

  createEffect(on(() => props.isBehind, (isBehind) => {
    if (isBehind) return;
    const late = isBeginning ? startOf(rows(), undefined) : undefined;
    isBeginning = false;
    if (late) {
      start = held = late;
      setIsFollowing(false);
      toStart(late);
    }
    if (isPlaced()) askForMore(lastOffset, Infinity);
  }, { defer: true }));

  function place() {
    if (isPlaced()) return;
    setIsShown(true);
    setIsPlaced(true);
    lastOffset = scroller.scrollTop;
    // The list may not have been measured yet: a page that is only about to scroll must not look like its end.
    const fits = scroller.scrollHeight <= scroller.clientHeight + 1;
    if (fits) {
      letGo();
      setIsFollowing(true);
    }
    askForMore(lastOffset, fits ? 0 : Infinity);
  }

  /** Do the rows that are drawn fill the window, or are they all? */
  function isCovered(): boolean {
    const drawn = [...scroller.querySelectorAll<HTMLElement>(".feed-row")];
    const [box, first, last] = [scroller.getBoundingClientRect(), drawn[0], drawn.at(-1)];
    if (!first || !last) return false;
    return (first.dataset.row === rows()[0] || first.getBoundingClientRect().top <= box.top) &&
      (last.dataset.row === rows().at(-1) || last.getBoundingClientRect().bottom >= box.bottom);
  }

  // Images and reactions change heights after the fact, and the composer takes room: whoever reads the newest goes on doing so.
  onMount(() => {
    const observer = new ResizeObserver(follow);
    observer.observe(scroller);
    onCleanup(() => observer.disconnect());
  });
  onCleanup(() => list && props.onPlace?.(isFollowing() ? undefined : placeIn(list, list.scrollOffset, rows()), { first: rows()[1], cache: list.cache }));

  async function jump() {
    await props.onJumpToNewest();
    move();
    setIsFollowing(true);
    // It may be another, shorter list by now: that its end comes up is no scrolling up.
    lastOffset = 0;
    requestAnimationFrame(toEnd);
  }

  const context: RowContext = {
    isEditing: (id) => props.editing === id,
    startEdit: (id) => props.setEditing(id),
    stopEdit: () => {
      props.setEditing("");
      props.onLeave();
    },
    askToDelete: setDoomed,
    stay: () => setIsFollowing(false),
    get inThread() {
      return props.inThread;
    },
  };

  createEffect(() => {
    const at = props.editing ? untrack(rows).findIndex((row) => row.slice(2) === props.editing) : -1;
    if (at < 0) return;
    move();
    list?.scrollToIndex(at, { align: "nearest" });
  });

  function focusRow(row: string | undefined) {
    const at = row ? rows().indexOf(row) : -1;
    if (at < 0) return;
    setFocusedRow(row as string);
    move();
    list?.scrollToIndex(at, { align: "nearest" });
    requestAnimationFrame(() => scroller.querySelector<HTMLElement>(`[data-row="${CSS.escape(row as string)}"] article`)?.focus());
  }

  function onKeyDown(event: KeyboardEvent) {
    const target = event.target as HTMLElement;
    if (target !== scroller && target.tagName !== "ARTICLE") return;
    const now = posts().indexOf(tabStop() as string);
    const next = { ArrowUp: now - 1, ArrowDown: now + 1, PageUp: now - 5, PageDown: now + 5, Home: 0, End: posts().length - 1 }[event.key];
    if (event.key === "Escape") return props.onLeave();
    if (next === undefined) return act(event, target.dataset.post ?? "");
    event.preventDefault();
    const isEntering = target === scroller;
    focusRow(posts()[isEntering ? posts().length - 1 : Math.min(Math.max(next, 0), posts().length - 1)]);
  }

  /** The keys of the message that has the focus. */
  function act(event: KeyboardEvent, id: string) {
    const each = post(id);
    const deed = each && deedFor(event, each, context);
    if (!deed) return;
    event.preventDefault();
    deed.run(each, context, parts);
  }

  const rowOf = (target: EventTarget | null) => (target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row ?? "";

  return (
    <div class="feed-place">
      <div ref={scroller} class="feed" classList={{ placed: isShown(), following: isFollowingNewest() }} tabindex="0" role="region" aria-label={props.label} onKeyDown={onKeyDown} onWheel={onWheel} onPointerDown={(event) => { move(); press.down(event); }}
        onFocusIn={(event) => setFocusedRow(rowOf(event.target))}>
        <div class="feed-spring" />
        <Virtualizer ref={(handle) => (list = handle ?? list)} scrollRef={scroller} data={rows()} shift={shift()} keepMounted={kept()}
          onScroll={onScroll} onScrollEnd={letGo} onResize={follow} itemSize={TYPICAL} cache={heights} bufferSize={isPlaced() ? AHEAD : 0} as={FeedBox}>
          {(row) => (
            <div class="feed-row" data-row={row}>
              <Row row={row} context={context} intro={props.intro} divider={props.divider} position={positions().get(row) ?? 0} size={props.isAtNewest ? posts().length : -1}
                isTabStop={tabStop() === row} before={rows()[rows().indexOf(row) - 1]} />
            </div>
          )}
        </Virtualizer>
      </div>
      <Show when={isPlaced() && (!isFollowing() || !props.isAtNewest)}>
        <button type="button" class="jump" onClick={() => void jump()}><Icon name="arrow_down" size={16} />{t("jump_to_newest")}</button>
      </Show>
      <Show when={hasAsked()}><Suspense><DeleteWindow isOpen={doomed() !== ""} onClose={() => setDoomed("")} onConfirm={() => void remove(doomed())} /></Suspense></Show>
    </div>
  );
}

type Start = { row: string; past: number } | undefined;

/** Where a list begins: at the line of the first unread post, near the top; where the reader was; or, undefined, at the end. */
function startOf(rows: string[], place: Place): Start {
  if (rows.includes("n")) return { row: "n", past: -72 };
  const row = place && rows.find((each) => placeName(each) === place.id);
  return row ? { row, past: place.past } : undefined;
}

function placeIn(list: VirtualizerHandle, offset: number, rows: string[]): Place {
  const index = list.findItemIndex(offset);
  const id = placeName(rows[index] ?? "");
  return id ? { id, past: offset - list.getItemOffset(index) } : undefined;
}

/** What a row is known by when it is drawn again: a post may then begin a group or continue one. */
const placeName = (row: string) => row.slice(2) || row;

/** The box of the virtual list is the feed itself, for screen readers. */
const FeedBox = (props: JSX.HTMLAttributes<HTMLDivElement>) => <div {...props} role="feed" class="feed-box" />;

function Row(props: {
  row: string; context: RowContext; intro: JSX.Element; divider?: JSX.Element; position: number; size: number; isTabStop: boolean; before?: string;
}) {
  // A row never becomes one of another kind.
  const [kind, id] = untrack(() => [props.row[0], props.row.slice(2)] as const);
  switch (kind) {
    case "p":
    case "c":
      return <PostRow id={id} isContinued={kind === "c"} context={props.context} position={props.position} size={props.size} isTabStop={props.isTabStop} />;
    case "o":
      return <OutgoingRow pendingId={id} isContinued={isMineBefore(props.before)} />;
    case "d":
      return <div class="day"><span>{dayName(Number(id), language())}</span></div>;
    case "n":
      return <div class="new-line"><span class="unseen">{t("new_from_here")}</span><span aria-hidden="true">{t("new")}</span></div>;
    case "k":
      return <>{props.divider}</>;
    case "i":
      return <>{props.intro}</>;
    default:
      return <div class="loading-row"><Spinner /><span class="unseen">{t("loading")}</span></div>;
  }
}

function isMineBefore(before: string | undefined): boolean {
  if (!before) return false;
  if (before.startsWith("o:")) return true;
  const earlier = post(before.slice(2));
  return earlier !== undefined && earlier.type === "" && Date.now() - earlier.create_at < 5 * 60_000 && earlier.user_id === myId();
}
