import type { Team } from "@mattermost/types/teams";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { FormFault, TextField } from "~/design/Field";
import { t, tn } from "~/i18n";
import { textOf } from "~/lib/forms";
import { currentChannelId, isArchived, myChannels } from "~/model/channels";
import { mayInTeam } from "~/model/roles";
import { config } from "~/model/session";
import { currentTeam } from "~/model/teams";
import { InviteLink } from "./InviteLink";
import { inviteByMail, inviteGuests, mailsIn, type Refused } from "./teams.actions";

type Way = "link" | "mail" | "guests";
type Props = { isOpen: boolean; onClose: () => void; onAddPeople: () => void };

/** The ways to bring people into the team: a link to hand on, letters, people who have an account, guests. */
export function InviteDialog(props: Props) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("invite.title", { team: currentTeam()?.display_name ?? "" })}>
      <Show when={props.isOpen && currentTeam()}>{(team) => <Ways team={team()} {...props} />}</Show>
    </Dialog>
  );
}

function Ways(props: Props & { team: Team }) {
  const [way, setWay] = createSignal<Way>("link");
  const may = (permission: string) => mayInTeam(permission, props.team.id);
  const ways = (): Way[] => ["link", ...(may("invite_user") ? ["mail" as const] : []), ...(may("invite_guest") ? ["guests" as const] : [])];
  return (
    <>
      <div class="filters" role="group" aria-label={t("invite.how")}>
        <For each={ways()}>{(each) => <button type="button" class="filter" aria-pressed={way() === each} onClick={() => setWay(each)}>{t(`invite.${each}`)}</button>}</For>
        <Show when={may("add_user_to_team")}><button type="button" class="filter" onClick={props.onAddPeople}>{t("invite.members")}</button></Show>
      </div>
      <Switch>
        <Match when={way() === "link"}><InviteLink team={props.team} /></Match>
        <Match when={way() === "mail"}><Letters team={props.team} forGuests={false} /></Match>
        <Match when={way() === "guests"}><Letters team={props.team} forGuests /></Match>
      </Switch>
    </>
  );
}

/** Letters to people who should come; guests are told which channels they come to. */
function Letters(props: { team: Team; forGuests: boolean }) {
  const [faults, setFaults] = createSignal<{ mails?: string; channels?: string; form?: string }>({});
  const [isBusy, setIsBusy] = createSignal(false);
  const [outcome, setOutcome] = createSignal<{ sent: number; refused: Refused[] }>();
  const channels = () => myChannels().filter((each) => each.team_id === props.team.id && !isArchived(each));
  let form!: HTMLFormElement;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setOutcome(undefined);
    const { good, bad } = mailsIn(textOf(form, "mails"));
    const channelIds = new FormData(form).getAll("channel").map(String);
    const mails = bad.length > 0 ? t("invite.bad_mails", { mails: bad.join(", ") }) : good.length === 0 ? t("fault.required") : undefined;
    setFaults({ mails, channels: props.forGuests && channelIds.length === 0 ? t("invite.no_channels") : undefined });
    if (faults().mails || faults().channels) return;
    setIsBusy(true);
    try {
      const refused = props.forGuests ? await inviteGuests(props.team.id, channelIds, good, textOf(form, "message"), new FormData(form).has("by_link")) : await inviteByMail(props.team.id, good);
      setOutcome({ sent: good.length - refused.length, refused });
      if (refused.length === 0) form.reset();
    } catch (error) {
      setFaults({ form: errorText(error) });
    }
    setIsBusy(false);
  }

  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <p class="dialog-note">{props.forGuests ? t("invite.guests_note") : t("invite.mail_note")}</p>
      <FormFault text={faults().form ?? ""} />
      <TextField name="mails" label={t("invite.mails")} hint={t("invite.mails_hint")} rows={3} fault={faults().mails} autocapitalize="none" spellcheck={false} />
      <Show when={props.forGuests}>
        <fieldset aria-describedby="guest-channels-fault">
          <legend>{t("invite.channels")}</legend>
          <div class="channel-choices">
            <For each={channels()}>{(each) => <label class="plain-choice"><input type="checkbox" name="channel" value={each.id} checked={each.id === currentChannelId()} />{each.display_name}</label>}</For>
          </div>
          <span id="guest-channels-fault" class="fault">{faults().channels}</span>
        </fieldset>
        <Show when={config.EnableGuestMagicLink === "true"}>
          <label class="plain-choice"><input type="checkbox" name="by_link" />{t("invite.by_link")}</label>
        </Show>
        <TextField name="message" label={t("invite.message")} hint={t("optional")} rows={2} maxlength={1000} />
      </Show>
      <div role="status"><Show when={outcome()}>{(each) => <Outcome {...each()} />}</Show></div>
      <div class="form-actions"><Button type="submit" look="primary" icon="mail" isBusy={isBusy()}>{t("invite.send")}</Button></div>
    </form>
  );
}

function Outcome(props: { sent: number; refused: Refused[] }) {
  return (
    <>
      <Show when={props.sent > 0}><p>{tn("invite.sent", props.sent)}</p></Show>
      <ul class="list"><For each={props.refused}>{(each) => <li class="form-fault">{each.email}: {each.reason}</li>}</For></ul>
    </>
  );
}
