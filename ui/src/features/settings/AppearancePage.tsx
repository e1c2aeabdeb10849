// How the page looks to me.
import { setTextSize, TEXT_SIZES, textSize, type TextSize } from "~/design/size";
import { setTheme, theme, type Theme } from "~/design/theme";
import { t } from "~/i18n";
import { config, preference } from "~/model/session";
import { Part, Pick, Toggle } from "./parts";
import { savePref } from "./saving";

const display = (name: string, otherwise: string) => preference("display_settings", name) ?? otherwise;
const keep = (name: string) => (value: string) => void savePref("display_settings", name, value);

/** The page. */
export function AppearancePage() {
  const themes: [Theme, string][] = [["system", t("theme.system")], ["light", t("theme.light")], ["dark", t("theme.dark")]];
  const sizes = TEXT_SIZES.map((each): [TextSize, string] => [each, t(`settings.size_${each}`)]);
  const names: [string, string][] = ["username", "nickname_full_name", "full_name"].map((each) => [each, t(`settings.name_${each as "username"}`)]);
  return (
    <>
      <Part title={t("theme")} note={t("settings.here_only")}><Pick isNamed label={t("theme")} value={theme()} options={themes} onPick={setTheme} /></Part>
      <Part title={t("settings.size")} note={t("settings.here_only")}><Pick isNamed label={t("settings.size")} value={textSize()} options={sizes} onPick={setTextSize} /></Part>
      <Part title={t("settings.density")}>
        <Pick isNamed label={t("settings.density")} value={display("message_display", "clean")} onPick={keep("message_display")}
          options={[["clean", t("settings.density_clean"), t("settings.density_clean_note")], ["compact", t("settings.density_compact"), t("settings.density_compact_note")]]} />
      </Part>
      <Part title={t("settings.name")}><Pick isNamed label={t("settings.name")} value={display("name_format", config.TeammateNameDisplay || "username")} options={names} onPick={keep("name_format")} /></Part>
      <Part title={t("settings.previews")}>
        <Toggle label={t("settings.link_previews")} isOn={display("link_previews", "true") === "true"} onToggle={(isOn) => keep("link_previews")(String(isOn))} />
        <Toggle label={t("settings.fold_pictures")} note={t("settings.fold_pictures_note")} isOn={display("collapse_previews", "false") === "true"} onToggle={(isOn) => keep("collapse_previews")(String(isOn))} />
      </Part>
    </>
  );
}
