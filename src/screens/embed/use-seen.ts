import { type RefObject, useEffect, useState } from "react";

/** The share of the frame that must be in sight. */
const SHARE = 0.5;

/**
 * Whether the frame is in sight: not in a hidden tab, and neither hidden nor scrolled away in the page around it.
 * @param area an element that covers the frame
 */
export function useSeen(area: RefObject<HTMLElement | null>): boolean {
  const [inSight, setInSight] = useState(false);
  const [tabShown, setTabShown] = useState(document.visibilityState === "visible");
  useEffect(() => {
    // A frame that is not displayed has no size, and is in sight when it gets one.
    const observer = new IntersectionObserver(
      (entries) => setInSight((entries.at(-1)?.intersectionRatio ?? 0) >= SHARE),
      { threshold: [0, SHARE] },
    );
    if (area.current) observer.observe(area.current);
    const showTab = () => setTabShown(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", showTab);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", showTab);
    };
  }, [area]);
  return inSight && tabShown;
}
