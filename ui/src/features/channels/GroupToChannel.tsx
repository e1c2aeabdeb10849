import type { Channel } from "@mattermost/types/channels";
import type { Team } from "@mattermost/types/teams";
import { createSignal, Show } from "solid-js";
import { errorId, errorText } from "~/api/client";
import { Button, Spinner } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field, FormFault, SelectField } from "~/design/Field";
import { t } from "~/i18n";
import { addressFrom, channelAddressFault, displayNameFault } from "~/lib/forms";
import { channelName } from "~/model/channels";
import { currentTeamId } from "~/model/teams";
import { commonTeams, makeChannelOf } from "./channels.actions";

type Props = { channel: Channel; onClose: () => void; onDone: (channel: Channel) => void };
type Faults = { name?: string; address?: string; form?: string };

/** Makes a private channel of a group conversation, in a team that all of them are in. */
export function GroupToChannel(props: Props & { isOpen: boolean }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("group.convert_title", { channel: channelName(props.channel) })} note={t("group.convert_note")}>
      <Show when={props.isOpen}><Places {...props} /></Show>
    </Dialog>
  );
}

/** Waits for the teams there are. */
function Places(props: Props) {
  const [teams, setTeams] = createSignal<Team[]>();
  const [fault, setFault] = createSignal("");
  const load = () => void commonTeams(props.channel.id).then(setTeams, (error) => setFault(errorText(error)));
  load();
  const nothing = () => fault() || (teams()?.length === 0 ? t("group.convert_nowhere") : "");
  return (
    <Show when={!nothing()} fallback={<><p role="alert">{nothing()}</p><div class="form-actions"><Button onClick={props.onClose}>{t("close")}</Button></div></>}>
      <Show when={teams()} fallback={<div class="empty"><Spinner /></div>}>{(all) => <Form {...props} teams={all()} />}</Show>
    </Show>
  );
}

function Form(props: Props & { teams: Team[] }) {
  const [faults, setFaults] = createSignal<Faults>({});
  const [isBusy, setIsBusy] = createSignal(false);
  let form!: HTMLFormElement;
  let hasOwnAddress = false;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const first = () => (props.teams.some((team) => team.id === currentTeamId()) ? currentTeamId() : props.teams[0]?.id);

  function suggest() {
    const name = field("name").value.trim();
    if (!hasOwnAddress) field("address").value = name ? addressFrom(name, "channel") : "";
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    suggest();
    const [name, address] = [field("name").value.trim().normalize("NFC"), field("address").value.trim().toLowerCase()];
    const nameWrong = displayNameFault(name);
    const addressWrong = channelAddressFault(address);
    setFaults({ name: nameWrong && t(nameWrong), address: nameWrong ? undefined : addressWrong && t(addressWrong) });
    if (nameWrong || addressWrong) return field(nameWrong ? "name" : "address").focus();
    setIsBusy(true);
    try {
      const made = await makeChannelOf(props.channel.id, new FormData(form).get("team") as string, name, address);
      props.onClose();
      props.onDone(made);
    } catch (error) {
      const isTaken = errorId(error).startsWith("store.sql_channel.save_channel");
      setFaults(isTaken ? { address: errorText(error) } : { form: errorText(error) });
      setIsBusy(false);
    }
  }

  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <FormFault text={faults().form ?? ""} />
      <Field name="name" label={t("channel.name")} maxlength={64} fault={faults().name} onBlur={suggest} autocomplete="off" autocapitalize="words" ref={(input) => queueMicrotask(() => input.focus())} />
      <Field name="address" label={t("channel.address")} hint={t("channel.address_hint")} maxlength={64} fault={faults().address} autocomplete="off"
        onFocus={suggest} onInput={() => (hasOwnAddress = field("address").value !== "")} />
      <Show when={props.teams.length > 1} fallback={<input type="hidden" name="team" value={first()} />}>
        <SelectField name="team" label={t("group.convert_team")} value={first()} choices={props.teams.map((team) => ({ value: team.id, label: team.display_name }))} />
      </Show>
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy()}>{t("group.convert")}</Button>
      </div>
    </form>
  );
}
