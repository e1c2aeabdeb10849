// Who somebody is: opened by their name or picture, wherever it stands.
import { Popover } from "@kobalte/core/popover";
import { createEffect, createResource, createSignal, For, on, onCleanup, Show, Suspense } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Button, IconButton } from "~/design/Button";
import { Glyph } from "~/design/Glyph";
import { language, t } from "~/i18n";
import "~/i18n/rooms/places";
import { clock } from "~/lib/time";
import { glyphOf } from "~/model/emoji";
import { customStatus, displayName, isGuest, otherNames, person, presenceOf, quietEnd } from "~/model/people";
import { myId, preference } from "~/model/session";
import { loadAttributes } from "./attributes";
import "./people.css";

type Props = {
  userId: string;
  anchor: HTMLElement;
  /** Opened at a press. A card that only came with the mouse leaves the focus where it is. */
  takesFocus: boolean;
  /** The focus has come to it. */
  onFocus: () => void;
  onClose: () => void;
  onMessage: (userId: string) => void;
  onEditStatus: () => void;
};

/** The card of a person, beside what was pressed. */
export function ProfileCard(props: Props) {
  const user = () => person(props.userId);
  let card!: HTMLDivElement;
  let hadFocus = false;
  createEffect(on(() => props.takesFocus, (takes) => takes && !card.contains(document.activeElement) && card.focus(), { defer: true }));
  function giveBack(event: Event) {
    event.preventDefault();
    if (hadFocus && document.activeElement === document.body && props.anchor.isConnected) props.anchor.focus();
  }
  return (
    <Popover open onOpenChange={(isOpen) => !isOpen && props.onClose()} anchorRef={() => props.anchor} placement="right-start" gutter={8} flip="left-start bottom-start top-start" fitViewport overlap>
      <Popover.Portal>
        <Popover.Content ref={card} class="popover card" aria-label={t("card.of", { name: displayName(user()) })}
          onFocusIn={() => { hadFocus = true; props.onFocus(); }} onOpenAutoFocus={(event) => !props.takesFocus && event.preventDefault()} onCloseAutoFocus={giveBack}
          onInteractOutside={(event) => props.anchor.contains(event.target as Node) && event.preventDefault()}>
          <Show when={user()} fallback={<p class="empty">{t("loading")}</p>}><Inside {...props} /></Show>
        </Popover.Content>
      </Popover.Portal>
    </Popover>
  );
}

function Inside(props: Props) {
  const user = () => person(props.userId);
  const isMe = () => props.userId === myId();
  const status = () => customStatus(user());
  const names = () => otherNames(user()).join(" ");
  const presence = () => {
    const end = presenceOf(props.userId) === "dnd" ? quietEnd(props.userId) : 0;
    const word = t(`presence.${presenceOf(props.userId)}`);
    return end > 0 ? t("quiet.until_time", { presence: word, time: clock(end, language()) }) : word;
  };
  const [attributes] = createResource(() => props.userId, (id) => loadAttributes(id).catch(() => []));
  return (
    <>
      <header class="card-head">
        <Avatar id={props.userId} name={displayName(user())} size={64} pictureAt={user()?.last_picture_update} presence={presenceOf(props.userId)} />
        <div class="card-names">
          <h2>{displayName(user())} <Tags userId={props.userId} /></h2>
          <Show when={names()}><p>{names()}</p></Show>
          <p class="quieter">@{user()?.username}</p>
        </div>
        <IconButton icon="close" label={t("close")} onClick={props.onClose} />
      </header>
      <Show when={status()}>{(each) => <p class="card-status"><Glyph {...glyphOf(each().emoji || "speech_balloon")} isSilent />{each().text}</p>}</Show>
      <dl class="facts">
        <Show when={user()?.position}><dt>{t("card.position")}</dt><dd>{user()?.position}</dd></Show>
        <Show when={!user()?.delete_at && !user()?.is_bot}><dt>{t("presence")}</dt><dd>{presence()}</dd></Show>
        <LocalTime userId={props.userId} />
        <Show when={user()?.email}><dt>{t("email")}</dt><dd><a href={`mailto:${user()?.email}`}>{user()?.email}</a></dd></Show>
        <Suspense><For each={attributes()}>{(each) => <><dt>{each.name}</dt><dd>{each.value}</dd></>}</For></Suspense>
      </dl>
      <div class="card-actions">
        <Show when={!user()?.delete_at}><Button look="primary" icon="reply" onClick={() => props.onMessage(props.userId)}>{isMe() ? t("card.note") : t("card.message")}</Button></Show>
        <Show when={isMe()}><Button icon="smile" onClick={props.onEditStatus}>{t("status.title")}</Button></Show>
      </div>
    </>
  );
}

/** What kind of account it is. */
export function Tags(props: { userId: string }) {
  const user = () => person(props.userId);
  return (
    <>
      <Show when={user()?.is_bot}><span class="tag">{t("bot")}</span></Show>
      <Show when={isGuest(user())}><span class="tag">{t("guest")}</span></Show>
      <Show when={user()?.delete_at}><span class="tag">{t("deactivated")}</span></Show>
    </>
  );
}

/** What the clock says where they are; nothing for those whose time zone nobody knows. */
function LocalTime(props: { userId: string }) {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 30_000);
  onCleanup(() => clearInterval(timer));
  const zone = () => {
    const stored = person(props.userId)?.timezone;
    return (String(stored?.useAutomaticTimezone) === "false" ? stored?.manualTimezone : stored?.automaticTimezone) ?? "";
  };
  const text = () => {
    try {
      const hour12 = preference("display_settings", "use_military_time") === "true" ? false : undefined;
      return zone() ? new Intl.DateTimeFormat(language(), { hour: "numeric", minute: "2-digit", weekday: "short", hour12, timeZone: zone() }).format(now()) : "";
    } catch {
      // A zone that this browser does not know.
      return "";
    }
  };
  return <Show when={text()}><dt>{t("card.time")}</dt><dd>{text()} <span class="quieter">{zone()}</span></dd></Show>;
}
