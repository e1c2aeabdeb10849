// May the page show notifications of the system? Asked only when somebody clicks for it.
import { createSignal } from "solid-js";

/** default: not asked yet; unsupported: this browser has none, or the address is not secure. */
export type Permission = NotificationPermission | "unsupported";

const now = (): Permission => ("Notification" in globalThis && globalThis.isSecureContext ? Notification.permission : "unsupported");
const [canNotify, setCanNotify] = createSignal<Permission>(now());

/** The permission as it stands. */
export { canNotify };

/** Asks the browser, which asks the person. */
export async function askToNotify(): Promise<void> {
  await Notification.requestPermission();
  setCanNotify(now());
}
