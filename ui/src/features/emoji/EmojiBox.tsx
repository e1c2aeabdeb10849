// The grid of emoji over the page, beside the button that opened it.
import { Popover } from "@kobalte/core/popover";
import { Suspense } from "solid-js";
import { Spinner } from "~/design/Button";
import { late } from "~/design/late";
import { inSight } from "~/design/layers";

const EmojiGrid = late(() => import("./EmojiGrid"));

/** Open as long as it is drawn; the focus goes back to the button, unless it has gone elsewhere meanwhile. */
export default function EmojiBox(props: { button: HTMLButtonElement; label: string; onPick: (name: string, text: string) => void; onClose: () => void }) {
  function giveBack(event: Event) {
    event.preventDefault();
    if (document.activeElement === document.body) props.button.focus();
  }
  return (
    <Popover open onOpenChange={(isOpen) => !isOpen && props.onClose()} anchorRef={() => props.button} placement="top-end" gutter={6}>
      <Popover.Portal ref={inSight}>
        <Popover.Content class="popover picker" aria-label={props.label} onCloseAutoFocus={giveBack}
          onInteractOutside={(event) => props.button.contains(event.target as Node) && event.preventDefault()}>
          <Suspense fallback={<div class="picker-wait"><Spinner /></div>}><EmojiGrid onPick={props.onPick} onClose={props.onClose} /></Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover>
  );
}
