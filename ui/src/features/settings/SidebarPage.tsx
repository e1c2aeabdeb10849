// What the sidebar shows.
import { t } from "~/i18n";
import { preference } from "~/model/session";
import { Part, Select, Toggle } from "./parts";
import { savePref } from "./saving";

/** The page. */
export function SidebarPage() {
  const value = (name: string, otherwise: string) => preference("sidebar_settings", name) ?? otherwise;
  const counts = ["10", "15", "20", "40"].map((each): [string, string] => [each, each]);
  return (
    <Part title={t("settings.sidebar_shows")}>
      <Toggle label={t("settings.unread_section")} note={t("settings.unread_section_note")} isOn={value("show_unread_section", "false") === "true"}
        onToggle={(isOn) => void savePref("sidebar_settings", "show_unread_section", String(isOn))} />
      <Select label={t("settings.direct_limit")} value={value("limit_visible_dms_gms", "20")} options={[...counts, ["10000", t("settings.direct_all")]]}
        onPick={(most) => void savePref("sidebar_settings", "limit_visible_dms_gms", most)} />
    </Part>
  );
}
