// Dates as people write them. All times are Unix milliseconds.
import { createSignal } from "solid-js";

const DAY = 86_400_000;

/** Where and how a reader tells the time: in the zone and with the clock of this browser, unless chosen. */
export type TimeStyle = { zone?: string; hour12?: boolean };
const [style, setStyle] = createSignal<TimeStyle>({});

/** Chooses. */
export { setStyle as setTimeStyle };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than using it a hundred times, and every message on screen needs several. */
function formatFor(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(language, options)));
  return format;
}

/** A key that is equal for two times of one calendar day where the reader is. */
export function dayKey(time: number, zone = style().zone): string {
  if (!zone) {
    const date = new Date(time);
    return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
  }
  return formatFor("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(time);
}

/** A time that is the same for all times of one calendar day, and in that day where the reader is. */
export function dayMark(time: number, zone = style().zone): number {
  return zone ? Date.parse(`${dayKey(time, zone)}T12:00:00Z`) : new Date(time).setHours(0, 0, 0, 0);
}

/** "14:05" or "2:05 PM", by language and preference. */
export function clock(time: number, language: string, hour12 = style().hour12): string {
  return formatFor(language, { hour: "numeric", minute: "2-digit", hour12, timeZone: style().zone }).format(time);
}

/** The same where there is no room for the half of the day. */
export function shortClock(time: number, language: string, hour12 = style().hour12): string {
  const parts = formatFor(language, { hour: "numeric", minute: "2-digit", hour12, timeZone: style().zone }).formatToParts(time);
  return parts.filter((part) => part.type !== "dayPeriod").map((part) => part.value).join("").trim();
}

/** Day and time in full, for a tooltip. */
export function fullTime(time: number, language: string): string {
  return formatFor(language, { dateStyle: "full", timeStyle: "short", timeZone: style().zone, hour12: style().hour12 }).format(time);
}

/** "Tue 3 Mar, 14:05": a day and a time in few letters. */
export function shortTime(time: number, language: string): string {
  return formatFor(language, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", hour12: style().hour12, timeZone: style().zone }).format(time);
}

/** "Today", "Yesterday", "Tuesday, 3 March", and the year when it is not this one. */
export function dayName(time: number, language: string, now = Date.now()): string {
  for (const back of [0, 1]) {
    if (dayKey(time) === dayKey(now - back * DAY)) {
      const name = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-back, "day");
      return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
    }
  }
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? undefined : "numeric";
  return formatFor(language, { weekday: "long", month: "long", day: "numeric", year, timeZone: style().zone }).format(time);
}

/** "Now", "5 minutes ago", "2 days ago": the largest unit that fits. */
export function ago(time: number, language: string, now = Date.now()): string {
  const minutes = Math.round((time - now) / 60_000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (minutes >= 0) return format.format(0, "second");
  if (minutes > -60) return format.format(minutes, "minute");
  if (minutes > -60 * 24) return format.format(Math.ceil(minutes / 60), "hour");
  return format.format(Math.ceil(minutes / 60 / 24), "day");
}
