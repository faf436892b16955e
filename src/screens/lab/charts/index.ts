import { accuracy } from "./accuracy";
import type { Chart } from "./chart";
import { drift } from "./drift";
import { eigenvalues } from "./eigenvalues";
import { gradient } from "./gradient";
import { loss } from "./loss";
import { sequence } from "./sequence";

/** The charts of the lab in the order of the page and of the keys 1, 2, 3 … in Present. */
export const CHARTS: readonly Chart[] = [gradient, eigenvalues, sequence, loss, accuracy, drift];
