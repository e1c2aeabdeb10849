import { createSignal, Show } from "solid-js";
import { Button } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field } from "~/design/Field";
import { t } from "~/i18n";
import { textOf } from "~/lib/forms";
import { categoriesOf } from "~/model/sidebar";
import { currentTeamId } from "~/model/teams";
import { changeCategory, createCategory } from "./sidebar.actions";

const MOST = 22;

/** Names a category: a new one, with a channel in it if it was asked for from there, or one that is there. */
export function CategoryName(props: { isOpen: boolean; onClose: () => void; categoryId: string; channelId: string }) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={props.categoryId ? t("category.rename") : t("category.new")} narrow>
      <Show when={props.isOpen}><Form {...props} /></Show>
    </Dialog>
  );
}

function Form(props: { onClose: () => void; categoryId: string; channelId: string }) {
  const [fault, setFault] = createSignal("");
  const category = () => categoriesOf(currentTeamId()).find((each) => each.id === props.categoryId);
  let form!: HTMLFormElement;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const name = textOf(form, "name");
    if (!name) return setFault(t("fault.required"));
    const known = category();
    const wrong = known ? "" : await createCategory(name, props.channelId);
    if (known) void changeCategory(known, { display_name: name });
    setFault(wrong);
    if (!wrong) props.onClose();
  }

  return (
    <form ref={form} class="form" novalidate onSubmit={(event) => void submit(event)}>
      <Field name="name" label={t("channel.name")} value={category()?.display_name ?? ""} maxlength={MOST} fault={fault()} autocomplete="off" autofocus autocapitalize="words" />
      <div class="form-actions">
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary">{t("save")}</Button>
      </div>
    </form>
  );
}
