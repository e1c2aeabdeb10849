// How writing and reading behave.
import { keyCaps } from "~/lib/keys";
import { t } from "~/i18n";
import { preference } from "~/model/session";
import { Part, Toggle } from "./parts";
import { savePref } from "./saving";

const value = (name: string, otherwise: string) => preference("advanced_settings", name) ?? otherwise;
const keep = (name: string) => (isOn: boolean) => void savePref("advanced_settings", name, String(isOn));

/** The page. */
export function AdvancedPage() {
  const send = keyCaps("Mod+Enter").join(" ");
  return (
    <>
      <Part title={t("settings.writing")}>
        <Toggle label={t("settings.mod_enter", { keys: send })} note={t("settings.mod_enter_note")} isOn={value("send_on_ctrl_enter", "false") === "true"} onToggle={keep("send_on_ctrl_enter")} />
        <Toggle label={t("settings.formatting")} note={t("settings.formatting_note")} isOn={value("formatting", "true") === "true"} onToggle={keep("formatting")} />
      </Part>
      <Part title={t("settings.reading")}>
        <Toggle label={t("settings.join_leave")} note={t("settings.join_leave_note")} isOn={value("join_leave", "true") === "true"} onToggle={keep("join_leave")} />
      </Part>
    </>
  );
}
