import { create } from "zustand";
import type { FigureId } from "../address/keys";
import { rememberedTheme, rememberTheme, type Theme } from "./remembered";

interface Appearance {
  readonly theme: Theme;
  /** Presentation mode: large type, and only the run on the screen. */
  readonly presenting: boolean;
  /** Only the figures are shown, for a slide's iframe. */
  readonly embedded: boolean;
  /** The figures that an embedded page shows; all of its screen if none is named. */
  readonly figures: readonly FigureId[];
  /** Ids of the figures to which a scene of a lecture limits the presentation; empty if it limits nothing. */
  readonly onWall: readonly string[];
  /** The page is laid out for paper, in light colours. */
  readonly printing: boolean;
}

/** Light where nothing is shown, as in Node. */
const systemTheme = (): Theme =>
  globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light";

export const useAppearance = create<Appearance>(() => ({
  theme: rememberedTheme() ?? systemTheme(),
  presenting: false,
  embedded: false,
  figures: [],
  onWall: [],
  printing: false,
}));

/** Keeps the root element's attributes in sync with the state; the style sheets read only those. */
export function showAppearance(): void {
  const show = ({ theme, presenting, embedded, figures, printing }: Appearance) => {
    const root = document.documentElement;
    root.dataset.theme = printing ? "light" : theme;
    root.toggleAttribute("data-present", presenting && !printing);
    root.toggleAttribute("data-print", printing);
    if (embedded) root.dataset.embed = figures.length > 0 ? "figures" : "";
    else delete root.dataset.embed;
  };
  show(useAppearance.getState());
  useAppearance.subscribe(show);
  // The browser itself leaves full screen on Escape; the page then leaves presentation mode.
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && !staysPresenting) useAppearance.setState({ presenting: false });
  });
  document.addEventListener("keydown", ({ key }) => {
    // An open dialog, menu or tour closes first.
    if (key === "Escape" && !pageIsCovered() && useAppearance.getState().presenting) leavePresentation();
  });
}

/** Whether a dialog, a menu or the tour covers the page; it then handles the keys. */
export const pageIsCovered = (): boolean =>
  document.querySelector("dialog[open], :popover-open, .driver-active") !== null;

export function toggleTheme(): void {
  const theme = useAppearance.getState().theme === "dark" ? "light" : "dark";
  rememberTheme(theme);
  useAppearance.setState({ theme });
}

export function present(): void {
  useAppearance.setState({ presenting: true });
  fillScreen();
}

/** Takes the whole screen. If that is not allowed (iframes, some phones, no click), only the layout of the page changes. */
export function fillScreen(): void {
  if (navigator.userActivation?.isActive === false) return;
  document.documentElement.requestFullscreen?.().catch(() => {});
}

/** Whether the page leaves full screen and is to present all the same. */
let staysPresenting = false;

/** Leaves full screen, but not presentation mode. */
export async function leaveFullScreen(): Promise<void> {
  if (!document.fullscreenElement) return;
  staysPresenting = true;
  const left = new Promise((resolve) =>
    document.addEventListener("fullscreenchange", resolve, { once: true }),
  );
  await document.exitFullscreen().then(
    () => left,
    () => {},
  );
  staysPresenting = false;
}

export function leavePresentation(): void {
  useAppearance.setState({ presenting: false });
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
}
