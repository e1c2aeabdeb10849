import { useNavigate } from "@solidjs/router";
import { Suspense } from "solid-js";
import { Spinner } from "~/design/Button";
import { late } from "~/design/late";
import { t } from "~/i18n";
import { channel } from "~/model/channels";
import { WithPostParts } from "./parts";
import { hrefOf } from "./places";
import { PostOverlays } from "./PostOverlays";
import { SidebarButton } from "./TeamPage";

const DraftsPage = late(() => import("~/features/posts/DraftsPage"));

/** What was begun and not sent, and what will be sent later. */
export default function DraftsView() {
  const navigate = useNavigate();
  const open = (channelId: string, rootId: string) => {
    const home = channel(channelId);
    if (home) navigate(hrefOf(home) + (rootId ? `?thread=${rootId}` : ""));
  };
  return (
    <WithPostParts>
      <main class="conversation" aria-label={t("drafts")}>
        <Suspense fallback={<div class="empty"><Spinner /></div>}><DraftsPage menuButton={<SidebarButton />} onOpen={open} /></Suspense>
      </main>
      <PostOverlays />
    </WithPostParts>
  );
}
