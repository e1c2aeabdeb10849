import { createEffect, createSignal, onCleanup, onMount, Show } from "solid-js";
import { Icon } from "~/design/Icon";
import { t } from "~/i18n";
import { isUnread, mentionCount } from "~/model/channels";
import { rowsIn, type Section } from "~/model/sidebar";

type There = { above?: HTMLElement; below?: HTMLElement };

/** What waits in the sidebar out of sight, above and below what is seen of `list`, with a way to it. */
export function Beyond(props: { list: HTMLElement; sections: Section[] }) {
  const [there, setThere] = createSignal<There>({});
  let next = 0;
  const watch = new ResizeObserver(lookSoon);
  function look() {
    // Sections fold, and are drawn little by little.
    for (const each of props.list.querySelectorAll(".side-section")) watch.observe(each);
    const { top, bottom } = props.list.getBoundingClientRect();
    const waiting = [...props.list.querySelectorAll<HTMLElement>(".side-row.unread:not(.muted), .side-row:has(.badge)")].map((row) => [row, row.getBoundingClientRect()] as const);
    setThere({ above: waiting.findLast(([, box]) => box.bottom <= top + 4)?.[0], below: waiting.find(([, box]) => box.top >= bottom - 4)?.[0] });
  }
  function lookSoon() {
    cancelAnimationFrame(next);
    next = requestAnimationFrame(look);
  }
  createEffect(() => {
    for (const each of props.sections.flatMap(rowsIn)) isUnread(each.id) || mentionCount(each.id);
    lookSoon();
  });
  onMount(() => {
    props.list.addEventListener("scroll", lookSoon, { passive: true });
    watch.observe(props.list);
    onCleanup(() => {
      cancelAnimationFrame(next);
      watch.disconnect();
    });
  });
  const go = (row: HTMLElement | undefined) => {
    row?.scrollIntoView({ block: "center" });
    row?.focus();
  };
  return (
    <>
      <Show when={there().above}><button type="button" class="beyond above" onClick={() => go(there().above)}><Icon name="up" size={14} />{t("sidebar.unread_beyond")}</button></Show>
      <Show when={there().below}><button type="button" class="beyond below" onClick={() => go(there().below)}><Icon name="down" size={14} />{t("sidebar.unread_beyond")}</button></Show>
    </>
  );
}
