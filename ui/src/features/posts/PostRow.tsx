// One message of the page. A message is an article of the feed; what can be done with it appears while it is pointed at or focused.
import type { Post } from "@mattermost/types/posts";
import { createSignal, Show, Suspense, type JSX } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Button } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { late } from "~/design/late";
import { language, t } from "~/i18n";
import { staysIn } from "~/lib/focus";
import { clock, fullTime, shortClock } from "~/lib/time";
import { authorName, faceOf, isMyWord, nameGiven } from "~/model/author";
import { isGuest, nameOf, person, presenceOf } from "~/model/people";
import { burns, filesOf, outgoingPost, post } from "~/model/posts";
import { me, myId } from "~/model/session";
import type { RowContext } from "./deeds";
import { EditBox } from "./EditBox";
import { Markdown } from "./Markdown";
import { usePostParts } from "./parts";
import { isSaved } from "./posts.actions";
import { PriorityTag } from "./PriorityMarks";
import { PostTools } from "./PostTools";
import { discard, retry } from "./sending.actions";
import { systemText } from "./system";
import { setPostWindow } from "./windows";

const Acknowledge = late(() => import("./Acknowledge"));
const Burning = late(() => import("./Burning"));
const Embeds = late(() => import("./Embeds"));
const hasEmbeds = (each: Post) => Array.isArray(each.props?.attachments) || (each.metadata?.embeds ?? []).some((embed) => embed.type !== "link");

/** What is shown of a message before it folds; one of so few letters is not even looked at. */
const MOST = { unseen: 400, lines: 30, letters: 3000 };
function isLong(message: string): boolean {
  if (message.length <= MOST.unseen) return false;
  // Code has a box that scrolls, however long it is.
  const rest = message.replace(/```[^]*?```/g, "");
  return rest.length > MOST.letters || rest.split("\n").length > MOST.lines;
}

const time = (at: number) => clock(at, language());

/** A post that the server has. */
export function PostRow(props: { id: string; isContinued: boolean; context: RowContext; position: number; size: number; isTabStop: boolean }) {
  const parts = usePostParts();
  const [isNear, setIsNear] = createSignal(false);
  const [isFocused, setIsFocused] = createSignal(false);
  const [isMenuOpen, setIsMenuOpen] = createSignal(false);
  const isActive = () => (isNear() || isFocused() || isMenuOpen()) && !props.context.isEditing(props.id);
  return (
    <Show when={post(props.id)}>
      {(each) => (
        <article class="post" classList={{ continued: props.isContinued, active: isActive(), "calls-me": callsMe(each()) }}
          tabindex={props.isTabStop ? 0 : -1} aria-posinset={props.position} aria-setsize={props.size} aria-label={spoken(each())} data-post={props.id}
          onPointerEnter={(event) => setIsNear(event.pointerType === "mouse")} onPointerLeave={() => setIsNear(false)}
          onFocusIn={() => setIsFocused(true)} onFocusOut={(event) => setIsFocused(staysIn(event))}>
          <Show when={!isOfTheHouse(each())} fallback={<SystemRow post={each()} />}>
            <Gutter post={each()} isContinued={props.isContinued} isActive={isActive()} />
            <div class="post-body">
              <Show when={!props.isContinued}><Byline post={each()} /></Show>
              <Show when={!props.context.isEditing(props.id)} fallback={<EditBox id={props.id} onDone={props.context.stopEdit} />}>
                <Unfolding isLong={isLong(each().message)} onOpen={props.context.stay}><Markdown text={each().message} images={each().metadata?.images}><Edited post={each()} /></Markdown></Unfolding>
                <Show when={burns(each())}><Suspense><Burning post={each()} /></Suspense></Show>
                <Show when={props.isContinued && isMarked(each())}><div class="byline"><Marks post={each()} /></div></Show>
                <Show when={hasEmbeds(each())}><Suspense><Embeds post={each()} /></Suspense></Show>
                <Show when={each().metadata?.priority?.requested_ack}><Suspense><Acknowledge post={each()} /></Suspense></Show>
                <parts.files files={filesOf(each())} />
              </Show>
              <parts.reactions postId={props.id} />
              <Show when={!props.context.inThread}><parts.footer postId={props.id} /></Show>
            </div>
            <Show when={isActive()}>
              <PostTools post={each()} context={props.context} onOpenChange={setIsMenuOpen} />
            </Show>
          </Show>
        </article>
      )}
    </Show>
  );
}

const isOfTheHouse = (each: Post) => each.type.startsWith("system_") && each.type !== "system_ephemeral";
const isMarked = (each: Post) => each.is_pinned || isSaved(each.id) || Boolean(each.metadata?.priority?.priority);

const spoken = (each: Post) => t("post.spoken", { name: authorName(each), time: time(each.create_at) });

function callsMe(each: Post): boolean {
  const name = me()?.username;
  if (!name || !each.message.includes("@") || isMyWord(each)) return false;
  return new RegExp(`(^|[^\\w@])@(${name.replace(/[.\-]/g, "\\$&")}|all|channel|here)(?![\\w-])`, "i").test(each.message);
}

function Gutter(props: { post: Post; isContinued: boolean; isActive?: boolean }) {
  return (
    <div class="gutter">
      <Show when={!props.isContinued} fallback={<time class="gutter-time" aria-hidden="true">{props.isActive && shortClock(props.post.create_at, language())}</time>}>
        <button type="button" class="face-button" tabindex="-1" aria-label={t("card.of", { name: nameOf(props.post.user_id) })} data-person={props.post.user_id}>
          <Avatar {...faceOf(props.post)} size={36} presence={nameGiven(props.post) ? undefined : presenceOf(props.post.user_id)} />
        </button>
      </Show>
    </div>
  );
}

function Byline(props: { post: Post }) {
  const parts = usePostParts();
  const author = () => person(props.post.user_id);
  return (
    <div class="byline">
      <button type="button" class="author" data-person={props.post.user_id}>{authorName(props.post)}</button>
      <Show when={!nameGiven(props.post)}><parts.status userId={props.post.user_id} /></Show>
      <Show when={author()?.is_bot || nameGiven(props.post)}><span class="tag">{t("bot")}</span></Show>
      <Show when={isGuest(author())}><span class="tag">{t("guest")}</span></Show>
      <time datetime={new Date(props.post.create_at).toISOString()} title={fullTime(props.post.create_at, language())}>{time(props.post.create_at)}</time>
      <Marks post={props.post} />
    </div>
  );
}

/** What has been done to a message: for everybody to see, and by me. */
function Marks(props: { post: Post }) {
  return (
    <>
      <PriorityTag priority={props.post.metadata?.priority} />
      <Show when={props.post.type === "system_ephemeral"}><span class="tag">{t("only_you")}</span></Show>
      <Show when={props.post.is_pinned}><span class="tag"><Icon name="pin" size={12} />{t("pinned")}</span></Show>
      <Show when={isSaved(props.post.id)}><span class="tag saved"><Icon name="bookmark" size={12} filled />{t("saved")}</span></Show>
    </>
  );
}

/** What takes more room than a screen has shows how it begins. */
function Unfolding(props: { isLong: boolean; onOpen: () => void; children: JSX.Element }) {
  const [isOpen, setIsOpen] = createSignal(false);
  function toggle() {
    if (!isOpen()) props.onOpen();
    setIsOpen(!isOpen());
  }
  return (
    <Show when={props.isLong} fallback={props.children}>
      {/* Whoever goes through it by keys sees where they are. */}
      <div classList={{ folded: !isOpen() }} onFocusIn={(event) => event.target.matches(":focus-visible") && !isOpen() && toggle()}>{props.children}</div>
      <Button look="quiet" class="unfold" aria-expanded={isOpen()} onClick={toggle}>{t(isOpen() ? "post.less" : "post.more")}</Button>
    </Show>
  );
}

/** The author can look at how it was before. */
function Edited(props: { post: Post }) {
  return (
    <Show when={props.post.edit_at > 0}>
      <Show when={props.post.user_id === myId()} fallback={<span class="edited">{t("edited")}</span>}>
        <button type="button" class="edited" title={t("post.history")} onClick={() => setPostWindow({ name: "history", postId: props.post.id })}>{t("edited")}</button>
      </Show>
    </Show>
  );
}

function SystemRow(props: { post: Post }) {
  return (
    <>
      <div class="gutter" />
      <p class="system">
        {systemText(props.post)}
        <time datetime={new Date(props.post.create_at).toISOString()} title={fullTime(props.post.create_at, language())}>{time(props.post.create_at)}</time>
      </p>
    </>
  );
}

/** A message of mine that is not confirmed yet. */
export function OutgoingRow(props: { pendingId: string; isContinued: boolean }) {
  const parts = usePostParts();
  return (
    <Show when={outgoingPost(props.pendingId)}>
      {(each) => (
        <article class="post outgoing" classList={{ continued: props.isContinued, failed: each().state === "failed" }} tabindex="-1" aria-label={spoken(each().post)}
          aria-busy={each().state !== "failed"}>
          <Gutter post={each().post} isContinued={props.isContinued} />
          <div class="post-body">
            <Show when={!props.isContinued}><Byline post={each().post} /></Show>
            <Markdown text={each().post.message} />
            <parts.uploads place={props.pendingId} />
            <Show when={each().state === "waiting"}><span class="edited">{t("send.waiting")}</span></Show>
            <Show when={each().state === "failed"}>
              <div class="unsent" role="alert">
                <span>{t("send.failed", { reason: each().reason ?? "" })}</span>
                <Button onClick={() => retry(props.pendingId)}>{t("retry")}</Button>
                <Button look="quiet" onClick={() => discard(props.pendingId)}>{t("discard")}</Button>
              </div>
            </Show>
          </div>
        </article>
      )}
    </Show>
  );
}
