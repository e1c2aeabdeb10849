// What can be done with a message. The menu and the keys of a focused message read the same lines.
import type { Post } from "@mattermost/types/posts";
import type { IconName } from "~/design/Icon";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { burns, dropPost } from "~/model/posts";
import { mayInChannel } from "~/model/roles";
import { myId } from "~/model/session";
import { siteUrl } from "~/model/site";
import { writeInto } from "./fields";
import type { PostParts } from "./parts";
import { isSaved, markUnread, togglePinned, toggleSaved } from "./posts.actions";
import { setPostWindow, type PostWindow } from "./windows";

/** What the list of messages lets be done with its rows. */
export type RowContext = {
  isEditing: (id: string) => boolean;
  startEdit: (id: string) => void;
  stopEdit: () => void;
  askToDelete: (id: string) => void;
  /** The reader stays at what is in sight, also where it grows. */
  stay: () => void;
  inThread: boolean;
};

/** One thing to do. `keys` work while the message has the focus. */
export type Deed = {
  name: string;
  label: (post: Post) => string;
  icon: IconName;
  keys?: string;
  isDanger?: boolean;
  when?: (post: Post, row: RowContext) => boolean;
  run: (post: Post, row: RowContext, parts: PostParts) => unknown;
};

const isMine = (post: Post) => post.user_id === myId();
const isOwn = (post: Post) => isMine(post) && post.type === "";
const mayDelete = (post: Post) => mayInChannel(isMine(post) ? "delete_post" : "delete_others_posts", post.channel_id);
const opens = (name: PostWindow["name"]) => (post: Post) => setPostWindow({ name, postId: post.id });

/** In groups, as a menu shows them. */
export const deeds: Deed[][] = [
  [
    { name: "reply", label: () => t("reply"), icon: "reply", keys: "R", when: (_, row) => !row.inThread, run: (post, _, parts) => parts.openThread(post.root_id || post.id) },
    { name: "quote", label: () => t("post.quote"), icon: "quote", keys: "Q", when: (post) => post.message !== "", run: (post, row) => quote(post, row) },
    { name: "forward", label: () => t("post.forward"), icon: "forward", keys: "F", run: opens("forward") },
    { name: "copy", label: () => t("post.copy"), icon: "copy", keys: "C", when: (post) => post.message !== "", run: (post) => copy(post.message) },
    { name: "link", label: () => t("post.copy_link"), icon: "link", keys: "L", run: (post, _, parts) => copy(siteUrl() + parts.hrefOfPost(post.id)) },
  ],
  [
    { name: "save", label: (post) => t(isSaved(post.id) ? "post.unsave" : "post.save"), icon: "bookmark", keys: "S", run: (post) => toggleSaved(post.id) },
    { name: "remind", label: () => t("post.remind"), icon: "clock", keys: "M", run: opens("remind") },
    { name: "unread", label: () => t("post.mark_unread"), icon: "eye_off", keys: "U", run: markUnread },
    { name: "pin", label: (post) => t(post.is_pinned ? "post.unpin" : "post.pin"), icon: "pin", keys: "P", run: togglePinned },
  ],
  [
    { name: "edit", label: () => t("edit"), icon: "edit", keys: "E", when: isOwn, run: (post, row) => row.startEdit(post.id) },
    { name: "history", label: () => t("post.history"), icon: "history", when: (post) => isOwn(post) && post.edit_at > 0, run: opens("history") },
    { name: "delete", label: () => t("delete"), icon: "trash", keys: "Delete", isDanger: true, when: mayDelete, run: (post, row) => row.askToDelete(post.id) },
  ],
];

/** What burns is neither passed on nor kept, and has no thread. */
const LASTING = ["reply", "quote", "forward", "copy", "pin"];

/** An answer that only its reader has can only be taken away. */
const dismiss: Deed = { name: "dismiss", label: () => t("dismiss"), icon: "close", keys: "Delete", run: (post) => dropPost(post.id) };

/** What can be done with one message, in groups. */
export const deedsFor = (post: Post, row: RowContext): Deed[][] =>
  (post.type === "system_ephemeral" ? [[dismiss]] : deeds.map((group) => group.filter((deed) => (deed.when?.(post, row) ?? true) && !(burns(post) && LASTING.includes(deed.name))))).filter((group) => group.length > 0);

/** What a key means for a message; undefined if nothing. */
export function deedFor(event: KeyboardEvent, post: Post, row: RowContext): Deed | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  const key = letterOf(event);
  return deedsFor(post, row).flat().find((deed) => deed.keys === key);
}

/** With a Hangul keyboard the key P says ㅔ: then its place on the keyboard tells. */
const letterOf = ({ key, code }: KeyboardEvent) =>
  /^[a-z]$/i.test(key) ? key.toUpperCase() : code.startsWith("Key") && !/^[\x20-\x7e]$/.test(key) ? code.slice(3) : key;

function quote(post: Post, row: RowContext): void {
  const lines = post.message.trimEnd().split("\n").map((line) => `> ${line}`);
  writeInto(post.channel_id, row.inThread ? post.root_id || post.id : "", `${lines.join("\n")}\n\n`);
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied"));
  } catch {
    toast(t("copy.failed"));
  }
}
