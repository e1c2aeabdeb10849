import type { ChannelCategory } from "@mattermost/types/channel_categories";
import { For, Show, untrack } from "solid-js";
import { IconButton } from "~/design/Button";
import { Icon } from "~/design/Icon";
import { Menu, type MenuItem } from "~/design/Menu";
import { t } from "~/i18n";
import { holdFocus } from "~/lib/focus";
import { createGrowing } from "~/lib/growing";
import { channel, isCurrentChannel, isUnread } from "~/model/channels";
import { isGuest } from "~/model/people";
import { me } from "~/model/session";
import { accepts, categoriesOf, mostConversations, rowsIn, sectionName, type Section } from "~/model/sidebar";
import { currentTeamId } from "~/model/teams";
import { goal, held, hover, release, take } from "./drag";
import { changeCategory, placeCategory, placeChannel, readAll, removeCategory, setSidebar, stepCategory, toggleSection } from "./sidebar.actions";
import { SidebarRow, type RowDoes } from "./SidebarRow";

/** How a section reaches what is not its own. */
export type SectionDoes = RowDoes & { onBrowse: () => void; onDirect: () => void; onRename: (categoryId: string) => void };

/** A section of the sidebar: its head to fold, sort and move, and its channels. */
export function SidebarSection(props: { section: Section; does: SectionDoes }) {
  const category = () => props.section.category;
  const name = () => sectionName(props.section);
  const rows = () => rowsIn(props.section);
  const drawn = createGrowing(() => rows().length, untrack(() => rows().findIndex((each) => isCurrentChannel(each.id))));
  // Guests are in the channels that they were invited to.
  const isHome = () => (category()?.type === "channels" && !isGuest(me())) || category()?.type === "direct_messages";
  const takes = () => {
    const [what, into] = [held(), category()];
    if (!what || !into) return false;
    const each = what.kind === "channel" ? channel(what.id) : undefined;
    return what.kind === "category" ? what.id !== into.id : each !== undefined && accepts(into, each);
  };
  const fallsAt = () => (takes() && goal()?.sectionId === props.section.id ? goal()?.at : undefined);

  function drop(event: DragEvent) {
    event.preventDefault();
    const [what, at, into] = [held(), fallsAt(), category()];
    release();
    if (!what || at === undefined || !into) return;
    if (what.kind === "channel") placeChannel(what.id, into.id, at - Number(rows().slice(0, at).some((each) => each.id === what.id)));
    else placeCategory(what.id, among(what.id, into.id) + at);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
    const into = category();
    if (!event.altKey || event.shiftKey || event.ctrlKey || event.metaKey || !step || !into) return;
    event.preventDefault();
    event.stopPropagation();
    stepCategory(into.id, step);
    holdFocus((event.currentTarget as Element).closest("nav") ?? document.body, `[data-section="${into.id}"] .side-fold`);
  }

  return (
    <section class="side-section" aria-label={name()} data-section={props.section.id} onDragOver={(event) => takes() && hover(event, props.section.id)} onDrop={drop}
      classList={{ "falls-before": held()?.kind === "category" && fallsAt() === 0, "falls-after": held()?.kind === "category" && fallsAt() === 1 }}>
      <div class="side-head" draggable={category() ? "true" : undefined} onDragStart={(event) => take(event, { kind: "category", id: props.section.id })} onDragEnd={release}>
        <Show when={category()} fallback={<h2 class="side-fold cut">{name()}</h2>}>
          {(into) => (
            <button type="button" class="side-fold" aria-expanded={!into().collapsed} onClick={() => toggleSection(into())} onKeyDown={onKeyDown}>
              <Icon name={into().collapsed ? "right" : "down"} size={14} /><h2 class="cut">{name()}</h2>
              <Show when={into().muted}><span class="mute-mark"><Icon name="bell_off" size={14} /><span class="unseen">{t("muted")}</span></span></Show>
            </button>
          )}
        </Show>
        <Menu label={t("category.menu", { name: name() })} class="icon-button side-head-menu" trigger={<Icon name="more" size={16} />} items={sectionItems(props.section, props.does)} placement="bottom-end" />
        <Show when={isHome()}>
          <IconButton icon="plus" size={16} label={category()?.type === "channels" ? t("channel.browse") : t("direct.new")} onClick={() => (category()?.type === "channels" ? props.does.onBrowse() : props.does.onDirect())} />
        </Show>
      </div>
      <ul class="side-list">
        <For each={rows().slice(0, drawn())}>
          {(each, at) => (
            <>
              <Show when={held()?.kind === "channel" && fallsAt() === at()}><li class="fall" aria-hidden="true" /></Show>
              <SidebarRow channel={each} does={props.does} />
            </>
          )}
        </For>
        <Show when={held()?.kind === "channel" && fallsAt() === rows().length}><li class="fall" aria-hidden="true" /></Show>
      </ul>
    </section>
  );
}

/** Where a category stands among the others of `id`. */
const among = (id: string, categoryId: string) => categoriesOf(currentTeamId()).filter((each) => each.id !== id).findIndex((each) => each.id === categoryId);

function sectionItems(section: Section, does: SectionDoes): MenuItem[] {
  const { category } = section;
  const read: MenuItem[] = section.channels.some((each) => isUnread(each.id)) ? [{ label: t("category.read"), icon: "check", run: () => void readAll(section) }] : [];
  if (!category) return read.length > 0 ? read : [{ label: t("sidebar.unread_apart"), isChecked: true, run: () => setSidebar("show_unread_section", "false") }];
  return [
    ...read,
    { label: t("category.sort"), icon: "filter", items: sortings(category) },
    ...(category.type === "direct_messages" ? [{ label: t("category.most"), icon: "people" as const, items: limits() }] : []),
    ...(category.type === "direct_messages" ? [] : [{ label: category.muted ? t("unmute") : t("mute"), icon: category.muted ? "bell" as const : "bell_off" as const, run: () => void changeCategory(category, { muted: !category.muted }) }]),
    "line",
    { label: t("category.up"), run: () => stepCategory(category.id, -1), keys: "Alt ↑" },
    { label: t("category.down"), run: () => stepCategory(category.id, 1), keys: "Alt ↓" },
    ...(category.type === "custom" ? ownItems(category, does) : []),
    "line",
    { label: t("category.new"), icon: "plus", run: () => does.onNewCategory("") },
  ];
}

const ownItems = (category: ChannelCategory, does: SectionDoes): MenuItem[] => [
  "line",
  { label: t("category.rename"), icon: "edit", run: () => does.onRename(category.id) },
  { label: t("category.remove"), icon: "trash", danger: true, run: () => void removeCategory(category) },
];

const sortings = (category: ChannelCategory): MenuItem[] =>
  (["alpha", "recent", "manual"] as const).map((each) => ({
    label: t(`category.${each}`), isChecked: (category.sorting || "alpha") === each, run: () => void changeCategory(category, { sorting: each }),
  }));

/** More than anybody has. */
const ALL = 10_000;

const limits = (): MenuItem[] =>
  [10, 20, 40, ALL].map((each) => ({
    label: each === ALL ? t("category.most_all") : String(each), isChecked: mostConversations() === each, run: () => setSidebar("limit_visible_dms_gms", String(each)),
  }));
