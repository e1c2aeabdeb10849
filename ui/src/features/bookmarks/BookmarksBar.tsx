// The bookmarks of a channel, in a line under its header.
import type { ChannelBookmark } from "@mattermost/types/channel_bookmarks";
import { createSignal, For, Show } from "solid-js";
import { say } from "~/design/announcer";
import { IconButton } from "~/design/Button";
import { Glyph } from "~/design/Glyph";
import { Icon } from "~/design/Icon";
import { Menu, type MenuItem } from "~/design/Menu";
import { t } from "~/i18n";
import "~/i18n/rooms/places";
import { holdFocus } from "~/lib/focus";
import { bookmarksOf } from "~/model/bookmarks";
import { glyphOf } from "~/model/emoji";
import { BookmarkDialog, type Picker } from "./BookmarkDialog";
import { mayBookmark, moveBookmark, removeBookmark } from "./bookmarks.actions";
import "./bookmarks.css";

const TYPE = "application/x-bookmark";

/** The bar; there is none where nothing is bookmarked. `isAdding` opens the window for a new one. */
export default function BookmarksBar(props: { channelId: string; picker: Picker; isAdding: boolean; onAdding: (isAdding: boolean) => void }) {
  const [edited, setEdited] = createSignal<ChannelBookmark>();
  const [held, setHeld] = createSignal("");
  const [over, setOver] = createSignal(-1);
  const all = () => bookmarksOf(props.channelId) ?? [];
  const indexOf = (id: string) => all().findIndex((one) => one.id === id);
  let bar: HTMLUListElement | undefined;

  function move(each: ChannelBookmark, at: number) {
    if (at < 0 || at >= all().length || at === indexOf(each.id)) return;
    moveBookmark(each, at);
    say(t("bookmark.moved", { name: each.display_name, place: at + 1 }));
    if (bar) holdFocus(bar, `[data-bookmark="${each.id}"] a`);
  }

  function onKeyDown(event: KeyboardEvent, each: ChannelBookmark, at: number) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.altKey || !step || !mayBookmark("order", props.channelId)) return;
    event.preventDefault();
    move(each, at + step);
  }

  function onDrop(event: DragEvent, at: number) {
    event.preventDefault();
    const each = all()[indexOf(held())];
    letGo();
    if (each) move(each, at);
  }

  function letGo() {
    setHeld("");
    setOver(-1);
  }
  const isOver = (at: number) => held() !== "" && over() === at && at !== indexOf(held());

  const items = (each: ChannelBookmark, at: number): MenuItem[] => [
    ...(mayBookmark("edit", props.channelId) ? [{ label: t("edit"), icon: "edit" as const, run: () => setEdited(each) }] : []),
    ...(mayBookmark("order", props.channelId) && at > 0 ? [{ label: t("bookmark.left"), keys: "Alt ←", run: () => move(each, at - 1) }] : []),
    ...(mayBookmark("order", props.channelId) && at < all().length - 1 ? [{ label: t("bookmark.right"), keys: "Alt →", run: () => move(each, at + 1) }] : []),
    ...(mayBookmark("delete", props.channelId) ? ["line" as const, { label: t("delete"), icon: "trash" as const, danger: true, run: () => void removeBookmark(each) }] : []),
  ];

  return (
    <>
      <Show when={all().length > 0}>
        <div class="bookmarks">
          <ul ref={bar} aria-label={t("bookmarks")}>
            <For each={all()}>
              {(each, at) => (
                <li data-bookmark={each.id} classList={{ "falls-before": isOver(at()) && at() < indexOf(held()), "falls-after": isOver(at()) && at() > indexOf(held()) }} onKeyDown={(event) => onKeyDown(event, each, at())}
                  onDragOver={(event) => { if (held()) { event.preventDefault(); setOver(at()); } }} onDrop={(event) => onDrop(event, at())}>
                  <a href={each.link_url || `/api/v4/files/${each.file_id}`} target="_blank" rel="noopener noreferrer" title={each.link_url || each.file?.name} draggable={mayBookmark("order", props.channelId)}
                    onDragStart={(event) => { event.dataTransfer?.setData(TYPE, each.id); setHeld(each.id); }} onDragEnd={letGo}>
                    <Show when={each.emoji?.replaceAll(":", "")} fallback={<Icon name={each.type === "file" ? "file" : "link"} size={16} />}>{(name) => <Glyph {...glyphOf(name())} isSilent />}</Show>
                    <span class="cut">{each.display_name}</span>
                  </a>
                  <Show when={items(each, at()).length > 0}>
                    <Menu label={t("bookmark.menu", { name: each.display_name })} class="icon-button bookmark-more" trigger={<Icon name="more" size={16} />} items={items(each, at())} placement="bottom-end" />
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <Show when={mayBookmark("add", props.channelId)}><IconButton icon="plus" size={16} label={t("bookmark.add")} onClick={() => props.onAdding(true)} /></Show>
        </div>
      </Show>
      <BookmarkDialog isOpen={props.isAdding || edited() !== undefined} channelId={props.channelId} bookmark={edited()} picker={props.picker} onClose={() => { setEdited(undefined); props.onAdding(false); }} />
    </>
  );
}
