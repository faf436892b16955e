import { useEffect } from "react";
import { useAppearance } from "../../../store/appearance";
import { rememberTour, tourRemembered } from "../../../store/remembered";
import { takeTour } from "./take-tour";

/** Time between the first drawing of the charts and the tour, ms. */
const DELAY_MS = 1500;

/**
 * Starts the tour on the user's first visit, once the charts are drawn; not in an iframe or in presentation mode, where
 * nobody could close it, and not for programs that drive the page.
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
