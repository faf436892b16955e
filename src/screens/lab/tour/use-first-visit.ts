import { useEffect } from "react";
import { useAppearance } from "../../../store/appearance";
import { rememberTour, tourRemembered } from "../../../store/remembered";
import { takeTour } from "./take-tour";

/** Eyes first: the charts stand this long before somebody explains them, ms. */
const DELAY_MS = 1500;

/**
 * Takes the tour when a person first sees the charts. Not in an iframe or on a wall, where nobody could leave it, and not
 * for programs that drive the page.
 */
export function useFirstVisit(drawn: boolean): void {
  const elsewhere = useAppearance((state) => state.embedded || state.presenting);
  useEffect(() => {
    if (!drawn || elsewhere || navigator.webdriver || tourRemembered()) return;
    const timer = setTimeout(() => {
      rememberTour();
      takeTour();
    }, DELAY_MS);
    return () => clearTimeout(timer);
  }, [drawn, elsewhere]);
}
