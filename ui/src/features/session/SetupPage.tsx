import { t } from "~/i18n";
import { AccountForm } from "./AccountForm";
import { Frame } from "./Frame";

/** The first account of a new house. It becomes the administrator. */
export function SetupPage(props: { token: string; onDone: () => void }) {
  return (
    <Frame title={t("setup.title")} note={t("setup.note")}>
      <AccountForm pass={{ setup: props.token }} action={t("setup.action")} onDone={props.onDone} />
    </Frame>
  );
}
