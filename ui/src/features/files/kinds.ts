// What kinds of files there are for a reader, and where their bytes are.
import type { FileInfo } from "@mattermost/types/files";

/** How a file can be looked at. */
export type Kind = "picture" | "video" | "audio" | "pdf" | "text" | "other";

const TEXT = /^(txt|md|markdown|log|csv|tsv|json|ya?ml|toml|ini|conf|xml|html?|css|s[ac]ss|less|js|mjs|cjs|jsx|ts|tsx|py|rb|rs|go|java|kt|swift|c|h|cc|cpp|hpp|cs|php|sh|bash|zsh|fish|bat|ps1|sql|r|lua|pl|tex|diff|patch|dockerfile|makefile|svg)$/;

/** The kind of a file by what the server says about it. */
export function kindOf(file: Pick<FileInfo, "mime_type" | "extension">): Kind {
  const mime = file.mime_type.split(";")[0] ?? "";
  if (/^image\/(png|jpe?g|gif|webp|bmp|avif)$/.test(mime)) return "picture";
  if (/^video\//.test(mime)) return "video";
  if (/^audio\//.test(mime)) return "audio";
  if (mime === "application/pdf") return "pdf";
  return mime === "text/plain" || TEXT.test(file.extension.toLowerCase()) ? "text" : "other";
}

/** The file itself. */
export const fileUrl = (id: string): string => `/api/v4/files/${id}`;
/** The file itself, to keep. */
export const downloadUrl = (id: string): string => `/api/v4/files/${id}?download=1`;
/** The picture to show in a message: a smaller one where there is one; moving ones move. */
export const pictureUrl = (file: FileInfo): string =>
  file.has_preview_image && file.mime_type !== "image/gif" ? `/api/v4/files/${file.id}/preview` : fileUrl(file.id);

/** "PDF", "TXT"; empty for a name without an ending. */
export const ending = (file: Pick<FileInfo, "extension">): string => file.extension.toUpperCase().slice(0, 5);
