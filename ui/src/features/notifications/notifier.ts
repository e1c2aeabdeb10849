// Tells of messages by a notification of the system and a sound: once for all tabs, and only for what the rules let through.
import type { Post } from "@mattermost/types/posts";
import { createEffect, createRoot } from "solid-js";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import "~/i18n/rooms/palette";
import { keep, kept } from "~/lib/keep";
import { hearTabs, isFirstTab, tabId, tellTabs } from "~/lib/tabs";
import { isAttending } from "~/model/attention";
import { channel, channelName, currentChannelId } from "~/model/channels";
import { authorName, isMyWord } from "~/model/author";
import { gist } from "~/model/gist";
import { verdict } from "~/model/notices";
import { person, whenMet } from "~/model/people";
import { askToNotify, canNotify } from "~/model/permission";
import { burns } from "~/model/posts";
import { me } from "~/model/session";
import { play, type Sound } from "~/model/sounds";
import { hrefOfPost } from "~/model/teams";
import { thread } from "~/model/threads";
import { rulesFor } from "~/model/wishes";

/** What the server says about a post besides the post itself. */
export type Around = { callsMe: boolean; isDirect: boolean; isFollowed: boolean };

let open: (postId: string) => void = () => {};
/** Registers what a click on a notification does while a page is open; without one it leads to the address of the message. */
export function whenChosen(then: (postId: string) => void): void {
  open = then;
}

/** Where other tabs are being looked at. */
const looking = new Map<string, string>();
hearTabs((said) => said.kind === "looks" && looking.set(said.tab, said.at));

const shown = new Map<string, Notification[]>();

createRoot(() => {
  createEffect(() => {
    const at = isAttending() ? currentChannelId() : "";
    tellTabs({ kind: "looks", tab: tabId, at });
    for (const each of shown.get(at) ?? []) each.close();
    shown.delete(at);
  });
});
addEventListener("pagehide", () => tellTabs({ kind: "looks", tab: tabId, at: "" }));

const isLookedAt = (channelId: string) => (isAttending() && currentChannelId() === channelId) || [...looking.values()].includes(channelId);

/** Considers a post that has just arrived. */
export function notice(post: Post, around: Around): void {
  if (!isFirstTab()) return;
  const told = {
    ...around, isMine: isMyWord(post), isSystem: post.type.startsWith("system_"), isReply: post.root_id !== "",
    isFollowed: around.isFollowed || thread(post.root_id) !== undefined,
  };
  if (!verdict(told, rulesFor(channel(post.channel_id), isLookedAt(post.channel_id))).isTold) return;
  if (me()?.notify_props?.desktop_sound !== "false") play((me()?.notify_props?.desktop_notification_sound as Sound | undefined) ?? "Bing");
  if (canNotify() === "granted") void whenMet(post.user_id).catch(() => {}).then(() => show(post));
  else if (canNotify() === "default") offerLater();
}

function show(post: Post): void {
  const home = channel(post.channel_id);
  const name = authorName(post);
  const title = home && home.type !== "D" ? t("notify.title", { name, channel: channelName(home) }) : name;
  const picture = person(post.user_id)?.last_picture_update;
  const options = {
    body: burns(post) ? t("burn.on_read") : gist(post).slice(0, 200), tag: post.id, silent: true, icon: picture ? `/api/v4/users/${post.user_id}/image?_=${picture}` : undefined, data: { post: post.id, href: hrefOfPost(post.id) },
  };
  try {
    const note = new Notification(title, options);
    note.onclick = () => {
      focus();
      note.close();
      open(post.id);
    };
    shown.set(post.channel_id, [...(shown.get(post.channel_id) ?? []), note]);
  } catch {
    // On phones only the service worker may show one.
    void navigator.serviceWorker?.ready.then((worker) => worker.showNotification(title, options));
  }
}

const DAY = 86_400_000;
let isOffering = false;

/** The first time something was missed, and then once a day at most, the page offers to notify: when somebody is back to read it. */
function offerLater(): void {
  if (isOffering || Date.now() - Number(kept("notify.offered") ?? 0) < DAY) return;
  isOffering = true;
  createRoot((done) => createEffect(() => {
    if (!isAttending()) return;
    keep("notify.offered", String(Date.now()));
    toast(t("notify.ask_note"), t("notify.allow"), () => void askToNotify());
    isOffering = false;
    done();
  }));
}
