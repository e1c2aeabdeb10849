import { Confirm } from "~/design/Dialog";
import { t } from "~/i18n";
import "~/i18n/rooms/posts";

/** Asks before a message is gone for everybody. Kept once it was opened: it gives the focus back after it has closed. */
export default function DeleteWindow(props: { isOpen: boolean; onClose: () => void; onConfirm: () => void }) {
  return <Confirm isOpen={props.isOpen} onClose={props.onClose} title={t("delete.title")} note={t("delete.note")} action={t("delete")} onConfirm={props.onConfirm} />;
}
