import { createSignal, Show, Suspense, type JSX } from "solid-js";
import { Icon, type IconName } from "~/design/Icon";
import { late } from "~/design/late";

const EmojiBox = late(() => import("./EmojiBox"));

/** A button that opens a grid of emoji: an icon, or what `children` show. `onPick` gets the name, and what to write for it. */
export function EmojiPicker(props: {
  label: string; icon: IconName; class?: string; children?: JSX.Element; onPick: (name: string, text: string) => void; onOpenChange?: (isOpen: boolean) => void;
}) {
  let button!: HTMLButtonElement;
  const [isOpen, setIsOpen] = createSignal(false);
  const change = (next: boolean) => {
    setIsOpen(next);
    props.onOpenChange?.(next);
  };
  const pick = (name: string, text: string) => {
    change(false);
    props.onPick(name, text);
  };
  return (
    <>
      <button ref={button} type="button" class={props.class ?? "icon-button"} aria-label={props.label} title={props.label} aria-haspopup="dialog" aria-expanded={isOpen()}
        onClick={() => change(!isOpen())}>{props.children ?? <Icon name={props.icon} size={props.class ? 16 : 20} />}</button>
      <Show when={isOpen()}><Suspense><EmojiBox button={button} label={props.label} onPick={pick} onClose={() => change(false)} /></Suspense></Show>
    </>
  );
}
