import { createSignal } from "solid-js";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { t } from "~/i18n";
import { currentTeam } from "~/model/teams";
import { inviteLink } from "./teams.actions";

/** The link to hand to people who should come. */
export function InviteDialog(props: { isOpen: boolean; onClose: () => void }) {
  const [isCopied, setIsCopied] = createSignal(false);
  let field!: HTMLInputElement;
  const link = () => {
    const team = currentTeam();
    return team?.invite_id ? inviteLink(team) : "";
  };

  async function copy() {
    field.select();
    try {
      await navigator.clipboard.writeText(link());
      setIsCopied(true);
    } catch {
      // The link is selected: the person can copy it by hand.
      setIsCopied(false);
    }
  }

  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("invite.title", { team: currentTeam()?.display_name ?? "" })} note={link() ? t("invite.note") : t("invite.not_allowed")} narrow>
      <div class="field">
        <label for="invite-link">{t("team.invite_link")}</label>
        <input ref={field} id="invite-link" readonly value={link()} onFocus={() => field.select()} />
      </div>
      <div class="form-actions">
        <span role="status" class="said">{isCopied() ? t("copied") : ""}</span>
        <Button look="primary" icon="copy" onClick={() => void copy()} disabled={!link()}>{t("invite.copy")}</Button>
      </div>
    </Dialog>
  );
}
