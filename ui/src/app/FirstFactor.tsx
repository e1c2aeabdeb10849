import { createEffect } from "solid-js";
import { Button } from "~/design/Button";
import { Frame } from "~/features/session/Frame";
import { logOut } from "~/features/session/logout";
import { Factor } from "~/features/settings/Factor";
import "~/features/settings/settings.css";
import { t } from "~/i18n";
import "~/i18n/rooms/forms";
import "~/i18n/rooms/settings";
import { start } from "./start";

/** Where everybody needs a second factor, it is set up before anything else. */
export default function FirstFactor() {
  createEffect(() => (document.title = t("settings.factor_first")));
  return (
    <Frame title={t("settings.factor_first")} note={t("settings.factor_first_note")} below={<Button look="quiet" onClick={() => void logOut()}>{t("logout")}</Button>}>
      <Factor onDone={() => void start()} />
    </Frame>
  );
}
