import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Icon } from "~/design/Icon";
import { filesOf } from "./files.actions";

/** While files are held over the place around it, that place says that it takes them. */
export function DropPlace(props: { label: string; onFiles: (files: File[]) => void }) {
  const [isOver, setIsOver] = createSignal(false);
  let mark!: HTMLSpanElement;
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  onMount(() => {
    const place = mark.closest<HTMLElement>(".conversation, .panel-inside");
    if (!place) return;
    let depth = 0;
    const listeners: Record<string, (event: DragEvent) => void> = {
      dragenter: () => setIsOver(++depth > 0),
      dragleave: () => setIsOver(--depth > 0),
      dragover: (event) => event.preventDefault(),
      drop: (event) => {
        event.preventDefault();
        setIsOver((depth = 0) > 0);
        props.onFiles(filesOf(event.dataTransfer));
      },
    };
    const abort = new AbortController();
    for (const [name, listener] of Object.entries(listeners)) {
      place.addEventListener(name, (event) => carriesFiles(event as DragEvent) && listener(event as DragEvent), { signal: abort.signal });
    }
    onCleanup(() => abort.abort());
  });
  return <span ref={mark}><Show when={isOver()}><div class="drop-place" aria-hidden="true"><Icon name="clip" size={20} />{props.label}</div></Show></span>;
}
