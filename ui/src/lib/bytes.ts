// Sizes of files as people read them.

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];

/** "812 byte", "1.2 MB": at most one digit behind the point. */
export function sizeText(bytes: number, language: string): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024)));
  const unitDisplay = power === 0 ? "long" : "short";
  return new Intl.NumberFormat(language, { style: "unit", unit: UNITS[power], unitDisplay, maximumFractionDigits: power > 1 ? 1 : 0 })
    .format(bytes / 1024 ** power);
}

/** The largest size with these proportions inside a box; never larger than the picture itself. */
export function fit(width: number, height: number, mostWidth: number, mostHeight: number): { width: number; height: number } {
  const scale = Math.min(1, mostWidth / width, mostHeight / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
