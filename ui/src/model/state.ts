// Everything the page knows as one value that can be kept and brought back.
import { batch } from "solid-js";
import { channelsState, restoreChannels } from "./channels";
import { peopleState, restorePeople } from "./people";
import { postsState, restorePosts } from "./posts";
import { visitsSince } from "./recent";
import { restoreSession, sessionState } from "./session";
import { restoreSidebar, sidebarState } from "./sidebar";
import { restoreTeams, teamsState } from "./teams";
import { restoreThreads, threadsState } from "./threads";

/** How many of the channels last visited keep their messages. */
const MOST_CHANNELS = 20;

const parts = {
  session: [sessionState, restoreSession],
  teams: [teamsState, restoreTeams],
  channels: [channelsState, restoreChannels],
  sidebar: [sidebarState, restoreSidebar],
  people: [peopleState, restorePeople],
  posts: [() => postsState((channelId) => visitsSince(channelId) < MOST_CHANNELS), restorePosts],
  threads: [threadsState, restoreThreads],
} as const;

/** What is kept. */
export type State = { [Part in keyof typeof parts]: unknown };

/** The names of its parts. */
export const keys = () => Object.keys(parts) as (keyof State)[];

/** What is known now. */
export const state = (): State => Object.fromEntries(keys().map((key) => [key, parts[key][0]()])) as State;

/** Makes that known again. */
export function restore(kept: State): void {
  batch(() => {
    for (const key of keys()) (parts[key][1] as (part: unknown) => void)(kept[key]);
  });
}
