// One message of the page. A message is an article of the feed; what can be done with it appears while it is pointed at or focused.
import type { Post } from "@mattermost/types/posts";
import { createSignal, Show, type JSX } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Button, IconButton } from "~/design/Button";
import { Menu, type MenuItem } from "~/design/Menu";
import { toast } from "~/design/Toasts";
import { language, t } from "~/i18n";
import { clock, fullTime } from "~/lib/time";
import { displayName, nameOf, person, personNamed, presenceOf } from "~/model/people";
import { outgoingPost, post } from "~/model/posts";
import { me, myId, preference } from "~/model/session";
import { EditBox } from "./EditBox";
import { Markdown } from "./Markdown";
import { usePostParts } from "./parts";
import { discard, retry } from "./posts.actions";
import { systemText } from "./system";

/** What the list knows about the row and the row needs to tell the list. */
export type RowContext = {
  isEditing: (id: string) => boolean;
  startEdit: (id: string) => void;
  stopEdit: () => void;
  askToDelete: (id: string) => void;
  inThread: boolean;
};

const time = (at: number) => clock(at, language(), preference("display_settings", "use_military_time") === "true" ? false : undefined);

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
        <article class="post" classList={{ continued: props.isContinued, active: isActive(), "calls-me": callsMe(each()), pinned: each().is_pinned }}
          tabindex={props.isTabStop ? 0 : -1} aria-posinset={props.position} aria-setsize={props.size} aria-label={spoken(each())} data-post={props.id}
          onPointerEnter={(event) => setIsNear(event.pointerType === "mouse")} onPointerLeave={() => setIsNear(false)}
          onFocusIn={() => setIsFocused(true)} onFocusOut={() => setIsFocused(false)}>
          <Show when={!isOfTheHouse(each())} fallback={<SystemRow post={each()} />}>
            <Gutter post={each()} isContinued={props.isContinued} />
            <div class="post-body">
              <Show when={!props.isContinued}><Byline post={each()} /></Show>
              <Show when={!props.context.isEditing(props.id)} fallback={<EditBox id={props.id} onDone={props.context.stopEdit} />}>
                <Markdown text={each().message} />
                <Show when={each().edit_at > 0}><span class="edited">{t("edited")}</span></Show>
                <Files post={each()} />
              </Show>
              <parts.reactions postId={props.id} />
              <Show when={!props.context.inThread}><parts.footer postId={props.id} /></Show>
            </div>
            <Show when={isActive()}>
              <Tools post={each()} context={props.context} onOpenChange={setIsMenuOpen} />
            </Show>
          </Show>
        </article>
      )}
    </Show>
  );
}

const isOfTheHouse = (each: Post) => each.type.startsWith("system_");

const spoken = (each: Post) => t("post.spoken", { name: nameOf(each.user_id), time: time(each.create_at) });

function callsMe(each: Post): boolean {
  const name = me()?.username;
  if (!name || each.user_id === myId()) return false;
  return new RegExp(`(^|[^\\w@])@(${name.replace(/[.\-]/g, "\\$&")}|all|channel|here)(?![\\w-])`, "i").test(each.message);
}

const override = (each: Post) => (each.props?.override_username as string | undefined) || "";

function Gutter(props: { post: Post; isContinued: boolean }) {
  const parts = usePostParts();
  return (
    <div class="gutter">
      <Show when={!props.isContinued} fallback={<time class="gutter-time" aria-hidden="true">{time(props.post.create_at)}</time>}>
        <button type="button" class="face-button" tabindex="-1" aria-label={t("message_person", { name: nameOf(props.post.user_id) })}
          onClick={() => parts.openPerson(props.post.user_id)}>
          <Avatar id={props.post.user_id} name={override(props.post) || nameOf(props.post.user_id)} size={36} pictureAt={person(props.post.user_id)?.last_picture_update}
            presence={override(props.post) ? undefined : presenceOf(props.post.user_id)} />
        </button>
      </Show>
    </div>
  );
}

function Byline(props: { post: Post }) {
  const author = () => person(props.post.user_id);
  return (
    <div class="byline">
      <strong class="author">{override(props.post) || displayName(author())}</strong>
      <Show when={author()?.is_bot || override(props.post)}><span class="tag">{t("bot")}</span></Show>
      <time datetime={new Date(props.post.create_at).toISOString()} title={fullTime(props.post.create_at, language())}>{time(props.post.create_at)}</time>
      <Show when={props.post.is_pinned}><span class="tag">{t("pinned")}</span></Show>
    </div>
  );
}

function SystemRow(props: { post: Post }) {
  const known = () => personNamed(String((props.post.props as Record<string, unknown>).username ?? ""));
  return (
    <>
      <div class="gutter" />
      <p class="system">
        <Show when={known()} fallback={systemText(props.post)}>{systemText(props.post)}</Show>
        <time datetime={new Date(props.post.create_at).toISOString()} title={fullTime(props.post.create_at, language())}>{time(props.post.create_at)}</time>
      </p>
    </>
  );
}

/** Files are shown by name and opened in a tab of their own. */
function Files(props: { post: Post }): JSX.Element {
  const files = () => props.post.metadata?.files ?? [];
  return (
    <Show when={files().length > 0}>
      <ul class="files">
        {files().map((file) => <li><a href={`/api/v4/files/${file.id}`} target="_blank" rel="noopener">{file.name}</a></li>)}
      </ul>
    </Show>
  );
}

function Tools(props: { post: Post; context: RowContext; onOpenChange: (isOpen: boolean) => void }) {
  const parts = usePostParts();
  const isMine = () => props.post.user_id === myId();
  const items = (): MenuItem[] => [
    { label: t("post.copy"), icon: "copy", run: () => void copy(props.post.message) },
    ...(isMine() ? [{ label: t("edit"), icon: "edit" as const, keys: "↑", run: () => props.context.startEdit(props.post.id) }] : []),
    ...(isMine() || me()?.roles.includes("system_admin")
      ? ["line" as const, { label: t("delete"), icon: "trash" as const, danger: true, run: () => props.context.askToDelete(props.post.id) }] : []),
  ];
  return (
    <div class="post-tools" role="toolbar" aria-label={t("post.tools")}>
      <span class="quick">
        {parts.quickReactions().map((each) => (
          <button type="button" class="icon-button" aria-label={t("react.with", { name: each.name.replaceAll("_", " ") })} title={`:${each.name}:`}
            onClick={() => parts.react(props.post.id, each.name)}>{each.char}</button>
        ))}
      </span>
      <parts.picker label={t("react")} icon="smile" onPick={(name) => parts.react(props.post.id, name)} onOpenChange={props.onOpenChange} />
      <Show when={!props.context.inThread}>
        <IconButton icon="reply" label={t("reply")} onClick={() => parts.openThread(props.post.root_id || props.post.id)} />
      </Show>
      <Menu label={t("more")} class="icon-button" trigger={<MoreIcon />} items={items()} placement="bottom-end" onOpenChange={props.onOpenChange} />
    </div>
  );
}

const MoreIcon = () => <span aria-hidden="true" class="more-dots">⋯</span>;

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied"));
  } catch {
    toast(t("copy.failed"));
  }
}

/** A message of mine that is not confirmed yet. */
export function OutgoingRow(props: { pendingId: string; isContinued: boolean }) {
  return (
    <Show when={outgoingPost(props.pendingId)}>
      {(each) => (
        <article class="post outgoing" classList={{ continued: props.isContinued, failed: each().state === "failed" }} tabindex="-1" aria-label={spoken(each().post)}
          aria-busy={each().state !== "failed"}>
          <Gutter post={each().post} isContinued={props.isContinued} />
          <div class="post-body">
            <Show when={!props.isContinued}><Byline post={each().post} /></Show>
            <Markdown text={each().post.message} />
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
