import type { Team } from "@mattermost/types/teams";
import { createSignal, Show } from "solid-js";
import { Button } from "~/design/Button";
import { SelectField } from "~/design/Field";
import { t } from "~/i18n";
import { mayInTeam } from "~/model/roles";
import { addresses, askAddresses, chooseAddress, siteUrl } from "~/model/site";
import { inviteLink, renewInvite } from "./teams.actions";

/** The link to hand to people who should come. */
export function InviteLink(props: { team: Team }) {
  const [isCopied, setIsCopied] = createSignal(false);
  let field!: HTMLInputElement;
  void askAddresses();
  const link = () => (props.team.invite_id ? inviteLink(props.team) : "");

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
    <div class="form">
      <p class="dialog-note">{link() ? t("invite.note") : t("invite.not_allowed")}</p>
      <div class="field">
        <label for="invite-link">{t("team.invite_link")}</label>
        <input ref={field} id="invite-link" readonly value={link()} onFocus={() => field.select()} />
      </div>
      <Show when={addresses().length > 1}>
        <SelectField label={t("invite.address")} hint={t("invite.address_hint")} value={siteUrl()} choices={addresses().map((each) => ({ value: each, label: each.replace(/^https?:\/\//, "") }))}
          onChange={(event) => { chooseAddress(event.currentTarget.value); setIsCopied(false); }} />
      </Show>
      <Show when={addresses().some((each) => each === siteUrl() && each.startsWith("https:"))}><p class="dialog-note">{t("invite.certificate")}</p></Show>
      <div class="form-actions">
        <span role="status" class="said">{isCopied() ? t("copied") : ""}</span>
        <Show when={link() && mayInTeam("manage_team", props.team.id)}>
          <Button look="quiet" title={t("invite.renew_note")} onClick={() => void renewInvite(props.team.id).then(() => setIsCopied(false))}>{t("invite.renew")}</Button>
        </Show>
        <Button look="primary" icon="copy" onClick={() => void copy()} disabled={!link()}>{t("invite.copy")}</Button>
      </div>
    </div>
  );
}
