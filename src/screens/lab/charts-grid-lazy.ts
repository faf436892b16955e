import { lazy } from "react";

/** After the shell has been painted: the charts' code is large, and until the networks are made there is nothing to draw. */
const afterPaint = new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const loaded = afterPaint.then(() => import("./charts-grid"));
// Whoever shows the charts hears of a failure.
loaded.catch(() => {});

/** The charts, whose code is fetched beside the page’s own and run once the page is there. */
export const ChartsGrid = lazy(() => loaded.then((module) => ({ default: module.ChartsGrid })));
