// Where I am on the clock, so that others see when it is night for me.
import { api } from "~/api/client";
import { me, setMe } from "~/model/session";

/** Tells the server this browser's time zone, unless I chose one by hand. */
export async function tellTimezone(): Promise<void> {
  const user = me();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = user?.timezone;
  if (!user || !here || String(known?.useAutomaticTimezone) === "false" || known?.automaticTimezone === here) return;
  const timezone = { useAutomaticTimezone: "true", automaticTimezone: here, manualTimezone: known?.manualTimezone ?? "" };
  // Not being able to say so is no reason to disturb anybody: the next start says it again.
  await api.patchMe({ timezone } as never).then(setMe).catch(() => {});
}
