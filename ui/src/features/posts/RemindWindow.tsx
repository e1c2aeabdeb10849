import { api, errorText } from "~/api/client";
import { Dialog } from "~/design/Dialog";
import { toast } from "~/design/Toasts";
import { language, t } from "~/i18n";
import "~/i18n/rooms/posts";
import { shortTime } from "~/lib/time";
import { myId } from "~/model/session";
import { TimeForm } from "./TimeForm";

/** When to be reminded of a message. */
export default function RemindWindow(props: { postId: string; onClose: () => void }) {
  async function remind(at: number): Promise<string> {
    try {
      await api.addPostReminder(myId(), props.postId, Math.round(at / 1000));
      toast(t("remind.done", { when: shortTime(at, language()) }));
      props.onClose();
      return "";
    } catch (error) {
      return errorText(error);
    }
  }
  return <Dialog isOpen onClose={props.onClose} title={t("remind.title")} narrow><TimeForm action={t("remind.set")} onChosen={remind} /></Dialog>;
}
