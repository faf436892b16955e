import { useLayoutEffect } from "react";
import { create } from "zustand";
import { leavePresentation, pageIsCovered, present, useAppearance } from "../store/appearance";
import { meantKeys } from "./meant-keys";

/** A keyboard shortcut. */
export interface Shortcut {
  readonly keys: readonly string[];
  /** The keys as shown to the user. */
  readonly shown: string;
  readonly what: string;
  readonly run: (key: string) => void;
}

/** Whether the list of keys is shown. */
export const useKeysShown = create<{ readonly shown: boolean }>(() => ({ shown: false }));

/** The shortcuts that all screens with shortcuts share. */
export const PAGE_SHORTCUTS: readonly Shortcut[] = [
  {
    keys: ["p"],
    shown: "P",
    what: "present, or leave the presentation",
    run: () => (useAppearance.getState().presenting ? leavePresentation() : present()),
  },
  { keys: ["?"], shown: "?", what: "show these keys", run: () => useKeysShown.setState({ shown: true }) },
];

/** Keys that need no entry in the table of a screen, for the list of keys: the browser or the page handles them everywhere. */
export const ESCAPE_KEY = {
  shown: "Escape",
  what: "leave the presentation, or close what is open: a menu, the tour, these keys",
} as const;

/** The keys of {@link useShortcutKeys}'s `undo` and `redo`, for the list of keys. */
export const UNDO_KEYS = [
  { shown: "Ctrl-Z", what: "undo the last change of a setting (⌘Z on a Mac)" },
  { shown: "Ctrl-Shift-Z", what: "make it again" },
] as const;

/** Whether the focused control itself handles the key. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return true;
  const type = target instanceof HTMLInputElement ? target.type : null;
  if (type === "text") return true;
  if (target.role === "slider") return /^(Arrow|Home|End)/.test(key);
  if (/^(Arrow|Home|End)/.test(key)) return type !== null;
  return key === " " && target.closest("button, a, summary") !== null;
}

/** Enables shortcuts while the screen is mounted. `undo` and `redo` handle Ctrl-Z, if given. */
export function useShortcutKeys(
  shortcuts: readonly Shortcut[],
  history?: { readonly undo: () => void; readonly redo: () => void },
): void {
  // Before the first paint, since a key may be pressed at once.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const meant = meantKeys(event);
      // On many keyboards brackets are typed with AltGr, which may count as Ctrl and Alt.
      const typed = event.getModifierState("AltGraph");
      if (isTaken(event.target, meant[0]) || (event.altKey && !typed)) return;
      if ((event.ctrlKey && !typed) || event.metaKey) {
        if (!meant.includes("z") || !history) return;
        event.preventDefault();
        if (event.shiftKey) history.redo();
        else history.undo();
        return;
      }
      for (const key of meant) {
        const shortcut = shortcuts.find(({ keys }) => keys.includes(key));
        if (!shortcut) continue;
        if (pageIsCovered()) return;
        event.preventDefault();
        shortcut.run(key);
        return;
      }
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [shortcuts, history]);
}
