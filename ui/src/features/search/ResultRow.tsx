// One result: who, where, when, and the words that were found. A click goes to the message.
import type { FileInfo } from "@mattermost/types/files";
import type { Post } from "@mattermost/types/posts";
import { createSignal, For, Show } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Icon } from "~/design/Icon";
import { language, t } from "~/i18n";
import { withMarks } from "~/lib/marks";
import { clock, dayName, fullTime } from "~/lib/time";
import { channel, channelName } from "~/model/channels";
import { authorName, faceOf } from "~/model/author";
import { gist } from "~/model/gist";
import { nameOf } from "~/model/people";
import { excerpt } from "./query";
import { neighbours } from "./search.actions";

const placeOf = (channelId: string) => {
  const home = channel(channelId);
  return home ? channelName(home) : "";
};

/** A message that was found. */
export function ResultRow(props: { post: Post; words: string[]; onOpen: () => void }) {
  const [around, setAround] = createSignal<{ before?: Post; after?: Post }>();
  const more = () => void neighbours(props.post).then(setAround).catch(() => setAround({}));
  return (
    <li class="result">
      <Show when={around()?.before}>{(each) => <Beside post={each()} />}</Show>
      <button type="button" class="result-main" onClick={props.onOpen}>
        <Avatar {...faceOf(props.post)} size={36} />
        <span class="result-body">
          <span class="result-head"><strong class="cut">{authorName(props.post)}</strong><span class="cut">{placeOf(props.post.channel_id)}</span>
            <time datetime={new Date(props.post.create_at).toISOString()} title={fullTime(props.post.create_at, language())}>{dayName(props.post.create_at, language())} {clock(props.post.create_at, language())}</time></span>
          <span class="result-text"><Marked text={excerpt(gist(props.post), props.words)} words={props.words} /></span>
          <Show when={props.post.root_id}><span class="result-note"><Icon name="thread" size={14} />{t("search.in_thread")}</span></Show>
        </span>
      </button>
      <Show when={around()?.after}>{(each) => <Beside post={each()} />}</Show>
      <Show when={!around()}><button type="button" class="result-more" onClick={more}>{t("search.around")}</button></Show>
    </li>
  );
}

const Beside = (props: { post: Post }) => (
  <p class="result-beside cut"><Show when={!props.post.type.startsWith("system_")}><strong>{authorName(props.post)}</strong> </Show>{gist(props.post)}</p>
);

/** A file that was found. */
export function FileRow(props: { file: FileInfo; words: string[]; onOpen: () => void }) {
  return (
    <li class="result">
      <button type="button" class="result-main" disabled={!props.file.post_id} onClick={props.onOpen}>
        <Show when={props.file.has_preview_image} fallback={<span class="result-file" aria-hidden="true">{props.file.extension.slice(0, 4)}</span>}>
          <img class="result-file" src={`/api/v4/files/${props.file.id}/thumbnail`} alt="" width="36" height="36" loading="lazy" />
        </Show>
        <span class="result-body">
          <strong class="cut"><Marked text={props.file.name} words={props.words} /></strong>
          <span class="result-head"><span class="cut">{nameOf(props.file.user_id)} · {placeOf(props.file.channel_id)}</span>
            <time datetime={new Date(props.file.create_at).toISOString()}>{dayName(props.file.create_at, language())}</time></span>
        </span>
      </button>
      <a class="result-more" href={`/api/v4/files/${props.file.id}?download=1`} download={props.file.name}>{t("search.download", { name: props.file.name })}</a>
    </li>
  );
}

function Marked(props: { text: string; words: string[] }) {
  return <For each={withMarks(props.text, props.words)}>{(part, index) => (index() % 2 === 1 ? <mark>{part}</mark> : part)}</For>;
}
