import { breaking } from "./breaking";
import type { Chapter } from "./chapter";
import { doesItHelp } from "./does-it-help";
import { eigenvalues } from "./eigenvalues";
import { exponential } from "./exponential";
import { newRule } from "./new-rule";
import { past } from "./past";
import { problem } from "./problem";
import { unitary } from "./unitary";
import { verdicts } from "./verdicts";
import { whatCameNext } from "./what-came-next";

export type { Chapter } from "./chapter";

/** The chapters in order. */
export const CHAPTERS: readonly Chapter[] = [
  problem,
  eigenvalues,
  unitary,
  past,
  breaking,
  exponential,
  newRule,
  doesItHelp,
  whatCameNext,
  verdicts,
];
