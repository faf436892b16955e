import "driver.js/dist/driver.css";
import { driver } from "driver.js";
import "./tour.css";
import { TOUR } from "./steps";

/** Starts the tour of the page. */
export function startTour(): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const tour = driver({
    // Steps whose element is not on the page are skipped.
    steps: TOUR.filter(({ element }) => typeof element === "string" && document.querySelector(element)),
    animate: !still,
    smoothScroll: false,
    // The page is not dimmed, since an audience may be watching the charts.
    overlayOpacity: 0,
    stagePadding: 6,
    stageRadius: 8,
    disableActiveInteraction: true,
    popoverClass: "tour",
    showProgress: true,
    progressText: "{{current}} of {{total}}",
    nextBtnText: "Next",
    prevBtnText: "Back",
    doneBtnText: "Done",
    onPopoverRender: ({ closeButton, title }) => {
      closeButton.ariaLabel = "Leave the tour";
      // The library uses a <header>, which would be a second banner landmark.
      title.role = "none";
    },
  });
  tour.drive();
}
