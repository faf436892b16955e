import { formatCount, formatNumber, formatPercent } from "../math/number-format";
import { LANES } from "./lanes";
import type { HeatMapProps } from "./props";
import { naming, type Sentence } from "./sentence";

/** ‖·‖ at t = 1 as a share of that at t = T; at t = 0 with one time step alone. */
function kept(norms: ArrayLike<number>): number {
  const end = norms.length - 1;
  return norms[Math.min(1, Math.max(0, end - 1))] / norms[end];
}

const written = (share: number) =>
  share >= 0.01 && share < 1.5 ? formatPercent(share) : formatNumber(share);

/** What share of the gradient at t = T arrives at t = 1, at the first step and at the newest one. */
export function heatSummary({ run, lanes }: HeatMapProps): Sentence {
  const told = LANES.flatMap(({ key }): Sentence => {
    const first = lanes[key][0];
    const newest = lanes[key].at(-1);
    if (!first || !newest) return [];
    const before = written(kept(first.norms));
    const now = written(kept(newest.norms));
    const steps = ` at step ${formatCount(first.step)}, ${now} at step ${formatCount(newest.step)}`;
    return ["; ", naming(run.lanes, key), ` ${before}${newest === first ? "" : steps}`];
  });
  if (told.length === 0) return ["Nothing is measured yet."];
  return ["Of the gradient at T there arrives at t = 1: ", ...told.slice(1), "."];
}
