// Revealing and burning.
import { api, errorText } from "~/api/client";
import { toast } from "~/design/Toasts";
import { dropPost, putPosts } from "~/model/posts";

/** Shows a message to me; my time begins. Answers what is wrong, or an empty text. */
export async function reveal(id: string): Promise<string> {
  try {
    putPosts([await api.revealBurnOnReadPost(id)]);
    return "";
  } catch (error) {
    return errorText(error);
  }
}

/** Burns a message: for everybody if it is mine, else for me. */
export async function burnNow(id: string): Promise<void> {
  try {
    await api.burnPostNow(id);
    dropPost(id);
  } catch (error) {
    toast(errorText(error));
  }
}
