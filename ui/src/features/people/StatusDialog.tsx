import { createSignal, For, Show, type Component, type JSX } from "solid-js";
import { Button, IconButton } from "~/design/Button";
import { Dialog } from "~/design/Dialog";
import { Field, FormFault, SelectField } from "~/design/Field";
import { Glyph } from "~/design/Glyph";
import { Icon } from "~/design/Icon";
import { t, type Key } from "~/i18n";
import { textOf } from "~/lib/forms";
import { glyphOf } from "~/model/emoji";
import type { CustomStatus } from "~/model/people";
import { endOf, forField, LASTINGS, type Lasting } from "./status";
import { forgetStatus, myStatus, recentStatuses, setCustomStatus } from "./status.actions";

/** A button that opens a choice of emoji. */
export type Picker = Component<{ label: string; icon: "smile"; class?: string; children?: JSX.Element; onPick: (name: string) => void }>;
type Props = { isOpen: boolean; onClose: () => void; picker: Picker };

const MOST = 100;
const IDEAS = [
  { emoji: "calendar", text: "status.meeting", duration: "one_hour" }, { emoji: "hamburger", text: "status.lunch", duration: "thirty_minutes" },
  { emoji: "sneezing_face", text: "status.sick", duration: "today" }, { emoji: "house", text: "status.home", duration: "today" }, { emoji: "palm_tree", text: "status.away", duration: "this_week" },
] as const satisfies { emoji: string; text: Key; duration: Lasting }[];

/** Says what I am doing, for as long as it is true. */
export function StatusDialog(props: Props) {
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("status.title")}>
      <Show when={props.isOpen}><Form {...props} /></Show>
    </Dialog>
  );
}

function Form(props: Props) {
  const now = myStatus();
  const [emoji, setEmoji] = createSignal(now?.emoji ?? "");
  const [lasting, setLasting] = createSignal<Lasting>(now ? (now.duration as Lasting) : "today");
  const [fault, setFault] = createSignal("");
  const [isBusy, setIsBusy] = createSignal(false);
  let form!: HTMLFormElement;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  // What was said for some minutes has its end as a date when it is looked at again.
  const end = () => (now?.expires_at && now.duration ? forField(new Date(now.expires_at)) : forField(new Date(Date.now() + 3_600_000)));

  async function put(status: CustomStatus | undefined) {
    setIsBusy(true);
    const wrong = await setCustomStatus(status);
    setIsBusy(false);
    setFault(wrong);
    if (!wrong) props.onClose();
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const text = textOf(form, "text");
    if (!text && !emoji()) return field("text").focus();
    const endsAt = endOf(lasting(), new Date(), field("until")?.value);
    if (lasting() === "date_and_time" && !(endsAt && endsAt.getTime() > Date.now())) return setFault(t("status.past"));
    void put({ emoji: emoji() || "speech_balloon", text, duration: lasting(), ...(endsAt ? { expires_at: endsAt.toISOString() } : {}) });
  }

  function fill(status: { emoji: string; text: string; duration: string }) {
    setEmoji(status.emoji);
    field("text").value = status.text;
    setLasting(status.duration === "date_and_time" || !LASTINGS.includes(status.duration as Lasting) ? "today" : (status.duration as Lasting));
    field("text").focus();
  }

  return (
    <form ref={form} class="form" onSubmit={submit}>
      <FormFault text={fault()} />
      <div class="status-line">
        <props.picker label={emoji() ? t("emoji.another", { emoji: emoji() }) : t("emoji.choose")} icon="smile" class="emoji-button" onPick={setEmoji}>
          <Show when={emoji()} fallback={<Icon name="smile" />}><Glyph {...glyphOf(emoji())} isSilent /></Show>
        </props.picker>
        <Field name="text" label={t("status.text")} value={now?.text ?? ""} maxlength={MOST} autocomplete="off" autocapitalize="sentences" autofocus />
      </div>
      <SelectField label={t("status.until")} value={lasting()} onChange={(event) => setLasting(event.currentTarget.value as Lasting)} choices={LASTINGS.map((each) => ({ value: each, label: t(`lasting.${each || "no_end"}`) }))} />
      <Show when={lasting() === "date_and_time"}><Field name="until" type="datetime-local" label={t("status.when")} value={end()} min={forField(new Date())} required /></Show>
      <Ideas onPick={fill} />
      <div class="form-actions">
        <Show when={now}><Button look="quiet" onClick={() => void put(undefined)}>{t("status.clear")}</Button></Show>
        <Button onClick={props.onClose}>{t("cancel")}</Button>
        <Button type="submit" look="primary" isBusy={isBusy()}>{t("save")}</Button>
      </div>
    </form>
  );
}

/** What I said last, and what people often say. */
function Ideas(props: { onPick: (status: { emoji: string; text: string; duration: string }) => void }) {
  const [gone, setGone] = createSignal<string[]>([]);
  const recent = () => recentStatuses().filter((each) => !gone().includes(each.text + each.emoji));
  const ideas = () => IDEAS.map((each) => ({ ...each, text: t(each.text) })).filter((each) => !recent().some((one) => one.text === each.text));
  const forget = (each: CustomStatus) => {
    setGone([...gone(), each.text + each.emoji]);
    void forgetStatus(each);
  };
  return (
    <ul class="list" aria-label={t("status.ideas")}>
      <For each={[...recent(), ...ideas()]}>
        {(each) => (
          <li class="status-idea">
            <button type="button" class="list-row" onClick={() => props.onPick(each)}>
              <Glyph {...glyphOf(each.emoji || "speech_balloon")} isSilent /><span class="what cut">{each.text || `:${each.emoji}:`}</span><small>{t(`lasting.${(each.duration as Exclude<Lasting, "">) || "no_end"}`)}</small>
            </button>
            <Show when={recent().includes(each as CustomStatus)}><IconButton icon="close" size={16} label={t("status.forget", { text: each.text || each.emoji })} onClick={() => forget(each as CustomStatus)} /></Show>
          </li>
        )}
      </For>
    </ul>
  );
}
