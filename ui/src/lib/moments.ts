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
