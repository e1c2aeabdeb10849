// Language, clock and time zone.
import { createMemo, Show } from "solid-js";
import { language, setLanguage, t, type Language } from "~/i18n";
import { clock } from "~/lib/time";
import { me, preference } from "~/model/session";
import { Part, Pick, Select, Toggle } from "./parts";
import { saveMe, savePref } from "./saving";

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The page. */
export function LanguagePage() {
  const example = new Date().setHours(16, 30, 0, 0);
  const is24 = () => preference("display_settings", "use_military_time") ?? (clock(example, language()).startsWith("16") ? "true" : "false");
  async function speak(locale: Language) {
    const before = language();
    void setLanguage(locale);
    if (!(await saveMe({ locale }))) void setLanguage(before);
  }
  return (
    <>
      <Part title={t("language")}><Pick isNamed label={t("language")} value={language()} options={[["en", "English"], ["ko", "한국어"]]} onPick={(locale) => void speak(locale)} /></Part>
      <Part title={t("settings.clock")}>
        <Pick isNamed label={t("settings.clock")} value={is24()} options={[["true", clock(example, language(), false)], ["false", clock(example, language(), true)]]}
          onPick={(value) => void savePref("display_settings", "use_military_time", value)} />
      </Part>
      <Part title={t("settings.zone")}><Zone /></Part>
    </>
  );
}

function Zone() {
  const zone = () => me()?.timezone;
  const isAutomatic = () => String(zone()?.useAutomaticTimezone ?? "true") !== "false";
  const zones = createMemo(() => Intl.supportedValuesOf("timeZone").map((each): [string, string] => [each, each.replaceAll("_", " ")]));
  const keep = (useAutomaticTimezone: boolean, manualTimezone: string) =>
    void saveMe({ timezone: { useAutomaticTimezone: String(useAutomaticTimezone), automaticTimezone: here(), manualTimezone } });
  return (
    <>
      <Toggle label={t("settings.zone_automatic", { zone: here() })} isOn={isAutomatic()} onToggle={(isOn) => keep(isOn, zone()?.manualTimezone || here())} />
      <Show when={!isAutomatic()}><Select label={t("settings.zone")} value={zone()?.manualTimezone || here()} options={zones()} onPick={(manual) => keep(false, manual)} /></Show>
    </>
  );
}
