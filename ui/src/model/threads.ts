// The threads this person follows: what is new in them, and how many wait in each team.
import type { Post } from "@mattermost/types/posts";
import type { UserThread } from "@mattermost/types/threads";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { putPosts } from "./posts";

/** A thread of mine, as the server tells it. */
export type Thread = UserThread;
type Totals = { threads: number; mentions: number };

const [threads, setThreads] = createStore<Record<string, Thread & { team_id?: string }>>({});
const [totals, setTotalsStore] = createStore<Record<string, Totals>>({});
const [ofTeams, setOfTeams] = createStore<Record<string, Totals>>({});

/** A thread I follow, by the id of its root. */
export const thread = (rootId: string): Thread | undefined => threads[rootId];

/** The threads of a team, newest reply first. */
export const threadsOf = (teamId: string): Thread[] =>
  Object.values(threads).filter((each) => each.team_id === teamId && each.reply_count > 0).sort((a, b) => b.last_reply_at - a.last_reply_at);

const NOTHING: Totals = { threads: 0, mentions: 0 };
/** How many threads in the list of a team have something new for me; those of conversations are in every list. */
export const unreadThreads = (teamId: string): Totals => totals[teamId] ?? NOTHING;
/** The same without those of conversations, for teams that are not on screen. */
export const teamThreads = (teamId: string): Totals => ofTeams[teamId] ?? NOTHING;

/** Takes a thread in, its root post too. */
export function putThread(each: Thread, teamId?: string): void {
  const known = threads[each.id];
  const root = each.post as Post | undefined;
  if (root?.message !== undefined) putPosts([{ ...root, reply_count: each.reply_count, last_reply_at: each.last_reply_at, participants: each.participants } as Post]);
  setThreads(each.id, reconcile({ ...each, team_id: teamId || known?.team_id }));
}

/** Forgets a thread that I no longer follow. */
export function dropThread(rootId: string): void {
  setThreads(rootId, undefined as never);
}

/** What waits in a team. */
export function setTotals(teamId: string, unread: number, mentions: number): void {
  setTotalsStore(teamId, { threads: unread, mentions });
}

/** What waits in the threads of a team's own channels. */
export function setTeamThreads(teamId: string, unread: number, mentions: number): void {
  setOfTeams(teamId, { threads: unread, mentions });
}

/** What to keep of the threads for opening without a network. */
export const threadsState = () => ({ threads: { ...unwrap(threads) }, totals: { ...unwrap(totals) } });
/** Brings it back. */
export function restoreThreads(kept: ReturnType<typeof threadsState>): void {
  setThreads(reconcile(kept.threads));
  setTotalsStore(reconcile(kept.totals));
}
