import { lazy, type Component } from "solid-js";
import { t } from "~/i18n";
import { toast } from "./Toasts";

/** How long (ms) one word about it is enough. */
const TOLD = 8000;
let toldAt = -TOLD;

/** In place of a part that did not arrive. It may not be asked for twice, and is another file after an update: the page begins anew. */
function Gone() {
  if (performance.now() - toldAt > TOLD) toast(t("broken.part"), t("update.reload"), () => location.reload());
  toldAt = performance.now();
  return null;
}

/** A part of the page that is fetched when it is first drawn. Where it does not arrive, that is said, and the rest goes on. */
export const late = <Part extends Component<any>>(fetch: () => Promise<{ default: Part }>) =>
  lazy(() => fetch().catch(() => ({ default: Gone as unknown as Part })));
