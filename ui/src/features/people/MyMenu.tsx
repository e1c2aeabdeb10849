import { Avatar } from "~/design/Avatar";
import { Menu, type MenuItem } from "~/design/Menu";
import { setTheme, theme, type Theme } from "~/design/theme";
import { toast } from "~/design/Toasts";
import { api, errorText } from "~/api/client";
import { language, setLanguage, t, type Language } from "~/i18n";
import { displayName, presenceOf, setPresence, type Presence } from "~/model/people";
import { me, myId, setMe } from "~/model/session";
import { myStatus } from "./status.actions";
import { StatusMark } from "./StatusMark";

async function choosePresence(status: Presence): Promise<void> {
  await setPresence(status).catch((error) => toast(errorText(error)));
}

async function chooseLanguage(locale: Language): Promise<void> {
  void setLanguage(locale);
  await api.patchMe({ locale }).then(setMe).catch(() => {});
}

/** Me: how I appear, and how the page appears to me. */
export function MyMenu(props: { onSettings: () => void; onLogOut: () => void; onStatus: () => void; onQuiet: () => void }) {
  const presence = (each: Presence): MenuItem => ({ label: t(`presence.${each}`), isChecked: presenceOf(myId()) === each, run: () => void choosePresence(each) });
  const look = (each: Theme): MenuItem => ({ label: t(`theme.${each}`), isChecked: theme() === each, run: () => setTheme(each) });
  const tongue = (each: Language, label: string): MenuItem => ({ label, isChecked: language() === each, run: () => void chooseLanguage(each) });
  const items = (): MenuItem[] => [
    { label: myStatus()?.text || t("status.title"), icon: "smile", run: props.onStatus }, "line",
    { heading: t("presence") }, presence("online"), presence("away"), presence("dnd"), { label: t("quiet.title"), icon: "bell_off", run: props.onQuiet }, presence("offline"), "line",
    { heading: t("theme") }, look("system"), look("light"), look("dark"), "line",
    { heading: t("language") }, tongue("en", "English"), tongue("ko", "한국어"), "line",
    { label: t("settings"), icon: "settings", run: props.onSettings },
    { label: t("logout"), icon: "leave", run: props.onLogOut },
  ];
  const trigger = (
    <>
      <span aria-hidden="true"><Avatar id={myId()} name={displayName(me())} size={24} pictureAt={me()?.last_picture_update} presence={presenceOf(myId())} /></span>
      <span class="cut">{displayName(me())}<span class="unseen">{t("my_menu")}</span></span>
      <StatusMark userId={myId()} />
    </>
  );
  return <Menu class="my-menu" trigger={trigger} items={items()} placement="top-start" />;
}
