// All shortcuts on one sheet: those that can be run, and the keys that fields and lists know by themselves.
import { For } from "solid-js";
import { Dialog } from "~/design/Dialog";
import { Keys } from "~/design/Keys";
import { t, type Key } from "~/i18n";
import "~/i18n/rooms/palette";
import { allActions, type ActionGroup } from "~/model/actions";
import "./palette.css";

const WRITING: [Key, string][] = [
  ["palette.key.send", "Enter"], ["palette.key.newline", "Shift+Enter"], ["palette.key.edit_last", "ArrowUp"], ["palette.key.complete", "Tab"],
];
const READING: [Key, string][] = [
  ["palette.key.older", "ArrowUp"], ["palette.key.newer", "ArrowDown"], ["palette.key.newest", "End"], ["palette.key.to_field", "Escape"],
];
/** See deeds.ts of the posts. */
const MESSAGE: [Key, string][] = [
  ["reply", "R"], ["post.quote", "Q"], ["post.forward", "F"], ["post.copy", "C"], ["post.copy_link", "L"], ["post.save", "S"], ["post.remind", "M"], ["post.mark_unread", "U"], ["post.pin", "P"],
  ["edit", "E"], ["delete", "Delete"],
];

/** The sheet of shortcuts. */
export function ShortcutsSheet(props: { isOpen: boolean; onClose: () => void }) {
  const of = (group: ActionGroup) => allActions().filter((each) => each.group === group && each.keys).map((each) => [each.name(), each.keys as string] as const);
  const fixed = (rows: [Key, string][]) => rows.map(([key, keys]) => [t(key), keys] as const);
  return (
    <Dialog isOpen={props.isOpen} onClose={props.onClose} title={t("shortcuts")} class="sheet">
      <div class="sheet-groups">
        <Group title={t("palette.group.go")} rows={of("go")} />
        <Group title={t("palette.group.here")} rows={of("here")} />
        <Group title={t("palette.group.page")} rows={of("page")} />
        <Group title={t("palette.group.write")} rows={fixed(WRITING)} />
        <Group title={t("palette.group.read")} rows={fixed(READING)} />
        <Group title={t("palette.group.message")} rows={fixed(MESSAGE)} />
      </div>
    </Dialog>
  );
}

function Group(props: { title: string; rows: (readonly [string, string])[] }) {
  return (
    <section class="sheet-group">
      <h3>{props.title}</h3>
      <dl><For each={props.rows}>{([name, keys]) => <div><dt>{name}</dt><dd><Keys keys={keys} /></dd></div>}</For></dl>
    </section>
  );
}
