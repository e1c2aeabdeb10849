// When this person is told of a message, and how.
import { createSignal, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Field, TextField } from "~/design/Field";
import { t, type Key } from "~/i18n";
import { canNotify, askToNotify } from "~/model/permission";
import { config, me, preference } from "~/model/session";
import { play, SOUNDS, type Sound } from "~/model/sounds";
import { Hint, Part, Pick, Select, Toggle } from "./parts";
import { NotifyTest } from "./NotifyTest";
import { savePref, saveProps } from "./saving";

type Level = "all" | "mention" | "none";
const props = () => me()?.notify_props ?? ({} as NonNullable<ReturnType<typeof me>>["notify_props"]);
const levels = (of: "desktop" | "push"): [Level, string][] => (["all", "mention", "none"] as const).map((each) => [each, t(`settings.${of}_${each}`)]);

/** The page. */
export function NotificationsPage() {
  return (
    <>
      <Part title={t("settings.desktop")}>
        <Permission />
        <Pick label={t("settings.desktop_for")} value={(props().desktop as Level) || "mention"} options={levels("desktop")} onPick={(desktop) => void saveProps({ desktop })} />
        <Toggle label={t("settings.desktop_threads")} isOn={(props().desktop_threads ?? "all") === "all"} onToggle={(isOn) => void saveProps({ desktop_threads: isOn ? "all" : "mention" })} />
        <Sounds />
      </Part>
      <Part title={t("settings.keywords")} note={t("settings.keywords_note")}><Keywords /></Part>
      <Part title={t("settings.try")} note={t("settings.try_note")}><NotifyTest /></Part>
      <Part title={t("settings.mobile")}><Mobile /></Part>
      <Part title={t("settings.mail")}><Mail /></Part>
      <Show when={config.ExperimentalEnableAutomaticReplies === "true"}><Part title={t("settings.auto")} note={t("settings.auto_note")}><AutoReply /></Part></Show>
    </>
  );
}

function Permission() {
  return (
    <Show when={canNotify() !== "granted"}>
      <Hint>
        {t(canNotify() === "default" ? "notify.ask_note" : canNotify() === "denied" ? "settings.notify_denied" : "settings.notify_unsupported")}
        <Show when={canNotify() === "default"}> <Button onClick={() => void askToNotify()}>{t("notify.allow")}</Button></Show>
      </Hint>
    </Show>
  );
}

function Sounds() {
  const sound = () => (props().desktop_notification_sound as Sound | undefined) ?? "Bing";
  return (
    <>
      <Toggle label={t("settings.sound")} isOn={props().desktop_sound !== "false"} onToggle={(isOn) => void saveProps({ desktop_sound: isOn ? "true" : "false" })} />
      <Show when={props().desktop_sound !== "false"}>
        <div class="inline">
          <Select label={t("settings.sound_which")} value={sound()} options={SOUNDS.map((each) => [each, t(`settings.sound_${each.toLowerCase()}` as Key)])}
            onPick={(which) => { play(which as Sound); void saveProps({ desktop_notification_sound: which as Sound }); }} />
          <Button onClick={() => play(sound())}>{t("settings.sound_play")}</Button>
        </div>
      </Show>
    </>
  );
}

function Keywords() {
  const keep = (name: "mention_keys" | "highlight_keys") => (event: { currentTarget: HTMLInputElement }) => {
    const list = event.currentTarget.value.normalize("NFC").split(",").map((each) => each.trim()).filter(Boolean);
    const value = [...new Set(list)].join(",");
    if (value !== props()[name]) void saveProps({ [name]: value });
  };
  const shown = (text: string | undefined) => (text ?? "").split(",").filter(Boolean).join(", ");
  return (
    <>
      <Show when={me()?.first_name}>{(name) => <Toggle label={t("settings.first_name_calls", { name: name() })} isOn={props().first_name === "true"} onToggle={(isOn) => void saveProps({ first_name: isOn ? "true" : "false" })} />}</Show>
      <Toggle label={t("settings.everybody_calls")} isOn={props().channel !== "false"} onToggle={(isOn) => void saveProps({ channel: isOn ? "true" : "false" })} />
      <Field label={t("settings.mention_keys")} hint={t("settings.mention_keys_hint")} value={shown(props().mention_keys)} autocomplete="off" onChange={keep("mention_keys")} />
      <Field label={t("settings.highlight_keys")} hint={t("settings.highlight_keys_hint")} value={shown(props().highlight_keys)} autocomplete="off" onChange={keep("highlight_keys")} />
    </>
  );
}

function Mobile() {
  type When = "online" | "away" | "offline";
  const whens: [When, string][] = (["online", "away", "offline"] as const).map((each) => [each, t(`settings.push_when_${each}`)]);
  return (
    <>
      <Pick label={t("settings.push_for")} value={(props().push as Level) || "mention"} options={levels("push")} onPick={(push) => void saveProps({ push })} />
      <Show when={props().push !== "none"}>
        <Toggle label={t("settings.push_threads")} isOn={(props().push_threads ?? "all") === "all"} onToggle={(isOn) => void saveProps({ push_threads: isOn ? "all" : "mention" })} />
        <Pick label={t("settings.push_when")} value={(props().push_status as When) || "online"} options={whens} onPick={(push_status) => void saveProps({ push_status })} />
      </Show>
    </>
  );
}

function Mail() {
  const every = () => preference("notifications", "email_interval") ?? "30";
  const options: [string, string][] = [["30", t("settings.mail_now")], ["900", t("settings.mail_15")], ["3600", t("settings.mail_60")]];
  return (
    <>
      <Toggle label={t("settings.mail_on")} isOn={props().email === "true"} onToggle={(isOn) => void saveProps({ email: isOn ? "true" : "false" })} />
      <Show when={props().email === "true" && config.EnableEmailBatching === "true"}>
        <Pick label={t("settings.mail_every")} value={every()} options={options} onPick={(value) => void savePref("notifications", "email_interval", value)} />
      </Show>
    </>
  );
}

function AutoReply() {
  const [draft, setDraft] = createSignal(props().auto_responder_message ?? "");
  return (
    <>
      <Toggle label={t("settings.auto_on")} isOn={props().auto_responder_active === "true"}
        onToggle={(isOn) => void saveProps({ auto_responder_active: isOn ? "true" : "false", auto_responder_message: draft() || t("settings.auto_example") })} />
      <TextField label={t("settings.auto_message")} value={props().auto_responder_message ?? ""} maxlength={200} placeholder={t("settings.auto_example")}
        onInput={(event) => setDraft(event.currentTarget.value)} onChange={(event) => void saveProps({ auto_responder_message: event.currentTarget.value.normalize("NFC") })} />
    </>
  );
}
