// Threads: load, mark as read, follow.
import { api, errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { post, putPosts, setReplies } from "~/model/posts";
import { myId } from "~/model/session";
import { myTeams } from "~/model/teams";
import { dropThread, putThread, setTeamThreads, setTotals, thread, threadsOf } from "~/model/threads";

const MOST_THREADS = 30;

/** Fetches a root and all its replies. */
export async function loadThread(rootId: string): Promise<void> {
  const list = await api.getPostThread(rootId, true, true, false);
  const all = Object.values(list.posts);
  putPosts(all);
  setReplies(rootId, all.filter((each) => each.root_id === rootId && each.delete_at === 0).map((each) => each.id));
}

/** Fetches what I have seen of a thread; nothing when I do not follow it. */
export async function loadMyThread(teamId: string, rootId: string): Promise<void> {
  const known = await api.getUserThread(myId(), teamId, rootId).catch(() => undefined);
  if (known) putThread(known);
}

/** Tells the server that I have seen a thread up to now. */
export async function markThreadRead(teamId: string, rootId: string): Promise<void> {
  const known = thread(rootId);
  if (!known) return;
  putThread({ ...known, unread_replies: 0, unread_mentions: 0, last_viewed_at: Date.now() });
  await api.updateThreadReadForUser(myId(), teamId, rootId, Date.now()).catch(() => {});
}

/** Starts or ends following a thread. */
export async function follow(teamId: string, rootId: string, isFollowing: boolean): Promise<void> {
  const root = post(rootId);
  if (root) putPosts([{ ...root, is_following: isFollowing }]);
  try {
    await api.updateThreadFollowForUser(myId(), teamId, rootId, isFollowing);
  } catch (error) {
    if (root) putPosts([root]);
    toast(errorText(error));
  }
}

/** Fetches the threads I follow in a team, and how many wait. */
export async function loadThreads(teamId: string): Promise<void> {
  const [list, totals] = await Promise.all([
    api.getUserThreads(myId(), teamId, { perPage: MOST_THREADS, extended: true }),
    api.getUserThreads(myId(), teamId, { totalsOnly: true }),
  ]);
  const all = list.threads ?? [];
  // Those that are no longer among them are not followed any more.
  const oldest = all.length < MOST_THREADS ? 0 : Math.min(...all.map((each) => each.last_reply_at));
  for (const { id, last_reply_at } of threadsOf(teamId)) if (last_reply_at >= oldest && !all.some((each) => each.id === id)) dropThread(id);
  for (const each of all) putThread(each, teamId);
  setTotals(teamId, totals.total_unread_threads, totals.total_unread_mentions);
}

let asking: Promise<void> | undefined;
let isOld = false;

/** Fetches how many threads wait in each of my teams. However much happens meanwhile, one question is under way and one follows. */
export function loadTeamThreads(): Promise<void> {
  isOld = true;
  return (asking ??= ask().finally(() => (asking = undefined)));
}

async function ask(): Promise<void> {
  while (isOld && myTeams().length > 1) {
    isOld = false;
    for (const each of await api.getMyTeamUnreads(true)) setTeamThreads(each.team_id, each.thread_count ?? 0, each.thread_mention_count ?? 0);
  }
}
