import { For } from "solid-js";
import { IconButton } from "~/design/Button";
import { t } from "~/i18n";
import "~/i18n/rooms/posts";
import type { Mark } from "~/lib/format";
import { marks } from "./marks";

/** The marks to press. */
export default function FormatBar(props: { isPreviewing: boolean; onMark: (mark: Mark) => void; onPreview: () => void }) {
  return (
    <div class="format-bar" role="toolbar" aria-label={t("format")}>
      <For each={marks}>
        {(each) => <IconButton icon={each.icon} size={18} label={t(`format.${each.mark}`)} title={each.keys ? `${t(`format.${each.mark}`)} (${each.keys})` : undefined} disabled={props.isPreviewing} onClick={() => props.onMark(each.mark)} />}
      </For>
      <IconButton class="format-preview" icon="eye" size={18} label={t("format.preview")} aria-pressed={props.isPreviewing} onClick={props.onPreview} />
    </div>
  );
}
