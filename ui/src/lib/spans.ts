// Stretches of time, in words and as a clock that runs down.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [[DAY, "day"], [HOUR, "hour"], [MINUTE, "minute"], [SECOND, "second"]] as const;

/** "10 minutes", in the largest unit that fits without a rest. */
export function span(time: number, language: string): string {
  const [length, unit] = UNITS.find(([each]) => time >= each && time % each === 0) ?? [SECOND, "second"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(time / length);
}

/** "9:05", or "1:09:05": what is left, never less than nothing. */
export function left(time: number): string {
  const seconds = Math.max(0, Math.ceil(time / SECOND));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((each, index) => (index === 0 ? String(each) : String(each).padStart(2, "0"))).join(":");
}
