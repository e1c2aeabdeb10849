// Where people write. The text lives in the textarea alone: nothing sets its value while somebody types, so no syllable that is
// being composed is ever taken apart.
import { createMemo, createSignal, createUniqueId, onCleanup, onMount, Show } from "solid-js";
import { api } from "~/api/client";
import { sendTyping } from "~/api/socket";
import { IconButton } from "~/design/Button";
import { t, tn } from "~/i18n";
import { putPeople } from "~/model/people";
import { config, preference } from "~/model/session";
import { currentTeamId } from "~/model/teams";
import { placeOf, uploadsAt } from "~/model/uploads";
import { Completion } from "./Completion";
import { offersFor, wordAt, type Offer, type Word } from "./completion";
import { draft, keepDraft } from "./drafts";
import { enterListeners, isForInputMethod } from "./enter";
import { offerField } from "./fields";
import { usePostParts } from "./parts";
import { send } from "./sending.actions";
import { Typing } from "./Typing";

type Props = {
  channelId: string;
  rootId: string;
  label: string;
  autofocus?: boolean;
  /** Up in an empty field: edit the last own message. */
  onEditLast: () => void;
  onSent: () => void;
};

/** The field for a new message. Give it a new instance for each channel and thread. */
export function Composer(props: Props) {
  const parts = usePostParts();
  const { channelId, rootId } = props;
  const most = () => Number(config.MaxPostSize) || 16383;
  const [length, setLength] = createSignal(0);
  const isTooLong = () => length() > most();
  const place = placeOf(channelId, rootId);
  const files = () => uploadsAt(place);
  const isEmpty = () => length() === 0 && files().length === 0;
  const attach = (chosen: File[]) => {
    parts.attach(channelId, rootId, chosen);
    if (chosen.length > 0) field.focus();
  };
  let field!: HTMLTextAreaElement;
  let chooser!: HTMLInputElement;
  let saving: ReturnType<typeof setTimeout>;
  let typedAt = 0;

  const listId = createUniqueId();
  const [word, setWord] = createSignal<Word>();
  const [at, setAt] = createSignal(0);
  const offers = createMemo(() => {
    const now = word();
    return now ? offersFor(now) : [];
  });
  const isOffering = () => offers().length > 0;

  // Also while a syllable is being composed: the list follows what can be seen.
  function look() {
    const found = wordAt(field.value, field.selectionStart);
    if (found?.sign === "@" && found.query !== word()?.query) ask(found.query);
    setWord(found);
    setAt(0);
  }

  let asking: ReturnType<typeof setTimeout>;
  function ask(name: string) {
    clearTimeout(asking);
    asking = setTimeout(() => void api.autocompleteUsers(name, currentTeamId(), channelId)
      .then((found) => putPeople([...found.users, ...(found.out_of_channel ?? [])])).catch(() => {}), 150);
  }

  function takeOffer(offer: Offer | undefined) {
    const now = word();
    if (!now || !offer) return;
    field.setRangeText(offer.text, now.from, now.to, "end");
    onInput();
  }

  const save = () => keepDraft(channelId, rootId, field.value);

  function onInput() {
    setLength([...field.value].length);
    clearTimeout(saving);
    saving = setTimeout(save, 300);
    look();
    tellTyping();
  }

  function tellTyping() {
    const every = Number(config.TimeBetweenUserTypingUpdatesMilliseconds) || 5000;
    if (field.value.trim() === "" || Date.now() - typedAt < every) return;
    typedAt = Date.now();
    sendTyping(channelId, rootId);
  }

  function submit() {
    const message = field.value.trimEnd();
    if ((message.trim() === "" && files().length === 0) || [...message].length > most()) return;
    send(channelId, rootId, message, { filesAt: place });
    field.value = "";
    typedAt = 0;
    setLength(0);
    setWord(undefined);
    clearTimeout(saving);
    save();
    props.onSent();
  }

  const needsMod = () => !isOffering() && preference("advanced_settings", "send_on_ctrl_enter") === "true";
  const enter = enterListeners(() => (isOffering() ? takeOffer(offers()[at()]) : submit()), needsMod);
  function onKeyDown(event: KeyboardEvent) {
    if (isOffering() && !isForInputMethod(event) && steer(event.key)) {
      event.preventDefault();
      return event.stopPropagation();
    }
    enter.onKeyDown(event);
    if (event.key === "ArrowUp" && field.value === "" && !isForInputMethod(event)) {
      event.preventDefault();
      props.onEditLast();
    }
  }

  /** Keys that belong to the list while there is one. */
  function steer(key: string): boolean {
    const count = offers().length;
    if (key === "ArrowDown") setAt((at() + 1) % count);
    else if (key === "ArrowUp") setAt((at() + count - 1) % count);
    else if (key === "Tab") takeOffer(offers()[at()]);
    else if (key === "Escape") setWord(undefined);
    else return false;
    return true;
  }

  function insert(char: string) {
    field.focus();
    field.setRangeText(char, field.selectionStart, field.selectionEnd, "end");
    onInput();
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = parts.filesOf(event.clipboardData);
    if (pasted.length === 0) return;
    event.preventDefault();
    attach(pasted);
  }

  /** Behind what is there already, in a paragraph of its own. Pressing a menu has ended any syllable that was being composed. */
  function append(text: string) {
    const before = field.value.trimEnd();
    field.focus();
    field.setRangeText(before ? `\n\n${text}` : text, before.length, field.value.length, "end");
    onInput();
  }
  onCleanup(offerField(channelId, rootId, append));

  onMount(() => {
    field.value = draft(channelId, rootId);
    setLength([...field.value].length);
    if (props.autofocus) field.focus({ preventScroll: true });
    addEventListener("pagehide", save);
  });
  onCleanup(() => {
    clearTimeout(saving);
    clearTimeout(asking);
    removeEventListener("pagehide", save);
    save();
  });

  return (
    <div class="composer">
      <Show when={isOffering()}><Completion id={listId} offers={offers()} at={at()} onPoint={setAt} onTake={takeOffer} /></Show>
      <parts.dropPlace label={t("file.drop")} onFiles={attach} />
      <div class="composer-box" classList={{ over: isTooLong() }}>
        <parts.uploads place={place} />
        <Show when={parts.mayAttach()}>
          <IconButton icon="clip" label={t("file.attach")} onClick={() => chooser.click()} />
          <input ref={chooser} type="file" multiple hidden onChange={() => { attach([...(chooser.files ?? [])]); chooser.value = ""; }} />
        </Show>
        <textarea ref={field} rows={1} aria-label={props.label} placeholder={props.label} class="composer-field"
          aria-autocomplete="list" aria-controls={isOffering() ? listId : undefined} aria-activedescendant={isOffering() ? `${listId}-${at()}` : undefined}
          onInput={onInput} onKeyDown={onKeyDown} onBeforeInput={enter.onBeforeInput} onBlur={() => setWord(undefined)} onPaste={onPaste} enterkeyhint="send" dir="auto" />
        <div class="composer-tools">
          <parts.picker label={t("emoji.insert")} icon="smile" onPick={(_, char) => insert(char)} />
          <IconButton class="send" icon="send" label={t("send")} disabled={isEmpty() || isTooLong()} onClick={() => { submit(); field.focus(); }} />
        </div>
      </div>
      <div class="composer-below">
        <Typing channelId={channelId} rootId={rootId} />
        <Show when={length() > most() - 200}>
          <span class="composer-count" classList={{ over: isTooLong() }} role="status">
            {isTooLong() ? tn("chars_over", length() - most()) : tn("chars_left", most() - length())}
          </span>
        </Show>
      </div>
    </div>
  );
}
