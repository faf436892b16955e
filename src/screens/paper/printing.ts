import { type ComponentType, createElement, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { loadPart } from "../../load-part";
import { layOutFigures } from "../../plot/paper";
import { useAppearance } from "../../store/appearance";

/** The parts of the page that only a print shows, once their code is there. */
const parts: { head?: ComponentType; run?: ComponentType } = {};

/** Fetches what only a print shows. A browser that prints waits for nothing, so it must be there before. */
export function loadPaper(): void {
  loadPart(() => import("./parts")).then(
    ({ PaperHead, LabFacts }) => Object.assign(parts, { head: PaperHead, run: LabFacts }),
    // Without them the page is printed without its head; the next visit tries again.
    () => {},
  );
}

/** Lays the page out for paper, or for the screen again, at once. */
function turn(printing: boolean): void {
  if (useAppearance.getState().printing === printing) return;
  flushSync(() => useAppearance.setState({ printing }));
  flushSync(layOutFigures);
}

/** Lays the page out for paper while the browser prints it. */
export function watchPrinting(): void {
  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
  // The developer tools show a print without these events.
  matchMedia("print").addEventListener("change", ({ matches }) => turn(matches));
}

/** A part of the page that only a print shows: its head, or what the lab's run is. */
export function Paper({ part }: { readonly part: keyof typeof parts }): ReactNode {
  const printing = useAppearance((state) => state.printing);
  const Part = parts[part];
  return printing && Part ? createElement(Part) : null;
}
