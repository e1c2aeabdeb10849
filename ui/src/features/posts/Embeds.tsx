// What a message shows beside its words: other messages it links to, what links look like, and what programs attached to it.
// Most messages have nothing of it, so it is fetched with the first that has.
import type { OpenGraphMetadata, Post, PostEmbed, PostImage, PostPreviewMetadata } from "@mattermost/types/posts";
import { createSignal, createUniqueId, For, Match, Show, Switch, type JSX } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Icon } from "~/design/Icon";
import { language, t } from "~/i18n";
import "~/i18n/rooms/posts";
import { fit } from "~/lib/bytes";
import { safeHref } from "~/lib/markdown";
import { shortTime } from "~/lib/time";
import { authorName, faceOf } from "~/model/author";
import { pictureFrom } from "~/model/remote";
import { config, preference } from "~/model/session";
import { ourUrls } from "~/model/site";
import { Attachment, type AttachmentData } from "./Attachment";
import "./embeds.css";
import { Markdown } from "./Markdown";
import { usePostParts } from "./parts";

const BOX = { width: 420, height: 320 };
const SMALL = { width: 96, height: 96 };
type Images = Record<string, PostImage> | undefined;

export default function Embeds(props: { post: Post }) {
  const attachments = () => (props.post.props.attachments ?? []) as AttachmentData[];
  const wantsPreviews = () => config.EnableLinkPreviews !== "false" && preference("display_settings", "link_previews") !== "false";
  // What this house says of itself is nothing new to anybody in it.
  const isElsewhere = (url = "") => !ourUrls().some((site) => url.startsWith(`${site}/`));
  const embeds = () => (props.post.metadata?.embeds ?? []).filter((each) => each.type === "permalink" || (wantsPreviews() && isElsewhere(each.url)));
  return (
    <div class="embeds">
      <For each={embeds()}>{(embed) => <Embed embed={embed} images={props.post.metadata?.images} />}</For>
      <For each={attachments()}>{(each) => <Attachment post={props.post} attachment={each} />}</For>
    </div>
  );
}

function Embed(props: { embed: PostEmbed; images: Images }) {
  return (
    <Switch>
      <Match when={props.embed.type === "permalink" && (props.embed.data as PostPreviewMetadata)?.post}><Quoted preview={props.embed.data as PostPreviewMetadata} /></Match>
      <Match when={props.embed.type === "image"}><PictureLink url={props.embed.url} size={props.images?.[props.embed.url]} /></Match>
      <Match when={props.embed.type === "opengraph" && props.embed.data}><Preview url={props.embed.url} page={props.embed.data as OpenGraphMetadata} images={props.images} /></Match>
    </Switch>
  );
}

/** A message that is linked to, as whoever may read it sees it. */
function Quoted(props: { preview: PostPreviewMetadata }) {
  const parts = usePostParts();
  const quoted = () => props.preview.post as Post;
  return (
    <blockquote class="quoted">
      <div class="byline">
        <Avatar {...faceOf(quoted())} size={20} />
        <strong class="author">{authorName(quoted())}</strong>
        <small>{shortTime(quoted().create_at, language())}</small>
      </div>
      <div class="quoted-text"><Markdown text={quoted().message} images={quoted().metadata?.images} /></div>
      <parts.files files={quoted().metadata?.files ?? []} />
      <a class="quoted-place" href={parts.hrefOfPost(props.preview.post_id)}>
        {props.preview.channel_type === "D" ? t("embed.open_direct") : t("embed.open", { channel: props.preview.channel_display_name })}
      </a>
    </blockquote>
  );
}

function PictureLink(props: { url: string; size: PostImage | undefined }) {
  const [isBroken, setIsBroken] = createSignal(false);
  const box = () => (props.size?.width && props.size.height && pictureFrom(props.url) && !isBroken() ? fit(props.size.width, props.size.height, BOX.width, BOX.height) : undefined);
  return (
    <Show when={box()}>
      <Folding>
        <a class="picture-link" href={safeHref(props.url)} target="_blank" rel="noopener noreferrer nofollow">
          <img src={pictureFrom(props.url)} alt={t("embed.picture")} width={box()?.width} height={box()?.height} loading="lazy" referrerpolicy="no-referrer" onError={() => setIsBroken(true)} />
        </a>
      </Folding>
    </Show>
  );
}

/** A picture that can be folded away; whether it begins so is everybody's own choice. */
function Folding(props: { children: JSX.Element }) {
  const id = createUniqueId();
  const [chosen, setChosen] = createSignal<boolean>();
  const isOpen = () => chosen() ?? preference("display_settings", "collapse_previews") !== "true";
  return (
    <div class="folding">
      <button type="button" class="fold" aria-expanded={isOpen()} aria-controls={isOpen() ? id : undefined} onClick={() => setChosen(!isOpen())}>
        <Icon name={isOpen() ? "down" : "right"} size={14} />{t("embed.picture")}
      </button>
      <Show when={isOpen()}><div id={id}>{props.children}</div></Show>
    </div>
  );
}

/** What the page behind a link says about itself. */
function Preview(props: { url: string; page: OpenGraphMetadata; images: Images }) {
  const [isBroken, setIsBroken] = createSignal(false);
  const picture = () => {
    const first = props.page.images?.[0];
    const url = first?.secure_url || first?.url;
    const size = (url && props.images?.[url]) || first;
    return url && size?.width && size.height && pictureFrom(url) && !isBroken() ? { url, ...fit(size.width, size.height, SMALL.width, SMALL.height) } : undefined;
  };
  return (
    <Show when={props.page.title && safeHref(props.url)}>
      {(href) => (
        <blockquote class="preview">
          <div class="what">
            <Show when={props.page.site_name}><small>{props.page.site_name}</small></Show>
            <a href={href()} target="_blank" rel="noopener noreferrer nofollow">{props.page.title}</a>
            <Show when={props.page.description}><p>{props.page.description}</p></Show>
          </div>
          <Show when={picture()}>
            {(each) => <img src={pictureFrom(each().url)} alt="" width={each().width} height={each().height} loading="lazy" referrerpolicy="no-referrer" onError={() => setIsBroken(true)} />}
          </Show>
        </blockquote>
      )}
    </Show>
  );
}
