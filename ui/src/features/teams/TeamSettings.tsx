import type { Team } from "@mattermost/types/teams";
import { createSignal, onCleanup, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field, FormFault, TextField } from "~/design/Field";
import { t } from "~/i18n";
import { displayNameFault, textOf } from "~/lib/forms";
import { TeamFace } from "./TeamFace";
import { editTeam } from "./teams.actions";

const PICTURES = "image/png,image/jpeg,image/gif,image/bmp,image/webp";

/** What a team is called and looks like, and who may join it. */
export function TeamSettings(props: { isOpen: boolean; onClose: () => void; team: Team }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("team.settings_of", { team: props.team.display_name })}>
      <Show when={props.isOpen}><Form team={props.team} onClose={props.onClose} /></Show>
    </Dialog>
  );
}

function Form(props: { onClose: () => void; team: Team }) {
  const [faults, setFaults] = createSignal<{ name?: string; form?: string }>({});
  const [isBusy, setIsBusy] = createSignal(false);
  const [icon, setIcon] = createSignal<File | "none">();
  let form!: HTMLFormElement;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const wrong = displayNameFault(textOf(form, "name"));
    setFaults({ name: wrong && t(wrong) });
    if (wrong) return (form.elements.namedItem("name") as HTMLElement).focus();
    setIsBusy(true);
    const refused = await editTeam(props.team.id, {
      display_name: textOf(form, "name"), description: textOf(form, "description"),
      allow_open_invite: new FormData(form).get("who") === "open", allowed_domains: textOf(form, "domains"),
    }, icon());
    setIsBusy(false);
    setFaults({ form: refused });
    if (!refused) props.onClose();
  }

  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <FormFault text={faults().form ?? ""} />
      <Face team={props.team} icon={icon()} onChange={setIcon} />
      <Field name="name" label={t("team.name")} value={props.team.display_name} fault={faults().name} autocomplete="off" autofocus autocapitalize="words" />
      <TextField name="description" label={t("team.description")} hint={t("optional")} maxlength={255} rows={2} value={props.team.description} />
      <fieldset>
        <legend>{t("team.who")}</legend>
        <label class="choice"><input type="radio" name="who" value="open" checked={props.team.allow_open_invite} />{t("team.open")}<small>{t("team.open_note")}</small></label>
        <label class="choice"><input type="radio" name="who" value="invited" checked={!props.team.allow_open_invite} />{t("team.invited")}<small>{t("team.invited_note")}</small></label>
      </fieldset>
      <Field name="domains" label={t("team.domains")} hint={t("team.domains_hint")} value={props.team.allowed_domains} maxlength={500} autocomplete="off" />
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy()}>{t("save")}</Button>
      </div>
    </form>
  );
}

/** The picture of the team, and how to choose another one. */
function Face(props: { team: Team; icon: File | "none" | undefined; onChange: (icon: File | "none") => void }) {
  const [preview, setPreview] = createSignal("");
  let field!: HTMLInputElement;
  const forget = () => preview() && URL.revokeObjectURL(preview());
  onCleanup(forget);

  function choose(file: File | undefined) {
    if (!file) return;
    forget();
    setPreview(URL.createObjectURL(file));
    props.onChange(file);
  }
  function takeAway() {
    forget();
    setPreview("");
    props.onChange("none");
  }

  return (
    <div class="team-face">
      <Show when={preview()} fallback={<TeamFace team={props.icon === "none" ? { ...props.team, last_team_icon_update: 0 } : props.team} size={64} />}>
        {(src) => <span class="avatar s64"><span class="face"><img src={src()} alt="" /></span></span>}
      </Show>
      <input ref={field} type="file" accept={PICTURES} class="unseen" tabindex="-1" aria-hidden="true" onChange={() => choose(field.files?.[0])} />
      <Button onClick={() => field.click()}>{t("team.choose_icon")}</Button>
      <Show when={preview() || ((props.team.last_team_icon_update ?? 0) > 0 && props.icon !== "none")}><Button look="quiet" onClick={takeAway}>{t("team.remove_icon")}</Button></Show>
    </div>
  );
}
