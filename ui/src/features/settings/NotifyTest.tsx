// "Would this notify me?": a message, a place, and the answer of the same rule that the notifier asks.
import { createMemo, createSignal, Show } from "solid-js";
import { Field } from "~/design/Field";
import { Icon } from "~/design/Icon";
import { t } from "~/i18n";
import { channel, channelName, currentChannelId, isDirect, myChannels } from "~/model/channels";
import { calledBy, verdict } from "~/model/notices";
import { canNotify } from "~/model/permission";
import { myNames, rulesFor } from "~/model/wishes";
import { currentTeamId } from "~/model/teams";
import { Pick, Select } from "./parts";

type Where = "root" | "followed" | "other";

/** The test. */
export function NotifyTest() {
  const [text, setText] = createSignal(t("settings.try_example", { name: myNames().username }));
  const [where, setWhere] = createSignal<Where>("root");
  const [channelId, setChannelId] = createSignal(currentChannelId() || (myChannels()[0]?.id ?? ""));
  const places = () => myChannels().filter((each) => isDirect(each) || each.team_id === currentTeamId()).map((each): [string, string] => [each.id, channelName(each)]);
  const answer = createMemo(() => {
    const home = channel(channelId());
    const by = calledBy(text(), myNames());
    const isDirectMessage = home?.type === "D";
    const told = {
      isMine: false, isSystem: false, isDirect: home !== undefined && isDirect(home), isReply: where() !== "root", isFollowed: where() === "followed",
      callsMe: by !== undefined || (isDirectMessage && where() === "root"),
    };
    const found = verdict(told, rulesFor(home, false));
    return { ...found, by: by ?? "" };
  });
  const why = () => t(answer().isTold && answer().by ? "settings.why_called" : `settings.why_${answer().why}`, { word: answer().by });
  return (
    <>
      <Field label={t("settings.try_message")} value={text()} autocomplete="off" onInput={(event) => setText(event.currentTarget.value)} />
      <Select label={t("settings.try_where")} value={channelId()} options={places()} onPick={setChannelId} />
      <Pick label={t("settings.try_kind")} value={where()} onPick={setWhere}
        options={[["root", t("settings.try_root")], ["followed", t("settings.try_followed")], ["other", t("settings.try_other")]]} />
      <p class="verdict" classList={{ yes: answer().isTold }} role="status">
        <Icon name={answer().isTold ? "bell" : "bell_off"} size={18} />
        <span><strong>{t(answer().isTold ? "settings.try_yes" : "settings.try_no")}</strong> {why()}
          <Show when={answer().isTold && canNotify() !== "granted"}> {t("settings.try_but")}</Show></span>
      </p>
    </>
  );
}
