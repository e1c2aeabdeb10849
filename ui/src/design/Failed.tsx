import { t } from "~/i18n";
import { Button } from "./Button";

/** In place of something that could not be fetched: what went wrong, and a way to try again. */
export function Failed(props: { text: string; onRetry: () => void }) {
  function retry(event: MouseEvent) {
    // The button goes: the focus stays in what it was part of.
    (event.currentTarget as HTMLElement).closest<HTMLElement>("[tabindex='-1']")?.focus();
    props.onRetry();
  }
  return <div class="empty" role="alert"><p>{props.text}</p><Button onClick={retry}>{t("retry")}</Button></div>;
}
