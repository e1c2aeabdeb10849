// Going out, which is within reach on every page.
import { api } from "~/api/client";
import { keep } from "~/lib/keep";
import { tellTabs } from "~/lib/tabs";
import { emptyVault } from "~/lib/vault";

/** Logs out and starts afresh, so that nothing of this account stays in memory. */
export async function logOut(): Promise<void> {
  await api.logout().catch(() => {});
  await emptyVault();
  tellTabs({ kind: "logged out" });
  keep("last", "");
  location.assign("/login");
}
