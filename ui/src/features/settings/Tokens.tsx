import type { UserAccessToken } from "@mattermost/types/users";
import { createResource, createSignal, For, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { errorText } from "~/api/client";
import { Button, IconButton, Spinner } from "~/design/Button";
import { Failed } from "~/design/Failed";
import { Field } from "~/design/Field";
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { endToken, listTokens, makeToken, setTokenActive } from "./account.actions";
import { saved } from "./saving";

/** Tokens with which programs act as me. */
export function Tokens() {
  const [tokens, { mutate, refetch }] = createResource(() => listTokens());
  const [made, setMade] = createSignal<UserAccessToken>();
  // Apart from the list: a row stays, and with it the focus.
  const [active, putActive] = createStore<Record<string, boolean>>({});
  const isActive = (each: UserAccessToken) => active[each.id] ?? each.is_active;

  async function make(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const description = (form.elements.namedItem("description") as HTMLInputElement).value.normalize("NFC").trim();
    if (description === "") return;
    await saved(async () => {
      const token = await makeToken(description);
      setMade(token);
      mutate((list) => [...(list ?? []), token]);
      form.reset();
    });
  }
  async function end(id: string) {
    const before = tokens();
    mutate((list) => list?.filter((each) => each.id !== id));
    if (made()?.id === id) setMade(undefined);
    await saved(() => endToken(id), () => mutate(before));
  }
  async function setActive(id: string, wanted: boolean) {
    putActive(id, wanted);
    await saved(() => setTokenActive(id, wanted), () => putActive(id, !wanted));
  }
  const copy = () => navigator.clipboard.writeText(made()?.token ?? "").then(() => toast(t("copied"))).catch(() => toast(t("copy.failed")));
  return (
    <>
      <Show when={!tokens.error} fallback={<Failed text={errorText(tokens.error)} onRetry={() => void refetch()} />}>
        <Show when={!tokens.loading} fallback={<Spinner />}>
          <ul class="list rows">
            <For each={tokens()}>
              {(each) => (
                <li class="settings-row">
                  <span class="what"><strong class="cut">{each.description}</strong><small>{each.id}</small></span>
                  <Show when={!isActive(each)}><span class="tag">{t("settings.token_off")}</span></Show>
                  <Button aria-label={t(isActive(each) ? "settings.token_disable_named" : "settings.token_enable_named", { name: each.description })} onClick={() => void setActive(each.id, !isActive(each))}>
                    {t(isActive(each) ? "settings.token_disable" : "settings.token_enable")}
                  </Button>
                  <IconButton icon="trash" label={t("settings.token_end", { name: each.description })} onClick={() => void end(each.id)} />
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Show>
      <Show when={made()?.token}>{(secret) => <div class="hint-box" role="status"><span>{t("settings.token_made")}</span><code class="secret">{secret()}</code><IconButton icon="copy" label={t("settings.copy")} onClick={() => void copy()} /></div>}</Show>
      <form class="form inline" onSubmit={(event) => void make(event)}>
        <Field name="description" label={t("settings.token_for")} maxlength={255} autocomplete="off" />
        <Button type="submit">{t("settings.token_make")}</Button>
      </form>
    </>
  );
}
