// What this person chose about looks and time, applied to the page.
import { createEffect } from "solid-js";
import { setTimeStyle } from "~/lib/time";
import { me, preference } from "~/model/session";

/** Applies it for as long as the caller lives. */
export function useAppearance(): void {
  createEffect(() => {
    document.documentElement.dataset.density = preference("display_settings", "message_display") === "compact" ? "compact" : "roomy";
  });
  createEffect(() => {
    const zone = me()?.timezone;
    const is24 = preference("display_settings", "use_military_time");
    const isChosen = String(zone?.useAutomaticTimezone ?? "true") === "false" && isKnown(zone?.manualTimezone ?? "");
    setTimeStyle({ zone: isChosen ? zone?.manualTimezone : undefined, hour12: is24 === undefined ? undefined : is24 !== "true" });
  });
}

/** A zone that another program wrote may be one that this browser has never heard of. */
function isKnown(zone: string): boolean {
  try {
    return zone !== "" && Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
