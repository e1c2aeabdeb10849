const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size as people say it: "340 byte", "1.2 MB". */
export function bytes(size: number, language: string): string {
  const at = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, size)) / 3)));
  const format = new Intl.NumberFormat(language, { style: "unit", unit: UNITS[at], unitDisplay: "short", maximumFractionDigits: at > 1 ? 1 : 0 });
  return format.format(size / 1000 ** at);
}
