import { createSignal, onMount, type JSX } from "solid-js";
import { IconButton } from "./Button";

// Where there is no room beside the page (app.css), a panel stands in its place.
const narrow = matchMedia("(max-width: 1000px)");
const [isAlone, setIsAlone] = createSignal(narrow.matches);
narrow.addEventListener("change", () => setIsAlone(narrow.matches));

/** Something beside the page: a thread, the people of a channel. Esc closes it, unless something over it is meant. */
export function Panel(props: {
  title: string; note?: string; closeLabel: string; onClose: () => void;
  /** What stands between the title and the button that closes. */
  tools?: JSX.Element;
  /** Takes the focus when it opens; left out where a field inside does. */
  takesFocus?: boolean;
  children: JSX.Element;
}) {
  let panel!: HTMLElement;
  // A frame later: a menu that opened it gives its focus back first.
  onMount(() => props.takesFocus && requestAnimationFrame(() => requestAnimationFrame(() => panel.isConnected && panel.focus())));

  function onKeyDown(event: KeyboardEvent) {
    const isOver = (event.target as HTMLElement).closest(".popover, .menu, .dialog") !== null;
    if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented && !isOver) props.onClose();
  }

  return (
    <section ref={panel} class="panel" role={isAlone() ? "main" : "complementary"} aria-label={props.title} tabindex={props.takesFocus ? -1 : undefined} onKeyDown={onKeyDown}>
      <header class="panel-head">
        <div class="panel-title">
          <h2 aria-level={isAlone() ? 1 : undefined}>{props.title}</h2>
          <span class="cut">{props.note}</span>
        </div>
        {props.tools}
        <IconButton icon="close" label={props.closeLabel} onClick={() => props.onClose()} />
      </header>
      {props.children}
    </section>
  );
}
