import { accuracy } from "./accuracy";
import type { Chart } from "./chart";
import { drift } from "./drift";
import { eigenvalues } from "./eigenvalues";
import { gradient } from "./gradient";
import { loss } from "./loss";

/** The charts of the lab in the order of the page, which is that of the keys 1, 2, 3 … in Present. */
export const CHARTS: readonly Chart[] = [gradient, eigenvalues, loss, accuracy, drift];
