import { createSignal, For, Show } from "solid-js";
import { t } from "~/i18n";
import { Button, IconButton } from "./Button";

type Toast = { id: number; text: string; action?: string; run?: () => void };

const [toasts, setToasts] = createSignal<Toast[]>([]);
let next = 0;

/** Says something in passing, with at most one thing to do about it. It leaves by itself. */
export function toast(text: string, action?: string, run?: () => void): void {
  const id = next++;
  setToasts((list) => [...list.slice(-2), { id, text, action, run }]);
  leaveLater(id, action ? 8000 : 5000);
}

/** What nobody can have read yet, or somebody is at, stays. */
function leaveLater(id: number, lasts: number): void {
  setTimeout(() => {
    if (document.hidden) document.addEventListener("visibilitychange", () => leaveLater(id, lasts), { once: true });
    else if (document.querySelector(".toast:is(:hover, :focus-within)")) leaveLater(id, lasts);
    else dismiss(id);
  }, lasts);
}

const dismiss = (id: number) => setToasts((list) => list.filter((each) => each.id !== id));

/** Where they appear: once, at the end of the page. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      <For each={toasts()}>
        {(each) => (
          <div class="toast">
            <span>{each.text}</span>
            <Show when={each.action}>
              <Button look="quiet" onClick={() => { dismiss(each.id); each.run?.(); }}>{each.action}</Button>
            </Show>
            <IconButton icon="close" label={t("close")} size={16} onClick={() => dismiss(each.id)} />
          </div>
        )}
      </For>
    </div>
  );
}
