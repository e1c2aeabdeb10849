import { Popover } from "@kobalte/core/popover";
import { createSignal, lazy, Suspense, type JSX } from "solid-js";
import { Spinner } from "~/design/Button";
import { inSight } from "~/design/Menu";
import { Icon, type IconName } from "~/design/Icon";

const EmojiGrid = lazy(() => import("./EmojiGrid"));

/** A button that opens a grid of emoji: an icon, or what `children` show. `onPick` gets the name, and what to write for it. */
export function EmojiPicker(props: {
  label: string; icon: IconName; class?: string; children?: JSX.Element; onPick: (name: string, text: string) => void; onOpenChange?: (isOpen: boolean) => void;
}) {
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
    <Popover open={isOpen()} onOpenChange={change} placement="top-end" gutter={6}>
      <Popover.Trigger class={props.class ?? "icon-button"} aria-label={props.label} title={props.label}>{props.children ?? <Icon name={props.icon} size={props.class ? 16 : 20} />}</Popover.Trigger>
      <Popover.Portal ref={inSight}>
        <Popover.Content class="popover picker" aria-label={props.label}>
          <Suspense fallback={<div class="picker-wait"><Spinner /></div>}><EmojiGrid onPick={pick} onClose={() => change(false)} /></Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover>
  );
}
