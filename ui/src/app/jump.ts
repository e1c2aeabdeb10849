// To one message, wherever it is: its channel is opened around it, and it shows itself for a moment.
import { errorText, isClientError, api } from "~/api/client";
import { toast } from "~/design/Toasts";
import { loadAround } from "~/features/posts/posts.actions";
import { t } from "~/i18n";
import "~/i18n/rooms/palette";
import { channel, loadChannel } from "~/model/channels";
import { post, putPosts } from "~/model/posts";
import { arriveAt, hrefOf } from "./places";

/** Goes to a message; says so when it cannot be seen, and answers whether it went. */
export async function goToPost(id: string, navigate: (href: string) => void): Promise<boolean> {
  try {
    const target = post(id) ?? (await api.getPost(id));
    putPosts([target]);
    const home = channel(target.channel_id) ?? (await loadChannel(target.channel_id));
    const rootId = target.root_id || id;
    await loadAround(home.id, rootId);
    arriveAt(home.id, rootId);
    navigate(hrefOf(home) + (target.root_id ? `?thread=${rootId}` : ""));
    show(id);
    return true;
  } catch (error) {
    toast(isClientError(error) && [403, 404].includes(error.status_code ?? 0) ? t("post.missing") : errorText(error));
    return false;
  }
}

const FRAMES = 180;

/** Waits until the message is drawn, gives it the focus, and lets it glow once. */
function show(id: string, frames = FRAMES): void {
  const row = document.querySelector<HTMLElement>(`.feed.placed [data-post="${id}"]`);
  if (!row) return void (frames > 0 && requestAnimationFrame(() => show(id, frames - 1)));
  row.focus({ preventScroll: frames === FRAMES });
  const glow = getComputedStyle(row).getPropertyValue("--ember-soft");
  row.animate([{ background: glow }, { background: glow, offset: 0.6 }, {}], { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 2000 });
}
