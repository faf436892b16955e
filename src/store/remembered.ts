import { BACKENDS, type BackendId, type RunConfig } from "../config/schema";
import { type Speed, speedNamed } from "../config/speed";
import { formatQuery, parseQuery } from "../config/url";

/** Prefix of the local storage keys. If storage is forbidden or full, nothing is remembered between visits. */
const PREFIX = "unitary-rnn-lab.";

function read(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // The page works without it.
  }
}

export type Theme = "light" | "dark";

export function rememberedTheme(): Theme | null {
  const theme = read("theme");
  return theme === "light" || theme === "dark" ? theme : null;
}
export const rememberTheme = (theme: Theme): void => write("theme", theme);

export function rememberedBackend(): BackendId | null {
  return BACKENDS.find((backend) => backend === read("backend")) ?? null;
}

/** The config of the last visit; values that are no longer valid have their defaults. */
export function rememberedConfig(): RunConfig | null {
  const query = read("config");
  return query === null ? null : parseQuery(query).config;
}

export function rememberConfig(config: RunConfig): void {
  write("config", formatQuery(config));
  write("backend", config.backend);
}

export const rememberedSpeed = (): Speed | null => speedNamed(read("speed"));
export const rememberSpeed = (speed: Speed): void => write("speed", speed);

/** Whether the tour was finished or left before. */
export const tourRemembered = (): boolean => read("tour") === "seen";
export const rememberTour = (): void => write("tour", "seen");

/** Whether large sizes were switched on. */
export const largeSizesRemembered = (): boolean => read("sizes") === "large";
export const rememberLargeSizes = (on: boolean): void => write("sizes", on ? "large" : "usual");

/** Size, colours and ground of saved pictures, in words; empty if none were chosen. */
export const rememberedPicture = (): readonly string[] => read("picture")?.split(" ") ?? [];
export const rememberPicture = (words: readonly string[]): void => write("picture", words.join(" "));
