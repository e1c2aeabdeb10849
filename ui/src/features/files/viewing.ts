// Which file is being looked at, and those beside it.
import type { FileInfo } from "@mattermost/types/files";
import { createSignal } from "solid-js";

type More = () => Promise<readonly FileInfo[]>;
const [viewing, setViewing] = createSignal<{ files: readonly FileInfo[]; at: number; more?: More }>();

/** What the viewer shows; undefined while it is closed. */
export { viewing };

/** Opens the viewer at one of several files. `more` answers a longer list, or the same when there is no more. */
export const openViewer = (files: readonly FileInfo[], at: number, more?: More): void => void setViewing({ files, at, more });

/** Goes to the next (1) or the former (-1) file, around the ends. */
export function turn(step: number): void {
  const now = viewing();
  if (!now) return;
  const at = now.at + step;
  if (at >= now.files.length && now.more) return void goOn(now.more);
  setViewing({ ...now, at: (at + now.files.length) % now.files.length });
}

/** Past the end of what is known: fetches more, and goes around when there is none. */
async function goOn(more: More): Promise<void> {
  const before = viewing();
  const files = await more().catch(() => []);
  if (!before || viewing() !== before) return;
  const hasMore = files.length > before.files.length;
  setViewing({ files: hasMore ? files : before.files, at: hasMore ? before.at + 1 : 0, more: hasMore ? more : undefined });
}

/** Closes the viewer. */
export const closeViewer = (): void => void setViewing(undefined);
