import { useSyncExternalStore } from "react";

/** Those who lay figures out, called when the page changes between screen and paper. */
const layouts = new Set<() => void>();

/** Whether the page is laid out for paper. */
export const isOnPaper = (): boolean => document.documentElement.hasAttribute("data-print");

/** Calls back whenever the page changes between screen and paper. @returns a function that stops that */
export function onPaperChange(layOut: () => void): () => void {
  layouts.add(layOut);
  return () => layouts.delete(layOut);
}

/** Lays all figures out again, after the page has changed between screen and paper. */
export function layOutFigures(): void {
  for (const layOut of layouts) layOut();
}

/** Returns whether the page is laid out for paper. */
export const useOnPaper = (): boolean => useSyncExternalStore(onPaperChange, isOnPaper);
