import { create } from "zustand";
import { rememberedTheme, rememberTheme, type Theme } from "./remembered";

/** The charts in their order on the page, which is that of their keys 1 … 5. */
export const CHARTS = ["gradient", "eigenvalues", "loss", "accuracy", "drift"] as const;
export type ChartId = (typeof CHARTS)[number];

/** Most charts on the wall at a time. */
const MOST_PRESENTED = 2;

interface Appearance {
  readonly theme: Theme;
  /** Lecture-hall size, nothing but the run on the screen. */
  readonly presenting: boolean;
  /** Charts alone, for a slide's iframe. */
  readonly embedded: boolean;
  /** The one or two charts that *Present* shows, the one that was chosen last at the end. */
  readonly presented: readonly ChartId[];
}

const systemTheme = (): Theme => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

export const useAppearance = create<Appearance>(() => ({
  theme: rememberedTheme() ?? systemTheme(),
  presenting: false,
  embedded: false,
  presented: ["gradient", "eigenvalues"],
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

/** Puts a chart on the wall, beside the one that was chosen before; a chart that is there already stays there alone. */
export function presentChart(chart: ChartId): void {
  useAppearance.setState(({ presented }) => ({
    presented: presented.includes(chart) ? [chart] : [...presented, chart].slice(-MOST_PRESENTED),
  }));
}

export function leavePresentation(): void {
  useAppearance.setState({ presenting: false });
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
}
