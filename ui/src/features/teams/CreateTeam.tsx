import type { Team } from "@mattermost/types/teams";
import { createSignal, onMount } from "solid-js";
import { errorId, errorText } from "~/api/client";
import { Button } from "~/design/Button";
import { Field, FormFault } from "~/design/Field";
import { t } from "~/i18n";
import { addressFrom, displayNameFault, teamAddressFault } from "~/lib/forms";
import { createTeam } from "./teams.actions";

/** Names a new team. Its address follows the name until somebody writes another one. */
export function CreateTeam(props: { onDone: (team: Team) => void }) {
  const [faults, setFaults] = createSignal<{ name?: string; address?: string; form?: string }>({});
  const [isBusy, setIsBusy] = createSignal(false);
  let form!: HTMLFormElement;
  let hasOwnAddress = false;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;

  onMount(() => field("name").focus());

  function suggest() {
    const name = field("name").value.trim();
    if (!hasOwnAddress) field("address").value = name ? addressFrom(name, "team") : "";
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const [name, address] = [field("name").value.trim(), field("address").value.trim().toLowerCase()];
    const nameWrong = displayNameFault(name);
    const addressWrong = teamAddressFault(address);
    setFaults({ name: nameWrong && t(nameWrong), address: nameWrong ? undefined : addressWrong && t(addressWrong) });
    if (nameWrong || addressWrong) return field(nameWrong ? "name" : "address").focus();
    setIsBusy(true);
    try {
      props.onDone(await createTeam(name, address));
    } catch (error) {
      const isAddress = /team\.save\.existing|save_team\.existing|is_valid\.(reserved|characters|url)/.test(errorId(error));
      setFaults(isAddress ? { address: errorText(error) } : { form: errorText(error) });
    }
    setIsBusy(false);
  }

  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <FormFault text={faults().form ?? ""} />
      <Field name="name" label={t("team.name")} maxlength={64} fault={faults().name} onChange={suggest} onBlur={suggest} autocomplete="off" autocapitalize="words" />
      <Field name="address" label={t("team.address")} hint={`${location.host}/…`} maxlength={64} fault={faults().address} autocomplete="off"
        onInput={() => (hasOwnAddress = field("address").value !== "")} onFocus={suggest} />
      <Button type="submit" look="primary" wide isBusy={isBusy()}>{t("team.create")}</Button>
    </form>
  );
}
