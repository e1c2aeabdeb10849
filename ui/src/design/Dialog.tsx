import { Dialog as Base } from "@kobalte/core/dialog";
import { onCleanup, Show, type JSX } from "solid-js";
import { t } from "~/i18n";
import { Button, IconButton } from "./Button";
import { returnFocus } from "./focus";

type Props = { isOpen: boolean; onClose: () => void; title: string; note?: string; narrow?: boolean; class?: string; before?: JSX.Element; children: JSX.Element };

/** Gives the focus to the field meant for it, else to the first one, at once: what is typed next must not land behind the window. */
export function focusFirst(event: Event): void {
  const window = event.currentTarget as HTMLElement;
  const field = window.querySelector<HTMLElement>("[autofocus]") ?? window.querySelector<HTMLElement>("form :is(input:not(.unseen), textarea, select)");
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** What has the focus may go, as a button does whose work is done: then the window has it, and Esc and Tab go on working. */
function keepFocus(window: HTMLElement): void {
  const watch = new MutationObserver(() => document.activeElement === document.body && window.focus());
  watch.observe(window, { childList: true, subtree: true });
  onCleanup(() => watch.disconnect());
}

/** A window over the page: keeps the focus inside, closes with Esc or a click outside, gives the focus back. What was filled in is not lost by such a click. */
export function Dialog(props: Props) {
  let isFilled = false;
  const fill = ({ target }: InputEvent) => (isFilled ||= (target as Element).matches("form :not([type='search'], [role='combobox'])"));
  function begin(window: HTMLElement) {
    isFilled = false;
    keepFocus(window);
  }
  return (
    <Base open={props.isOpen} onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <Base.Overlay class="veil" />
        <div class="dialog-place">
          <Base.Content ref={begin} class={`dialog ${props.narrow ? "narrow" : ""} ${props.class ?? ""}`} onInput={fill} onInteractOutside={(event) => isFilled && event.preventDefault()} onOpenAutoFocus={focusFirst} onCloseAutoFocus={returnFocus}>
            <header>
              {props.before}
              <Base.Title as="h2">{props.title}</Base.Title>
              <Base.CloseButton as={IconButton} aria-label={t("close")} label={t("close")} icon="close" />
            </header>
            <Show when={props.note}><Base.Description class="dialog-note">{props.note}</Base.Description></Show>
            {props.children}
          </Base.Content>
        </div>
      </Base.Portal>
    </Base>
  );
}

/** Asks before something that hurts. */
export function Confirm(props: { isOpen: boolean; onClose: () => void; title: string; note: string; action: string; onConfirm: () => void }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={props.title} note={props.note} narrow>
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button look="danger" autofocus onClick={() => { props.onConfirm(); props.onClose(); }}>{props.action}</Button>
      </div>
    </Dialog>
  );
}
