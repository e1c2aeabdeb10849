import type { Channel } from "@mattermost/types/channels";
import { Confirm } from "~/design/Dialog";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { channelName } from "~/model/channels";
import { archive, convert, leaveChannel } from "./channels.actions";

type Props = { asked: string; channel: Channel; onClose: () => void };

/** Asks before a channel is left, archived, or opened and closed to strangers. */
export function ChannelAsks(props: Props) {
  const name = () => ({ channel: channelName(props.channel) });
  const isOpen = () => props.channel.type === "O";
  const leave = () => void leaveChannel(props.channel.id);
  const change = () => void convert(props.channel.id).then((wrong) => wrong && toast(wrong));
  return (
    <>
      <Confirm isOpen={props.asked === "channel.leave"} onClose={props.onClose} title={t("channel.leave_title", name())}
        note={isOpen() ? t("channel.leave_open") : t("channel.leave_private")} action={t("channel.leave")} onConfirm={leave} />
      <Confirm isOpen={props.asked === "channel.archive"} onClose={props.onClose} title={t("channel.archive_title", name())}
        note={t("channel.archive_note")} action={t("channel.archive")} onConfirm={() => void archive(props.channel.id)} />
      <Confirm isOpen={props.asked === "channel.convert"} onClose={props.onClose} title={isOpen() ? t("channel.convert_title", name()) : t("channel.unconvert_title", name())}
        note={isOpen() ? t("channel.convert_note") : t("channel.unconvert_note")} action={isOpen() ? t("channel.convert") : t("channel.unconvert")} onConfirm={change} />
    </>
  );
}
