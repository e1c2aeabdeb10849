// What the list shows, as texts: a list of texts keeps its nodes while posts around them come and go.
// "i" the beginning, "l" more to load, "d:<ms>" a day, "n" new from here, "p:<id>" a post, "c:<id>" one that continues the
// post before it, "o:<pending id>" one on its way, "k" the line between the root of a thread and its replies.
import type { Post } from "@mattermost/types/posts";
import { dayKey, dayMark } from "~/lib/time";

const GROUPS_WITHIN = 5 * 60_000;

/** Is `next` said in the same breath as `before`? */
export function continues(before: Post | undefined, next: Post): boolean {
  return before !== undefined && before.user_id === next.user_id && before.type === "" && next.type === "" &&
    next.create_at - before.create_at < GROUPS_WITHIN && dayKey(before.create_at) === dayKey(next.create_at) &&
    before.props?.override_username === next.props?.override_username;
}

/** The rows of a stretch of posts, oldest first. `newFrom` (ms) puts the line before the first post after it that others wrote. */
export function rowsOf(posts: Post[], pending: Post[], me: string, newFrom?: number): string[] {
  const rows: string[] = [];
  let before: Post | undefined;
  let hasLine = newFrom === undefined;
  for (const post of posts) {
    if (!before || dayKey(before.create_at) !== dayKey(post.create_at)) {
      rows.push(`d:${dayMark(post.create_at)}`);
      before = undefined;
    }
    if (!hasLine && post.create_at > (newFrom as number) && post.user_id !== me) {
      rows.push("n");
      hasLine = true;
      before = undefined;
    }
    rows.push(`${continues(before, post) ? "c" : "p"}:${post.id}`);
    before = post;
  }
  return [...rows, ...pending.map((post) => `o:${post.pending_post_id}`)];
}

/** The first rows may become others when older ones come before them: a beginning, a day, a line, a post that then continues one. */
const EDGE = 4;

/** Were rows added or taken away in front only? Then the place of the reader is kept from the end of the list. */
export function isPrepended(before: readonly string[], after: readonly string[]): boolean {
  const more = after.length - before.length;
  if (before.length === 0 || after.length === 0 || more === 0 || before.at(-1) !== after.at(-1)) return false;
  const from = Math.max(EDGE, EDGE - more);
  return before.slice(from).every((row, at) => row === after[from + at + more]);
}

/** Is there, at the end, something of mine that was not on its way before? */
export const hasSent = (before: readonly string[], after: readonly string[]): boolean =>
  after.at(-1)?.startsWith("o:") === true && !before.includes(after.at(-1) as string);
