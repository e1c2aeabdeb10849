import type { Post } from "@mattermost/types/posts";
import { For, Show } from "solid-js";
import { IconButton } from "~/design/Button";
import { Menu, type MenuItem } from "~/design/Menu";
import { t } from "~/i18n";
import { burns } from "~/model/posts";
import { deedsFor, type RowContext } from "./deeds";
import { usePostParts } from "./parts";
import { Emoji } from "./Words";

/** What can be done with a message at a press, and the menu with the rest. */
export function PostTools(props: { post: Post; context: RowContext; onOpenChange: (isOpen: boolean) => void }) {
  const parts = usePostParts();
  return (
    <div class="post-rail">
      <div class="post-tools" role="toolbar" aria-label={t("post.tools")}>
        <Show when={props.post.type !== "system_ephemeral"}>
          <span class="quick">
            <For each={parts.quickReactions()}>
              {(name) => (
                <button type="button" class="icon-button" aria-label={t("react.with", { name: name.replaceAll("_", " ") })} title={`:${name}:`}
                  onClick={() => parts.react(props.post.id, name)}><Emoji name={name} isSilent /></button>
              )}
            </For>
          </span>
          <parts.picker label={t("react")} icon="smile" onPick={(name) => parts.react(props.post.id, name)} onOpenChange={props.onOpenChange} />
          <Show when={!props.context.inThread && !burns(props.post)}>
            <IconButton icon="reply" label={t("reply")} onClick={() => parts.openThread(props.post.root_id || props.post.id)} />
          </Show>
        </Show>
        <Menu label={t("more")} class="icon-button" trigger={<MoreIcon />} items={items(props.post, props.context, parts)} placement="bottom-end" onOpenChange={props.onOpenChange} />
      </div>
    </div>
  );
}

const MoreIcon = () => <span aria-hidden="true" class="more-dots">⋯</span>;

const items = (post: Post, row: RowContext, parts: ReturnType<typeof usePostParts>): MenuItem[] =>
  deedsFor(post, row).flatMap((group, index) => [
    ...(index > 0 ? ["line" as const] : []),
    ...group.map((deed): MenuItem => ({ label: deed.label(post), icon: deed.icon, keys: keyName(deed.keys), danger: deed.isDanger, run: () => void deed.run(post, row, parts) })),
  ]);

const keyName = (keys?: string) => (keys === "Delete" ? "Del" : keys);
