import type { Channel } from "@mattermost/types/channels";
import { Show, type Component, type JSX } from "solid-js";
import { Avatar } from "~/design/Avatar";
import { Button, IconButton } from "~/design/Button";
import { language, t } from "~/i18n";
import { fullTime } from "~/lib/time";
import { isArchived, isDirect, isMuted, teammateId } from "~/model/channels";
import { nameOf, otherNames, person, presenceOf } from "~/model/people";
import { copyLink, isFavourite, toggleFavourite, toggleMute } from "./channels.actions";
import { mayEdit, type ChannelAsk } from "./menu";

/** What a channel is about, and the few things one does most. */
export function ChannelInfo(props: { channel: Channel; href: string; ask: (what: ChannelAsk) => void; words: Component<{ text: string }> }) {
  const id = () => props.channel.id;
  const edit = () => props.ask("channel.edit");
  return (
    <div class="panel-scroll info">
      <Show when={props.channel.type === "D"}><Mate userId={teammateId(props.channel)} /></Show>
      <Show when={!isArchived(props.channel)} fallback={<p class="tag">{t("channel.archived")}</p>}>
        <div class="info-actions">
          <Button icon="star" aria-pressed={isFavourite(id())} onClick={() => toggleFavourite(id())}>{t("favourite")}</Button>
          <Button icon="bell_off" aria-pressed={isMuted(id())} onClick={() => void toggleMute(id())}>{t("mute")}</Button>
          <Button icon="bell" onClick={() => props.ask("channel.notify")}>{t("channel.notifications")}</Button>
          <Button icon="link" onClick={() => void copyLink(props.href)}>{t("copy_link")}</Button>
        </div>
      </Show>
      <dl>
        <Show when={!isDirect(props.channel)}>
          <Fact name={t("channel.purpose")} onEdit={mayEdit(props.channel) ? edit : undefined}>{props.channel.purpose || <Nothing />}</Fact>
        </Show>
        <Fact name={t("channel.header")} onEdit={mayEdit(props.channel) ? edit : undefined}>
          <Show when={props.channel.header} fallback={<Nothing />}><props.words text={props.channel.header} /></Show>
        </Fact>
        <Show when={!isDirect(props.channel)}>
          <Fact name={t("channel.address")}>{props.href}</Fact>
          <Fact name={t("channel.who")}>{props.channel.type === "P" ? t("channel.private") : t("channel.open")}</Fact>
        </Show>
        <Fact name={t("channel.begun")}>
          {props.channel.creator_id && !isDirect(props.channel) ? `${nameOf(props.channel.creator_id)}, ` : ""}{fullTime(props.channel.create_at, language())}
        </Fact>
      </dl>
    </div>
  );
}

const Nothing = () => <span class="nothing">{t("channel.nothing_yet")}</span>;

function Fact(props: { name: string; onEdit?: () => void; children: JSX.Element }) {
  return (
    <div class="fact">
      <dt>{props.name}</dt>
      <dd>
        <div>{props.children}</div>
        <Show when={props.onEdit}><IconButton icon="edit" size={16} label={t("edit_what", { what: props.name })} onClick={() => props.onEdit?.()} /></Show>
      </dd>
    </div>
  );
}

function Mate(props: { userId: string }) {
  const user = () => person(props.userId);
  return (
    <button type="button" class="person info-mate" data-person={props.userId}>
      <Avatar id={props.userId} name={nameOf(props.userId)} size={64} pictureAt={user()?.last_picture_update} presence={presenceOf(props.userId)} />
      <span class="what"><strong>{nameOf(props.userId)}</strong><small>{[`@${user()?.username ?? ""}`, ...otherNames(user()), user()?.position].filter(Boolean).join(" · ")}</small></span>
    </button>
  );
}
