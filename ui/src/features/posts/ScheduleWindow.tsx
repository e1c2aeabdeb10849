import { Dialog } from "~/design/Dialog";
import { t } from "~/i18n";
import "~/i18n/rooms/posts";
import { TimeForm } from "./TimeForm";

/** When to send what is being written. */
export default function ScheduleWindow(props: { onClose: () => void; onChosen: (at: number) => Promise<string> }) {
  return <Dialog isOpen onClose={props.onClose} title={t("schedule.title")} narrow><TimeForm action={t("schedule.set")} onChosen={props.onChosen} /></Dialog>;
}
