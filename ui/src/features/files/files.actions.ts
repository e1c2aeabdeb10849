// Choosing files: what may be attached, and what a person is told about the rest.
import { toast } from "~/design/Toasts";
import { language, t } from "~/i18n";
import { sizeText } from "~/lib/bytes";
import { config } from "~/model/session";
import { addUpload, uploadsAt } from "~/model/uploads";

/** Files of one message. */
const MOST_FILES = 10;

/** May files be sent here at all? */
export const mayAttach = (): boolean => config.EnableFileAttachments !== "false";

/** Attaches files to what is being written at a place; those that cannot be taken are named with the reason. */
export function attach(place: string, channelId: string, chosen: readonly File[]): void {
  if (chosen.length === 0) return;
  if (!mayAttach()) return toast(t("file.not_allowed"));
  const most = Number(config.MaxFileSize) || 104_857_600;
  const room = MOST_FILES - uploadsAt(place).length;
  const fitting = chosen.filter((file) => file.size <= most);
  for (const file of chosen) if (file.size > most) toast(t("file.too_large", { name: nameOf(file), most: sizeText(most, language()) }));
  if (fitting.length > room) toast(t("file.too_many", { most: MOST_FILES }));
  for (const file of fitting.slice(0, room)) addUpload(place, channelId, file, nameOf(file));
}

/** Macs take names apart (ㅎㅏㄴ); everybody else expects them whole. What is pasted is called the same each time, so it gets the time. */
function nameOf(file: File): string {
  const name = file.name.normalize("NFC");
  if (name !== "image.png") return name || t("file");
  const at = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString();
  return `${t("file.pasted")} ${at.slice(0, 10)} ${at.slice(11, 19).replaceAll(":", "-")}.png`;
}

/** What was pasted or dropped as files. A table copied from a sheet also carries a picture of itself: then its text is meant. */
export function filesOf(data: DataTransfer | null): File[] {
  if (!data || (data.types.includes("text/html") && data.types.includes("text/plain"))) return [];
  const folders = [...data.items].filter((item) => item.webkitGetAsEntry?.()?.isDirectory).map((item) => item.getAsFile()?.name);
  return [...data.files].filter((file) => !folders.includes(file.name));
}
