// Where people write. The text lives in the textarea alone: nothing sets its value while somebody types, so no syllable that is
// being composed is ever taken apart.
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { sendTyping } from "~/api/socket";
import { IconButton } from "~/design/Button";
import { t, tn } from "~/i18n";
import { config } from "~/model/session";
import { draft, keepDraft } from "./drafts";
import { enterListeners, isForInputMethod } from "./enter";
import { usePostParts } from "./parts";
import { send } from "./posts.actions";
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
  let field!: HTMLTextAreaElement;
  let saving: ReturnType<typeof setTimeout>;
  let typedAt = 0;

  const save = () => keepDraft(channelId, rootId, field.value);

  function onInput() {
    setLength([...field.value].length);
    clearTimeout(saving);
    saving = setTimeout(save, 300);
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
    if (message.trim() === "" || [...message].length > most()) return;
    send(channelId, rootId, message);
    field.value = "";
    typedAt = 0;
    setLength(0);
    clearTimeout(saving);
    save();
    props.onSent();
  }

  const enter = enterListeners(submit);
  function onKeyDown(event: KeyboardEvent) {
    enter.onKeyDown(event);
    if (event.key === "ArrowUp" && field.value === "" && !isForInputMethod(event)) {
      event.preventDefault();
      props.onEditLast();
    }
  }

  function insert(char: string) {
    field.focus();
    field.setRangeText(char, field.selectionStart, field.selectionEnd, "end");
    onInput();
  }

  onMount(() => {
    field.value = draft(channelId, rootId);
    setLength([...field.value].length);
    if (props.autofocus) field.focus({ preventScroll: true });
    addEventListener("pagehide", save);
  });
  onCleanup(() => {
    clearTimeout(saving);
    removeEventListener("pagehide", save);
    save();
  });

  return (
    <div class="composer">
      <div class="composer-box" classList={{ over: isTooLong() }}>
        <textarea ref={field} rows={1} aria-label={props.label} placeholder={props.label} class="composer-field"
          onInput={onInput} onKeyDown={onKeyDown} onBeforeInput={enter.onBeforeInput} enterkeyhint="send" dir="auto" />
        <div class="composer-tools">
          <parts.picker label={t("emoji.insert")} icon="smile" onPick={(_, char) => insert(char)} />
          <IconButton class="send" icon="send" label={t("send")} disabled={length() === 0 || isTooLong()} onClick={() => { submit(); field.focus(); }} />
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
