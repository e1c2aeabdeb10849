import { createResource, createSignal, For, Show } from "solid-js";
import { Button, IconButton } from "~/design/Button";
import { Field } from "~/design/Field";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { endToken, listTokens, makeToken } from "./account.actions";
import { saved } from "./saving";

/** Tokens with which programs act as me. */
export function Tokens() {
  const [tokens, { mutate }] = createResource(() => listTokens().catch(() => []));
  const [made, setMade] = createSignal("");

  async function make(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const description = (form.elements.namedItem("description") as HTMLInputElement).value.normalize("NFC").trim();
    if (description === "") return;
    await saved(async () => {
      const token = await makeToken(description);
      setMade((token as { token?: string }).token ?? "");
      mutate((list) => [...(list ?? []), token]);
      form.reset();
    });
  }
  async function end(id: string) {
    const before = tokens();
    mutate((list) => list?.filter((each) => each.id !== id));
    await saved(() => endToken(id), () => mutate(before));
  }
  const copy = () => navigator.clipboard.writeText(made()).then(() => toast(t("copied"))).catch(() => toast(t("copy.failed")));
  return (
    <>
      <ul class="list rows">
        <For each={tokens()}>
          {(each) => (
            <li class="settings-row">
              <span class="what"><strong class="cut">{each.description}</strong><small>{each.id}</small></span>
              <IconButton icon="trash" label={t("settings.token_end", { name: each.description })} onClick={() => void end(each.id)} />
            </li>
          )}
        </For>
      </ul>
      <Show when={made()}><div class="hint-box" role="status"><span>{t("settings.token_made")}</span><code class="secret">{made()}</code><IconButton icon="copy" label={t("settings.copy")} onClick={() => void copy()} /></div></Show>
      <form class="form inline" onSubmit={(event) => void make(event)}>
        <Field name="description" label={t("settings.token_for")} maxlength={255} autocomplete="off" />
        <Button type="submit">{t("settings.token_make")}</Button>
      </form>
    </>
  );
}
