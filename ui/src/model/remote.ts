// Pictures that lie elsewhere.
import { safeHref } from "~/lib/markdown";
import { config } from "./session";

/** Where to get one from: the server fetches it where it may, so that whoever has it does not learn who looks. Where it may not, there is none. */
export function pictureFrom(url: string): string | undefined {
  const safe = safeHref(url);
  return safe && (config.HasImageProxy === "true" || config.EnableLinkPreviews === "true") ? `/api/v4/image?url=${encodeURIComponent(safe)}` : undefined;
}
