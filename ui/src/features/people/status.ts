// How long a status lasts. Pure: the clock comes in.

/** A choice of how long; the words are the server's. */
export type Lasting = "" | "thirty_minutes" | "one_hour" | "four_hours" | "today" | "this_week" | "date_and_time";

const MINUTE = 60_000;

/** Every choice, the shortest first, the one without an end at last. */
export const LASTINGS: readonly Lasting[] = ["thirty_minutes", "one_hour", "four_hours", "today", "this_week", "date_and_time", ""];

/** When a choice ends that is made now; undefined for one without an end. `picked` is what was chosen as date and time. */
export function endOf(lasting: Lasting, now: Date, picked = ""): Date | undefined {
  switch (lasting) {
    case "thirty_minutes": return new Date(now.getTime() + 30 * MINUTE);
    case "one_hour": return new Date(now.getTime() + 60 * MINUTE);
    case "four_hours": return new Date(now.getTime() + 240 * MINUTE);
    case "today": return lastMoment(now, 0);
    // Weeks end on Sunday.
    case "this_week": return lastMoment(now, (7 - now.getDay()) % 7);
    case "date_and_time": return picked ? new Date(picked) : undefined;
    default: return undefined;
  }
}

function lastMoment(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 23, 59, 59, 999);
}

/** A time as a field for date and time wants it. */
export function forField(time: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
}
