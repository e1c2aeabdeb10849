// Small things kept in this browser. Private windows may refuse storage: then they last as long as the page.

const memory = new Map<string, string>();
const PREFIX = "hearth.";

/** Reads what `keep` put down, or undefined. */
export function kept(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return memory.get(key);
  }
}

/** Puts a value down; an empty one removes it. */
export function keep(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(PREFIX + key, value);
    else localStorage.removeItem(PREFIX + key);
  } catch {
    memory.set(key, value);
  }
}
