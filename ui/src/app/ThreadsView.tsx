import { useSearchParams } from "@solidjs/router";
import { Show } from "solid-js";
import { ThreadList } from "~/features/threads/ThreadList";
import { t } from "~/i18n";
import { WithPostParts } from "./parts";
import { PostOverlays } from "./PostOverlays";
import { SidebarButton } from "./TeamPage";
import ThreadSide from "./ThreadSide";

/** All threads I follow, and beside them the one I am reading. */
export default function ThreadsView() {
  const [search, setSearch] = useSearchParams();
  const openId = () => String(search.thread ?? "");
  return (
    <WithPostParts>
      <div class="beside threads" classList={{ "has-panel": openId() !== "" }}>
        <main class="conversation" aria-label={t("threads")}>
          <ThreadList openId={openId()} onOpen={(id) => setSearch({ thread: id })} menuButton={<SidebarButton />} />
        </main>
        <Show when={openId()}><ThreadSide rootId={openId()} onClose={() => setSearch({ thread: undefined })} /></Show>
      </div>
      <PostOverlays />
    </WithPostParts>
  );
}
