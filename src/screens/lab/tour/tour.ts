import "driver.js/dist/driver.css";
import { driver } from "driver.js";
import "./tour.css";
import { TOUR } from "./steps";

/** Leads through the page, until it ends or is left. */
export function startTour(): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const tour = driver({
    // What is not on the page is not spoken of.
    steps: TOUR.filter(({ element }) => typeof element === "string" && document.querySelector(element)),
    animate: !still,
    smoothScroll: false,
    // The page stays as bright as it is: the class it is shown to looks at the charts meanwhile.
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
      // The library takes a <header> for it, which would be a second banner of the page.
      title.role = "none";
    },
  });
  tour.drive();
}
