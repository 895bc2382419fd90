// Light or dark: the user's choice, else the system's.

import { useSyncExternalStore } from "react";
import { Observable } from "../observable";

export type ThemeChoice = "system" | "light" | "dark";
export type Theme = "light" | "dark";

const STORED_AS = "reactfrag.theme";

const system = matchMedia("(prefers-color-scheme: dark)");

function stored(): ThemeChoice {
  const value = localStorage.getItem(STORED_AS);
  return value === "light" || value === "dark" ? value : "system";
}

const choice = new Observable<ThemeChoice>(stored());
const theme = new Observable<Theme>("light");

function settle(): void {
  const chosen = choice.get();
  document.documentElement.dataset["theme"] = chosen;
  theme.set(chosen === "system" ? (system.matches ? "dark" : "light") : chosen);
}

settle();
system.addEventListener("change", settle);

/** Takes the user's choice and remembers it in this browser. */
export function chooseTheme(chosen: ThemeChoice): void {
  localStorage.setItem(STORED_AS, chosen);
  choice.set(chosen);
  settle();
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(choice.subscribe, choice.get);
}

/** What is shown, for what cannot take its colours from CSS (charts on a canvas). */
export function useTheme(): Theme {
  return useSyncExternalStore(theme.subscribe, theme.get);
}

/** The present value of a colour token, such as `--rf-accent`, as `rgb(...)`. */
export function tokenColor(token: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
