// What a program attaches to a message: words with a colour at their side, facts in columns, and things to press.
import type { Post } from "@mattermost/types/posts";
import { createSignal, For, Match, Show, Switch, type JSX } from "solid-js";
import { Spinner } from "~/design/Button";
import { safeHref } from "~/lib/markdown";
import { t } from "~/i18n";
import { doAction } from "./attachments.actions";
import { channels, people, type Choice } from "./choices";
import { Choose } from "./Choose";
import { Markdown } from "./Markdown";
import { Remote } from "./Remote";
import { Words } from "./Words";

type Action = { id?: string; type?: string; name?: string; tooltip?: string; disabled?: boolean; style?: string; data_source?: string; options?: Choice[]; default_option?: string; cookie?: string };

/** One attachment as the server tells it. Everything in it may be missing. */
export type AttachmentData = {
  pretext?: string; color?: string; author_name?: string; author_link?: string; author_icon?: string; title?: string; title_link?: string; text?: string;
  fields?: { title?: string; value?: unknown; short?: unknown }[]; image_url?: string; thumb_url?: string; footer?: string; footer_icon?: string; actions?: Action[];
};

const COLOURS: Record<string, string> = { good: "var(--online)", warning: "var(--away)", danger: "var(--danger)" };
const colourOf = (name: string | undefined) => COLOURS[name ?? ""] ?? (/^#[0-9a-f]{3,8}$/i.test(name ?? "") ? name : undefined);

export function Attachment(props: { post: Post; attachment: AttachmentData }) {
  const each = props.attachment;
  return (
    <div class="attachment-place">
      <Show when={each.pretext}>{(text) => <Markdown text={text()} />}</Show>
      <div class="attachment" style={{ "border-left-color": colourOf(each.color) }}>
        <div class="attachment-body">
          <div class="what">
            <Show when={each.author_name}>{(name) => <small class="attachment-author"><Remote url={each.author_icon} class="attachment-icon" /><MaybeLink href={each.author_link}>{name()}</MaybeLink></small>}</Show>
            <Show when={each.title}>{(title) => <strong><MaybeLink href={each.title_link}><Words text={title()} /></MaybeLink></strong>}</Show>
            <Show when={each.text}>{(text) => <Markdown text={text()} images={props.post.metadata?.images} />}</Show>
            <Fields fields={each.fields ?? []} />
          </div>
          <Remote url={each.thumb_url} class="attachment-thumb" />
        </div>
        <Remote url={each.image_url} class="attachment-image" />
        <Show when={each.footer}>{(text) => <small class="attachment-author"><Remote url={each.footer_icon} class="attachment-icon" />{text()}</small>}</Show>
        <Show when={each.actions?.length}><Actions postId={props.post.id} actions={each.actions ?? []} /></Show>
      </div>
    </div>
  );
}

function MaybeLink(props: { href?: string; children: JSX.Element }) {
  return (
    <Show when={safeHref(props.href ?? "")} fallback={props.children}>
      {(href) => <a href={href()} target="_blank" rel="noopener noreferrer nofollow">{props.children}</a>}
    </Show>
  );
}

function Fields(props: { fields: NonNullable<AttachmentData["fields"]> }) {
  return (
    <Show when={props.fields.length > 0}>
      <dl class="attachment-facts">
        <For each={props.fields}>
          {(field) => <div classList={{ wide: field.short !== true && field.short !== "true" }}><dt>{field.title}</dt><dd><Markdown text={String(field.value ?? "")} /></dd></div>}
        </For>
      </dl>
    </Show>
  );
}

function Actions(props: { postId: string; actions: Action[] }) {
  const [busy, setBusy] = createSignal("");
  const [fault, setFault] = createSignal("");
  async function act(action: Action, option = "") {
    setBusy(action.id ?? "");
    setFault(await doAction(props.postId, action.id ?? "", action.cookie ?? "", option));
    setBusy("");
  }
  return (
    <>
      <div class="attachment-actions">
        <For each={props.actions.filter((each) => each.id && each.name)}>
          {(action) => (
            <Switch fallback={
              <button type="button" class="button" classList={lookOf(action.style)} title={action.tooltip} disabled={action.disabled || busy() !== ""} aria-busy={busy() === action.id}
                style={{ color: colourOf(action.style?.startsWith("#") ? action.style : undefined) }} onClick={() => void act(action)}>
                <Show when={busy() === action.id}><Spinner /></Show><Words text={action.name ?? ""} />
              </button>
            }>
              <Match when={action.type === "select" && (action.data_source === "users" || action.data_source === "channels")}>
                <Search action={action} isDisabled={busy() !== ""} onChosen={(value) => void act(action, value)} />
              </Match>
              <Match when={action.type === "select"}>
                <select class="input" aria-label={action.name} disabled={action.disabled || busy() !== ""} onChange={(event) => event.currentTarget.value && void act(action, event.currentTarget.value)}>
                  <option value="">{action.name}</option>
                  <For each={action.options}>{(option) => <option value={option.value} selected={option.value === action.default_option}>{option.text}</option>}</For>
                </select>
              </Match>
            </Switch>
          )}
        </For>
      </div>
      <Show when={fault()}><p class="form-fault" role="alert">{t("attachment.failed", { reason: fault() })}</p></Show>
    </>
  );
}

/** A menu of people or channels: there are too many to draw them all. */
function Search(props: { action: Action; isDisabled: boolean; onChosen: (value: string) => void }) {
  const [chosen, setChosen] = createSignal([props.action.default_option ?? ""].filter(Boolean));
  const source = props.action.data_source === "users" ? people() : channels();
  return (
    <Choose label={props.action.name ?? ""} isLabelHidden isDisabled={props.action.disabled || props.isDisabled} source={source} chosen={chosen()} onChange={(values) => {
      setChosen(values);
      if (values[0]) props.onChosen(values[0]);
    }} />
  );
}

const lookOf = (style: string | undefined) => ({ primary: style === "primary", danger: style === "danger" });
