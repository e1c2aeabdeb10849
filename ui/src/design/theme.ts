// Light or dark: what the system prefers, unless this person chose.
import { createEffect, createRoot, createSignal } from "solid-js";
import { keep, kept } from "~/lib/keep";

/** A choice of theme. */
export type Theme = "system" | "light" | "dark";

const dark = matchMedia("(prefers-color-scheme: dark)");
const [theme, setThemeSignal] = createSignal<Theme>((kept("theme") as Theme) || "system");
const [prefersDark, setPrefersDark] = createSignal(dark.matches);
dark.addEventListener("change", () => setPrefersDark(dark.matches));

/** The choice in force. */
export { theme };

/** Chooses, for this browser. */
export function setTheme(next: Theme): void {
  keep("theme", next === "system" ? "" : next);
  setThemeSignal(next);
}

createRoot(() => createEffect(() => {
  const isDark = theme() === "dark" || (theme() === "system" && prefersDark());
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}));
