// Pictures that lie elsewhere.
import { config } from "~/model/session";

/** Where to get one from: the server fetches it where it may, so that whoever has it does not learn who looks. */
export const pictureFrom = (url: string): string =>
  (config.HasImageProxy === "true" || config.EnableLinkPreviews === "true" ? `/api/v4/image?url=${encodeURIComponent(url)}` : url);
