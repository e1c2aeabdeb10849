// Menus. The button is drawn at once and costs nothing more than a button; what opens is fetched apart, and takes the button over
// when it is asked for the first time.
import { createSignal, Show, Suspense, type JSX } from "solid-js";
import type { IconName } from "./Icon";
import { late } from "./late";

/** One line of a menu. */
export type MenuItem =
  | { label: string; icon?: IconName; run: () => void; danger?: boolean; keys?: string; isChecked?: boolean }
  | { label: string; icon?: IconName; items: MenuItem[] }
  | { heading: string }
  | "line";

/** Where a menu stands to its button. */
export type MenuPlacement = "bottom-start" | "bottom-end" | "top-start" | "top-end";

/** How the button was pressed: with a key by its name, or with a pointer by its kind. */
export type Press = { key: string } | { pointer: string };

const MenuBox = late(() => import("./MenuBox"));

/** Fetches what opens, so that the first one does so at once. */
export const fetchMenus = (): Promise<unknown> => MenuBox.preload();

/** A button (`trigger`, drawn by the caller) that opens a menu. */
export function Menu(props: {
  /** The name of the button; left out when what it shows says it. */
  label?: string;
  class?: string; trigger: JSX.Element; items: MenuItem[]; placement?: MenuPlacement;
  /** Open or not, where something else than the button may open it. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}) {
  const [button, setButton] = createSignal<HTMLButtonElement>();
  const [first, setFirst] = createSignal<Press>();
  const opening = (): Press | "asked" | undefined => first() ?? (props.isOpen ? "asked" : undefined);
  function onKeyDown(event: KeyboardEvent) {
    if (!["Enter", " ", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    setFirst({ key: event.key });
  }
  // As menus of the system do: at once with a mouse, and with a finger when it is lifted, for it may be about to scroll.
  const onPointerDown = (event: PointerEvent) => event.pointerType !== "touch" && event.button === 0 && setFirst({ pointer: event.pointerType });
  return (
    <>
      <button ref={setButton} type="button" class={props.class} aria-label={props.label} title={props.label} aria-haspopup="true" aria-expanded="false"
        onKeyDown={onKeyDown} onPointerDown={onPointerDown} onClick={() => setFirst({ pointer: "touch" })}>{props.trigger}</button>
      <Show when={opening() && button()}>
        {(each) => <Suspense><MenuBox button={each()} first={first()} items={props.items} placement={props.placement ?? "bottom-start"} isOpen={props.isOpen} onOpenChange={props.onOpenChange} /></Suspense>}
      </Show>
    </>
  );
}
