// Which file is being looked at, and those beside it.
import type { FileInfo } from "@mattermost/types/files";
import { createSignal } from "solid-js";

const [viewing, setViewing] = createSignal<{ files: FileInfo[]; at: number }>();

/** What the viewer shows; undefined while it is closed. */
export { viewing };

/** Opens the viewer at one of several files. */
export const openViewer = (files: FileInfo[], at: number): void => void setViewing({ files, at });

/** Goes to the next (1) or the former (-1) file, around the ends. */
export const turn = (step: number): void =>
  void setViewing((now) => now && { ...now, at: (now.at + step + now.files.length) % now.files.length });

/** Closes the viewer. */
export const closeViewer = (): void => void setViewing(undefined);
