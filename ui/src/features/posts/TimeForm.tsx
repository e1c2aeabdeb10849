import { createSignal, For } from "solid-js";
import { Button } from "~/design/Button";
import { Field, FormFault } from "~/design/Field";
import { language, t } from "~/i18n";
import "~/i18n/rooms/posts";
import { fromField, moments, toField } from "~/lib/moments";
import { shortTime } from "~/lib/time";

/** Asks for a time to come: a usual one at a press, or any other. `onChosen` answers what is wrong, or an empty text. */
export function TimeForm(props: { action: string; start?: number; onChosen: (at: number) => Promise<string> }) {
  const [text, setText] = createSignal(toField(props.start ?? (moments(Date.now()).find((each) => each.name === "tomorrow")?.at as number)));
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);

  async function choose(at: number) {
    if (!(at > Date.now())) return setFault(t("time.past"));
    setIsBusy(true);
    setFault(await props.onChosen(at));
    setIsBusy(false);
  }

  return (
    <>
      <ul class="list">
        <For each={moments(Date.now())}>
          {(each, index) => (
            <li>
              <button type="button" class="list-row" autofocus={index() === 0} disabled={isBusy()} onClick={() => void choose(each.at)}>
                <span class="what">{t(`time.${each.name}`)}</span>
                <small>{shortTime(each.at, language())}</small>
              </button>
            </li>
          )}
        </For>
      </ul>
      <form class="form" onSubmit={(event) => { event.preventDefault(); void choose(fromField(text())); }}>
        <Field type="datetime-local" label={t("time.other")} value={text()} min={toField(Date.now())} required onInput={(event) => setText(event.currentTarget.value)} />
        <FormFault text={fault()} />
        <div class="form-actions"><Button type="submit" look="primary" isBusy={isBusy()}>{props.action}</Button></div>
      </form>
    </>
  );
}
