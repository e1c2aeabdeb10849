// The service worker that keeps the page's files, and the offer to reload when it has brought newer ones.
import { toast } from "~/design/Toasts";
import { t } from "~/i18n";
import { quiet } from "~/lib/drawn";

/** How long (ms) the page is left alone first: fetching all of its parts is felt by whoever begins to look around. */
const SETTLES = 5000;

/** Puts the service worker to work, where the browser has one. */
export async function keepShell(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  // The first one to take over brings nothing new.
  let isUpdate = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (isUpdate) toast(t("update.ready"), t("update.reload"), () => location.reload());
    isUpdate = true;
  });
  await new Promise((then) => setTimeout(then, SETTLES));
  await quiet();
  // Not being kept is no fault: the page works without.
  await serviceWorker.register("/sw.js").catch(() => {});
}
