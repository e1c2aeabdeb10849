// Where people write. The text lives in the textarea alone: nothing sets its value while somebody types, so no syllable that is
// being composed is ever taken apart.
import type { PostPriorityMetadata } from "@mattermost/types/posts";
import { createEffect, createSignal, createUniqueId, on, onCleanup, onMount, Show, Suspense } from "solid-js";
import { sendTyping } from "~/api/socket";
import { Button, IconButton } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { late } from "~/design/late";
import { Menu, type MenuItem } from "~/design/Menu";
import { toast } from "~/design/Toasts";
import { language, t, tn } from "~/i18n";
import { format, type Mark } from "~/lib/format";
import { keep, kept } from "~/lib/keep";
import { shortTime } from "~/lib/time";
import { draft, keepDraft } from "~/model/drafts";
import { config, preference } from "~/model/session";
import { currentTeam } from "~/model/teams";
import { addUploaded, dropUploadsAt, placeOf, uploadsAt } from "~/model/uploads";
import { mayBurn } from "./burning";
import { isCommand, runCommand } from "./commands.actions";
import { Completion } from "./Completion";
import { createCompletion } from "./completing";
import { enterListeners, isForInputMethod } from "./enter";
import { offerField } from "./fields";
import { Markdown } from "./Markdown";
import { markFor, pasteLink } from "./marks";
import { usePostParts } from "./parts";
import { PriorityMarks } from "./PriorityMarks";
import { schedule, scheduledFor } from "./scheduled.actions";
import { send } from "./sending.actions";
import { Typing } from "./Typing";

const FormatBar = late(() => import("./FormatBar"));
const ScheduleWindow = late(() => import("./ScheduleWindow"));
const PriorityWindow = late(() => import("./PriorityWindow"));

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
  const place = placeOf(channelId, rootId);
  const most = () => Number(config.MaxPostSize) || 16383;
  const [length, setLength] = createSignal(0);
  const [priority, setPriority] = createSignal<PostPriorityMetadata>();
  const [isBurning, setIsBurning] = createSignal(false);
  const [fault, setFault] = createSignal("");
  const [isFormatting, setIsFormatting] = createSignal(kept("format") === "true");
  const [preview, setPreview] = createSignal<string>();
  const [window, setWindow] = createSignal<"" | "schedule" | "priority">("");
  const files = () => uploadsAt(place);
  const isTooLong = () => length() > most();
  const isEmpty = () => length() === 0 && files().length === 0;
  const listId = createUniqueId();
  let field!: HTMLTextAreaElement;
  let chooser!: HTMLInputElement;
  let saving: ReturnType<typeof setTimeout>;
  let typedAt = 0;
  let isComposing = false;
  const completion = createCompletion(() => field, channelId, rootId, onInput);

  function attach(chosen: File[]) {
    parts.attach(place, channelId, chosen);
    if (chosen.length > 0) field.focus();
  }

  const save = () => keepDraft(channelId, rootId, { message: field.value, files: files().flatMap((each) => each.info ?? []), priority: priority(), burns: isBurning() });
  function saveSoon() {
    clearTimeout(saving);
    saving = setTimeout(save, 300);
  }

  function onInput() {
    setLength([...field.value].length);
    setFault("");
    saveSoon();
    completion.look();
    tellTyping();
  }

  function tellTyping() {
    const every = Number(config.TimeBetweenUserTypingUpdatesMilliseconds) || 5000;
    if (field.value.trim() === "" || Date.now() - typedAt < every) return;
    typedAt = Date.now();
    sendTyping(channelId, rootId);
  }

  /** What would be sent; undefined when there is nothing, or too much. */
  function written(): string | undefined {
    const message = field.value.trimEnd();
    return (message.trim() === "" && files().length === 0) || [...message].length > most() ? undefined : message;
  }

  function submit() {
    const message = written();
    if (message === undefined) return;
    if (isCommand(message) && files().length === 0) return void command(message);
    sendIt(message);
  }

  function sendIt(message: string) {
    send(channelId, rootId, message, { filesAt: place, metadata: priority() && { priority: priority() }, burns: isBurning() });
    clear();
    props.onSent();
  }

  async function command(text: string) {
    const wrong = await runCommand(text, channelId, rootId, parts.goTo);
    if (wrong) return setFault(wrong);
    if (field.value.trimEnd() === text) clear();
  }

  async function sendLater(at: number): Promise<string> {
    const message = written();
    if (message === undefined) return t("fault.required");
    if (files().some((each) => each.state !== "done")) return t("schedule.files_first");
    const wrong = await schedule({ channel_id: channelId, root_id: rootId, message, file_ids: files().map((each) => each.info?.id as string), priority: priority() }, at);
    if (wrong) return wrong;
    setWindow("");
    clear();
    dropUploadsAt(place);
    toast(t("schedule.done", { when: shortTime(at, language()) }));
    return "";
  }

  function clear() {
    field.value = "";
    typedAt = 0;
    setLength(0);
    setPriority(undefined);
    setIsBurning(false);
    setPreview(undefined);
    completion.close();
    clearTimeout(saving);
    save();
  }

  /** More than one line, or soon: told by what is written, so that the room it gets does not change the answer. */
  const isTall = () => length() > 30 || (length() > 0 && field.value.includes("\n"));

  const needsMod = () => !completion.wantsEnter() && preference("advanced_settings", "send_on_ctrl_enter") === "true";
  const enter = enterListeners(() => (completion.wantsEnter() ? completion.takePointed() : submit()), needsMod);
  function onKeyDown(event: KeyboardEvent) {
    const mark = markFor(event);
    if (mark && !isForInputMethod(event)) {
      event.preventDefault();
      return put(mark);
    }
    if (completion.isOffering() && !isForInputMethod(event) && completion.steer(event.key)) {
      event.preventDefault();
      return event.stopPropagation();
    }
    enter.onKeyDown(event);
    if (event.key === "ArrowUp" && !event.altKey && field.value === "" && !isForInputMethod(event)) {
      event.preventDefault();
      props.onEditLast();
    }
  }

  /** Goes through the browser's own editing, so that its undo knows of it. */
  function write(from: number, to: number, text: string) {
    field.focus();
    field.setSelectionRange(from, to);
    if (!document.execCommand(text ? "insertText" : "delete", false, text)) field.setRangeText(text, from, to, "end");
    onInput();
  }

  function put(mark: Mark) {
    if (isComposing) return;
    const { from, to, insert, start, end } = format(field.value, field.selectionStart, field.selectionEnd, mark);
    write(from, to, insert);
    field.setSelectionRange(start, end);
  }

  /** Behind what is there already, in a paragraph of its own. Pressing a menu has ended any syllable that was being composed. */
  function append(text: string) {
    const before = field.value.trimEnd();
    write(before.length, field.value.length, before ? `\n\n${text}` : text);
  }

  function onPaste(event: ClipboardEvent & { currentTarget: HTMLTextAreaElement }) {
    const pasted = parts.filesOf(event.clipboardData);
    if (pasted.length === 0) return pasteLink(event);
    event.preventDefault();
    attach(pasted);
  }

  /** Something was written here elsewhere. It is taken over only while nobody is writing. */
  function takeDraft() {
    const known = draft(channelId, rootId);
    if (document.activeElement === field && document.hasFocus() && field.value !== "") return;
    if (known && !known.isSynced) return;
    if (field.value !== (known?.message ?? "")) field.value = known?.message ?? "";
    setLength([...field.value].length);
    setPriority(known?.priority);
    setIsBurning(known?.burns === true);
    for (const info of known?.files ?? []) addUploaded(place, info);
  }

  onCleanup(offerField(channelId, rootId, append));
  createEffect(on(() => draft(channelId, rootId)?.at, takeDraft, { defer: true }));
  createEffect(on(() => [files().map((each) => each.state).join(), priority(), isBurning()], saveSoon, { defer: true }));
  onMount(() => {
    const known = draft(channelId, rootId);
    field.value = known?.message ?? "";
    setLength([...field.value].length);
    setPriority(known?.priority);
    setIsBurning(known?.burns === true);
    if (files().length === 0) for (const info of known?.files ?? []) addUploaded(place, info);
    if (props.autofocus) field.focus({ preventScroll: true });
    addEventListener("pagehide", save);
  });
  onCleanup(() => {
    clearTimeout(saving);
    removeEventListener("pagehide", save);
    save();
  });

  const options = (): MenuItem[] => [
    { label: t("format"), icon: "format", isChecked: isFormatting(), run: toggleFormat },
    ...(isBurning() || mayBurn(channelId, rootId) ? [{ label: t("burn.on_read"), icon: "flame" as const, isChecked: isBurning(), run: () => burn(!isBurning()) }] : []),
    ...(rootId === "" && !isBurning() && config.PostPriority === "true" ? [{ label: t("priority.set"), icon: "alert" as const, run: () => setWindow("priority") }] : []),
    ...(!isEmpty() && !isBurning() && config.ScheduledPosts !== "false" ? [{ label: t("schedule.send"), icon: "clock" as const, run: () => setWindow("schedule") }] : []),
    "line",
    { label: t("drafts"), icon: "edit", run: () => parts.goTo(`/${currentTeam()?.name}/drafts`) },
  ];
  /** What burns has no priority, and is not sent later. */
  function burn(wanted: boolean) {
    setIsBurning(wanted);
    setPriority(undefined);
    field.focus();
  }
  function toggleFormat() {
    keep("format", isFormatting() ? "" : "true");
    setIsFormatting(!isFormatting());
    setPreview(undefined);
  }

  return (
    <div class="composer">
      <Show when={completion.isOffering()}><Completion id={listId} offers={completion.offers()} at={completion.at()} onPoint={completion.setAt} onTake={completion.take} /></Show>
      <parts.dropPlace label={t("file.drop")} onFiles={attach} />
      <div class="composer-box" classList={{ over: isTooLong(), tall: isTall() }}>
        <Show when={isFormatting()}>
          <Suspense><FormatBar isPreviewing={preview() !== undefined} onMark={put} onPreview={() => setPreview(preview() === undefined ? field.value : undefined)} /></Suspense>
        </Show>
        <Show when={priority()}>{(each) => <PriorityMarks priority={each()} onRemove={() => { setPriority(undefined); field.focus(); }} />}</Show>
        <Show when={isBurning()}>
          <div class="priority-marks"><span class="tag burns"><Icon name="flame" size={14} />{t("burn.on_read")}</span><IconButton icon="close" size={16} label={t("burn.remove")} onClick={() => burn(false)} /></div>
        </Show>
        <parts.uploads place={place} />
        <Show when={parts.mayAttach()}>
          <IconButton icon="clip" label={t("file.attach")} onClick={() => chooser.click()} />
          <input ref={chooser} type="file" multiple hidden onChange={() => { attach([...(chooser.files ?? [])]); chooser.value = ""; }} />
        </Show>
        <Show when={preview() !== undefined}><div class="composer-preview" tabindex="0" role="region" aria-label={t("format.preview")}><Markdown text={preview() ?? ""} /></div></Show>
        <textarea ref={field} rows={1} hidden={preview() !== undefined} aria-label={props.label} placeholder={props.label} class="composer-field" aria-autocomplete="list"
          aria-controls={completion.isOffering() ? listId : undefined} aria-activedescendant={completion.isOffering() ? `${listId}-${completion.at()}` : undefined}
          onInput={onInput} onKeyDown={onKeyDown} onBeforeInput={enter.onBeforeInput} onBlur={completion.close} onPaste={onPaste}
          onCompositionStart={() => (isComposing = true)} onCompositionEnd={() => (isComposing = false)} enterkeyhint="send" dir="auto" />
        <div class="composer-tools">
          <parts.picker label={t("emoji.insert")} icon="smile" onPick={(_, text) => write(field.selectionStart, field.selectionEnd, text)} />
          <IconButton class="send" icon="send" label={t("send")} disabled={isEmpty() || isTooLong()} onClick={() => { submit(); field.focus(); }} />
          <Menu label={t("send.options")} class="icon-button send-options" trigger={<Icon name="down" size={16} />} items={options()} placement="top-end" />
        </div>
      </div>
      <Show when={fault()}>
        <p class="form-fault" role="alert"><span>{fault()}</span><Button look="quiet" onClick={() => { sendIt(field.value.trimEnd()); setFault(""); }}>{t("command.as_message")}</Button></p>
      </Show>
      <div class="composer-below">
        <Typing channelId={channelId} rootId={rootId} />
        <Show when={scheduledFor(channelId, rootId).length}>{(count) => <a href={`/${currentTeam()?.name}/drafts`}>{tn("scheduled.waiting", count())}</a>}</Show>
        <Show when={length() > most() - 200}>
          <span class="composer-count" classList={{ over: isTooLong() }} role="status">
            {isTooLong() ? tn("chars_over", length() - most()) : tn("chars_left", most() - length())}
          </span>
        </Show>
      </div>
      <Suspense>
        <Show when={window() === "schedule"}><ScheduleWindow onClose={() => setWindow("")} onChosen={sendLater} /></Show>
        <Show when={window() === "priority"}><PriorityWindow priority={priority()} onClose={() => setWindow("")} onChosen={setPriority} /></Show>
      </Suspense>
    </div>
  );
}
