// What is shown beside a channel: what it is about, its people, its files, what was pinned.
import type { Channel } from "@mattermost/types/channels";
import { useNavigate } from "@solidjs/router";
import { For, Match, Switch } from "solid-js";
import { errorText } from "~/api/client";
import { Panel } from "~/design/Panel";
import { toast } from "~/design/Toasts";
import { openDirect } from "~/features/channels/channels.actions";
import { ChannelInfo } from "~/features/channels/ChannelInfo";
import { ChannelMembers } from "~/features/channels/ChannelMembers";
import type { ChannelPanel } from "~/features/channels/menu";
import "~/features/channels/panels.css";
import { ChannelFiles } from "~/features/files/ChannelFiles";
import { Markdown } from "~/features/posts/Markdown";
import { t } from "~/i18n";
import "~/i18n/rooms/places";
import { channelName, isDirect } from "~/model/channels";
import { PinnedPosts } from "./PinnedPosts";
import { hrefOf } from "./places";
import { askAbout, searchFor } from "./windows";

/** The panel with one of its four pages open. */
export default function ChannelSide(props: { channel: Channel; panel: ChannelPanel; onPanel: (panel: ChannelPanel) => void; onClose: () => void }) {
  const navigate = useNavigate();
  const id = () => props.channel.id;
  const pages = (): ChannelPanel[] => (props.channel.type === "D" ? ["info", "files", "pinned"] : ["info", "members", "files", "pinned"]);
  const talk = (userId: string) => void openDirect(userId).then((each) => navigate(hrefOf(each))).catch((error) => toast(errorText(error)));
  return (
    <Panel title={t(isDirect(props.channel) ? "panel.of_direct" : "panel.of")} note={channelName(props.channel)} closeLabel={t("panel.close")} onClose={props.onClose} takesFocus>
      <nav class="panel-pages" aria-label={t("panel.of")}>
        <For each={pages()}>
          {(page) => <button type="button" class="filter" aria-current={props.panel === page ? "page" : undefined} onClick={() => props.onPanel(page)}>{t(`panel.${page}`)}</button>}
        </For>
      </nav>
      <Switch>
        <Match when={props.panel === "info"}><ChannelInfo channel={props.channel} href={hrefOf(props.channel)} ask={(what) => askAbout(what, id())} words={Markdown} /></Match>
        <Match when={props.panel === "members"}><ChannelMembers channel={props.channel} onAddPeople={() => askAbout("people", id())} onMessage={talk} /></Match>
        <Match when={props.panel === "files"}><ChannelFiles channel={props.channel} onSearch={(terms) => searchFor(terms, true)} /></Match>
        <Match when={props.panel === "pinned"}><PinnedPosts channelId={id()} /></Match>
      </Switch>
    </Panel>
  );
}
