// Asking the server: messages, files, what calls for me, what I saved. Each answers one page.
import type { FileInfo } from "@mattermost/types/files";
import type { Post } from "@mattermost/types/posts";
import { createSignal } from "solid-js";
import { api } from "~/api/client";
import { keep, kept } from "~/lib/keep";
import { channel, loadChannel } from "~/model/channels";
import { me, myId } from "~/model/session";
import { currentTeamId } from "~/model/teams";
import { mentionTerms } from "./query";

const PAGE = 20;

/** A page of results. */
export type Page<T> = { list: T[]; hasMore: boolean };

const asked = (terms: string, page: number, isOr = false) => ({
  terms: terms.normalize("NFC"), is_or_search: isOr, time_zone_offset: -new Date().getTimezoneOffset() * 60, include_deleted_channels: true, page, per_page: PAGE,
});

async function pageOf(list: { order: string[]; posts: Record<string, Post> }): Promise<Page<Post>> {
  const found = list.order.map((id) => list.posts[id]).filter((each): each is Post => each !== undefined);
  // A name to show for every place: archived channels are not among mine.
  const unknown = [...new Set(found.map((each) => each.channel_id))].filter((id) => !channel(id));
  await Promise.allSettled(unknown.map(loadChannel));
  return { list: found, hasMore: found.length >= PAGE };
}

/** Messages. */
export const findPosts = async (terms: string, page: number): Promise<Page<Post>> => pageOf(await api.searchPostsWithParams(currentTeamId(), asked(terms, page)));

/** Files, by their names and what is written in them. */
export async function findFiles(terms: string, page: number): Promise<Page<FileInfo>> {
  const found = await api.searchFilesWithParams(currentTeamId(), asked(terms, page));
  const infos = found.file_infos as unknown as Record<string, FileInfo>;
  const list = (found.order ?? []).map((id) => infos[id]).filter((each): each is FileInfo => each !== undefined);
  return { list, hasMore: list.length >= PAGE };
}

/** Messages that call for me by one of my names. */
export const findMentions = async (page: number): Promise<Page<Post>> => pageOf(await api.searchPostsWithParams(currentTeamId(), asked(myTerms(), page, true)));
/** The words that call for me. */
export const myTerms = (): string => mentionTerms(me()?.username ?? "", me()?.notify_props, me()?.first_name ?? "");

/** Messages that I saved. */
export const findSaved = async (page: number): Promise<Page<Post>> => pageOf(await api.getFlaggedPosts(myId(), "", currentTeamId(), page, PAGE));

/** The messages right before and after one, for its context. */
export async function neighbours(each: Post): Promise<{ before?: Post; after?: Post }> {
  const [before, after] = await Promise.all([
    api.getPostsBefore(each.channel_id, each.id, 0, 1, false, false, false), api.getPostsAfter(each.channel_id, each.id, 0, 1, false, false, false),
  ]);
  return { before: before.posts[before.order[0] ?? ""], after: after.posts[after.order.at(-1) ?? ""] };
}

const MOST_RECENT = 8;
const key = () => `searches.${myId()}`;
const read = (): string[] => JSON.parse(kept(key()) ?? "[]") as string[];
const [recent, setRecent] = createSignal<string[]>();

/** What was searched for at last. */
export const recentSearches = (): string[] => recent() ?? read();

function keepRecent(list: string[]): void {
  setRecent(list);
  keep(key(), list.length > 0 ? JSON.stringify(list) : "");
}
/** Remembers a search. */
export const putSearch = (terms: string): void => keepRecent([terms, ...recentSearches().filter((each) => each !== terms)].slice(0, MOST_RECENT));
/** Forgets one. */
export const dropSearch = (terms: string): void => keepRecent(recentSearches().filter((each) => each !== terms));
