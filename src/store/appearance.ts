import { create } from "zustand";
import { rememberedTheme, rememberTheme, type Theme } from "./remembered";

interface Appearance {
  readonly theme: Theme;
  /** Lecture-hall size, nothing but the run on the screen. */
  readonly presenting: boolean;
  /** Charts alone, for a slide's iframe. */
  readonly embedded: boolean;
}

const systemTheme = (): Theme => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

export const useAppearance = create<Appearance>(() => ({
  theme: rememberedTheme() ?? systemTheme(),
  presenting: false,
  embedded: false,
}));

/** Keeps the root element's attributes in step with the choice; the style sheets read only those. */
export function showAppearance(): void {
  const show = ({ theme, presenting, embedded }: Appearance) => {
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.toggleAttribute("data-present", presenting);
    root.toggleAttribute("data-embed", embedded);
  };
  show(useAppearance.getState());
  useAppearance.subscribe(show);
  // Escape leaves full screen by the browser's own hand; the page follows.
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) useAppearance.setState({ presenting: false });
  });
  document.addEventListener("keydown", ({ key }) => {
    // What lies over the page goes first.
    if (key === "Escape" && !pageIsCovered() && useAppearance.getState().presenting) leavePresentation();
  });
}

/** Whether a dialog, a menu or the tour lies over the page; keys are for that then. */
export const pageIsCovered = (): boolean =>
  document.querySelector("dialog[open], :popover-open, .driver-active") !== null;

export function toggleTheme(): void {
  const theme = useAppearance.getState().theme === "dark" ? "light" : "dark";
  rememberTheme(theme);
  useAppearance.setState({ theme });
}

export function present(): void {
  useAppearance.setState({ presenting: true });
  // Where full screen is not allowed (iframes, some phones) the page alone changes.
  document.documentElement.requestFullscreen?.().catch(() => {});
}

export function leavePresentation(): void {
  useAppearance.setState({ presenting: false });
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
}
