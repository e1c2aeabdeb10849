// Moments that people mean when they put something off.

/** "in 30 minutes", "tomorrow at nine"… */
export type Moment = "half_hour" | "hour" | "two_hours" | "tomorrow" | "monday";

const MINUTE = 60_000;
const MORNING = 9;

/** The moments after `now`, where the reader is, soonest first, each once. */
export function moments(now: number): { name: Moment; at: number }[] {
  const monday = ((8 - new Date(now).getDay()) % 7) || 7;
  const all: { name: Moment; at: number }[] = [
    { name: "half_hour", at: now + 30 * MINUTE },
    { name: "hour", at: now + 60 * MINUTE },
    { name: "two_hours", at: now + 120 * MINUTE },
    { name: "tomorrow", at: morning(now, 1) },
    { name: "monday", at: morning(now, monday) },
  ];
  return all.filter((each, index) => all.findIndex((other) => other.at === each.at) === index);
}

function morning(now: number, daysOn: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + daysOn);
  return date.setHours(MORNING, 0, 0, 0);
}

/** A time as a field for date and time holds it. */
export function toField(time: number): string {
  const local = new Date(time - new Date(time).getTimezoneOffset() * MINUTE);
  return local.toISOString().slice(0, 16);
}

/** The time that such a field holds; NaN while it is not complete. */
export const fromField = (text: string): number => new Date(text).getTime();

const NAMED: Record<string, string> = { today: "+0d", tomorrow: "+1d", yesterday: "-1d" };
const STEPS: Record<string, (date: Date, count: number) => void> = {
  d: (date, count) => date.setDate(date.getDate() + count),
  w: (date, count) => date.setDate(date.getDate() + 7 * count),
  M: (date, count) => date.setMonth(date.getMonth() + count),
  y: (date, count) => date.setFullYear(date.getFullYear() + count),
};

/** The day that a program means, as a field for dates holds it: "2026-03-04", "tomorrow", "+2w". Empty for what is no day. */
export function dayFrom(text: string, now: number): string {
  const [, count, unit = "d"] = /^([+-]\d{1,4})([dwMmy])$/.exec(NAMED[text] ?? text) ?? [];
  if (count === undefined) return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? "";
  const date = new Date(now);
  (STEPS[unit] ?? STEPS.M)?.(date, Number(count));
  return toField(date.getTime()).slice(0, 10);
}
