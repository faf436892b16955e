import { accuracy } from "./accuracy";
import type { Chart } from "./chart";
import { drift } from "./drift";
import { eigenvalues } from "./eigenvalues";
import { gradient } from "./gradient";
import { loss } from "./loss";
import { sequence } from "./sequence";

/** The charts of the lab in the order of the keys 1, 2, 3 … in Present. */
export const CHARTS: readonly Chart[] = [gradient, eigenvalues, loss, accuracy, drift, sequence];

const placed = (place: Chart["place"]) => CHARTS.filter((chart) => chart.place === place);

/** The charts in the order of the page: each wide one beside a narrow one, then those of half the width. */
export const ON_PAGE: readonly Chart[] = [
  ...placed("wide").flatMap((chart, i) => [chart, ...placed("narrow").slice(i, i + 1)]),
  ...placed("narrow").slice(placed("wide").length),
  ...placed("half"),
];
