// What was shared in a channel, the newest first, page by page. The server's search answers the newest hundred of what is asked for
// and no second page; the older ones are asked for by the day on which the page before ended.
import type { Channel } from "@mattermost/types/channels";
import type { FileInfo } from "@mattermost/types/files";
import { api } from "~/api/client";
import { currentTeamId } from "~/model/teams";

/** The server answers so many at most. */
const MOST = 100;

const ENDINGS = {
  pictures: "png jpg jpeg gif webp bmp avif heic tif tiff svg psd",
  documents: "pdf doc docx odt rtf hwp hwpx txt md xls xlsx ods csv ppt pptx odp pages numbers key epub",
  media: "mp4 mov webm mkv avi m4v mp3 m4a wav ogg opus flac aac",
  code: "json yml yaml toml xml html css js ts tsx jsx py rs go java kt swift c h cpp cs php rb sh sql diff patch log",
} as const;

/** What the files of a channel can be narrowed to. */
export const SHARED_KINDS = ["all", "pictures", "documents", "media", "code", "other"] as const;
/** One of them. */
export type SharedKind = (typeof SHARED_KINDS)[number];

/** The marks that narrow a search to a kind; "other" is what none of the kinds holds. */
export function marksOf(kind: SharedKind): string[] {
  if (kind === "all") return [];
  if (kind === "other") return Object.values(ENDINGS).flatMap((each) => each.split(" ").map((ending) => `-ext:${ending}`));
  return ENDINGS[kind].split(" ").map((ending) => `ext:${ending}`);
}

/** Is a file of this kind? */
export function isOfKind(file: Pick<FileInfo, "extension">, kind: SharedKind): boolean {
  const mark = `ext:${file.extension.toLowerCase()}`;
  return kind === "other" ? !marksOf(kind).includes(`-${mark}`) : kind === "all" || marksOf(kind).includes(mark);
}

/** What has been loaded. */
export type Shared = {
  files: readonly FileInfo[];
  /** Where to go on: before this day. */
  before: string;
  isAll: boolean;
  /** Days with more files than the server tells of: only a search finds the others. */
  crowded: readonly string[];
};

/** Nothing yet. */
export const NOTHING: Shared = { files: [], before: "", isAll: false, crowded: [] };

/** What is known once a page of answers has come in. `dayOf` names the day of a time, or the day after it. */
export function grown(known: Shared, got: readonly FileInfo[], dayOf: (at: number, later: number) => string): Shared {
  const fresh = got.filter((file) => !known.files.some((each) => each.id === file.id));
  const files = [...known.files, ...fresh];
  const last = got.at(-1);
  if (!last || got.length < MOST) return { ...known, files, isAll: true };
  const day = dayOf(last.create_at, 0);
  // A day that fills the page alone would be answered again and again.
  if (fresh.length === 0 || dayOf(got[0]?.create_at ?? 0, 0) === day) return { ...known, files, before: day, crowded: [...new Set([...known.crowded, day])] };
  return { ...known, files, before: dayOf(last.create_at, 1) };
}

const DAY = 24 * 60 * 60 * 1000;
/** How far this clock is ahead of UTC. */
const ahead = () => -new Date().getTimezoneOffset() * 60;
const dayHere = (at: number, later: number) => new Date(at + ahead() * 1000 + later * DAY).toISOString().slice(0, 10);

/** Fetches the next page of what was shared in a channel. */
export async function loadOlder(each: Channel, kind: SharedKind, known: Shared): Promise<Shared> {
  const terms = [`in:${each.name}`, ...marksOf(kind), ...(known.before ? [`before:${known.before}`] : [])].join(" ");
  const found = await api.searchFilesWithParams(each.team_id || currentTeamId(), {
    terms, is_or_search: false, include_deleted_channels: true, page: 0, per_page: MOST, time_zone_offset: ahead(),
  });
  // The library's type says a map; it is what was in the answer.
  const infos = found.file_infos as unknown as Record<string, FileInfo>;
  return grown(known, found.order.map((id) => infos[id]).filter((file) => file !== undefined), dayHere);
}
